let audio: AudioContext | undefined;

/** Heard and felt, so that nobody has to look: high and short for good, low and twice for stop. */
export function signal(isGood: boolean): void {
  navigator.vibrate?.(isGood ? 80 : [200, 100, 200]);
  try {
    audio ??= new AudioContext();
    const start = audio.currentTime;
    for (const at of isGood ? [0] : [0, 0.25]) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = isGood ? 1_050 : 220;
      volume.gain.setValueAtTime(0.2, start + at);
      volume.gain.exponentialRampToValueAtTime(0.001, start + at + 0.2);
      tone.connect(volume).connect(audio.destination);
      tone.start(start + at);
      tone.stop(start + at + 0.2);
    }
  } catch {
    // Without sound, colour and words remain.
  }
}
