import { writeFileSync } from 'node:fs';
import { create } from 'qrcode';

const SIDE = 480;

/** A film of one frame (YUV4MPEG2) in which somebody holds a QR code into the camera. */
export function writeFilm(file: string, text: string): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const scale = Math.floor((SIDE * 0.8) / modules.size);
  const margin = Math.floor((SIDE - modules.size * scale) / 2);
  const light = Buffer.alloc(SIDE * SIDE, 235);
  for (let y = 0; y < modules.size * scale; y++)
    for (let x = 0; x < modules.size * scale; x++)
      if (modules.get(Math.floor(y / scale), Math.floor(x / scale))) light[(y + margin) * SIDE + x + margin] = 16;
  const colour = Buffer.alloc((SIDE * SIDE) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, colour]);
  writeFileSync(
    file,
    Buffer.concat([Buffer.from(`YUV4MPEG2 W${SIDE} H${SIDE} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]),
  );
}
