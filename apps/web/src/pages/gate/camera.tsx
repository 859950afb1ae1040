import { Flashlight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { useText } from '../../lib/locale.tsx';
import { Notice } from '../../ui/notice.tsx';
import { gateTexts } from './gate.texts.ts';

// From our own server; the package would fetch it from somebody else's.
prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

const LONGEST_SIDE = 800;

/** A code that was away for so long and comes back is shown again; until then it is the same guest, still standing there. */
const AWAY_MS = 1_500;

type Seen = { text: string; at: number };

type Props = { isPaused: boolean; onRead(text: string): void };

/** Reads QR codes from the camera until it is paused. */
export default function Camera({ isPaused, onRead }: Props) {
  const t = useText(gateTexts);
  const video = useRef<HTMLVideoElement>(null);
  const last = useRef<Seen>({ text: '', at: 0 });
  const [problem, setProblem] = useState(false);
  const [track, setTrack] = useState<MediaStreamTrack>();
  const [hasLight, setLight] = useState(false);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let isGone = false;
    navigator.mediaDevices
      ?.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } })
      .then((opened) => {
        stream = opened;
        if (isGone || !video.current) return stop(opened);
        video.current.srcObject = opened;
        setTrack(opened.getVideoTracks()[0]);
      })
      .catch(() => setProblem(true));
    if (!navigator.mediaDevices) setProblem(true);
    return () => {
      isGone = true;
      if (stream) stop(stream);
    };
  }, []);
  useEffect(() => {
    // Whoever waits while the answer is shown was not away.
    last.current.at = Date.now();
    if (isPaused) return;
    const reading = new AbortController();
    read(video, last.current, onRead, reading.signal).catch(() => setProblem(true));
    return () => reading.abort();
  }, [isPaused, onRead]);
  const canShine = track && 'torch' in track.getCapabilities();
  const shine = () => {
    void track?.applyConstraints({ advanced: [{ torch: !hasLight } as MediaTrackConstraintSet] });
    setLight(!hasLight);
  };
  if (problem) return <Notice tone="warn">{t.noCamera}</Notice>;
  return (
    <div className="relative overflow-hidden rounded-card bg-black">
      <video
        ref={video}
        autoPlay
        playsInline
        muted
        className="aspect-square w-full object-cover"
        aria-label={t.camera}
      />
      <div className="pointer-events-none absolute inset-[14%] rounded-3xl border-4 border-white/80" aria-hidden />
      {canShine && (
        <button
          type="button"
          aria-pressed={hasLight}
          aria-label={t.torch}
          onClick={shine}
          className="absolute right-3 bottom-3 grid size-12 place-items-center rounded-full bg-black/60 text-white aria-pressed:bg-white aria-pressed:text-black"
        >
          <Flashlight className="size-5" aria-hidden />
        </button>
      )}
    </div>
  );
}

const stop = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop();
};

async function read(
  video: { current: HTMLVideoElement | null },
  last: Seen,
  onRead: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  while (!signal.aborted) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const { videoWidth = 0, videoHeight = 0 } = video.current ?? {};
    if (!video.current || videoWidth === 0) continue;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    context.drawImage(video.current, 0, 0, canvas.width, canvas.height);
    const image = context.getImageData(0, 0, canvas.width, canvas.height);
    const [found] = await readBarcodes(image, { formats: ['QRCode'], maxNumberOfSymbols: 1 });
    if (!found?.text || signal.aborted) continue;
    const isStillThere = found.text === last.text && Date.now() - last.at < AWAY_MS;
    Object.assign(last, { text: found.text, at: Date.now() });
    if (!isStillThere) return onRead(found.text);
  }
}
