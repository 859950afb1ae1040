import { loadSharp } from '../../../kernel/sharp.ts';

/** The product's own sign: a ticket with its notches. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <rect width="32" height="32" fill="#fff"/>
  <path fill="#c2410c" d="M3 8a3 3 0 0 1 3-3h20a3 3 0 0 1 3 3v4a4 4 0 0 0 0 8v4a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-4a4 4 0 0 0 0-8z"/>
  <path stroke="#fff" stroke-width="2" stroke-dasharray="2.5 2.5" d="M20 6v20"/>
</svg>`;

/** Points a side; Wallet wants the icon once, twice and three times as sharp. */
const SIZE = 29;
const LOGO = 50;

let made: Promise<Record<string, Uint8Array>> | undefined;

/** The pictures of every pass. A pass without an icon is not shown at all. */
export function passPictures(): Promise<Record<string, Uint8Array>> {
  made ??= draw();
  return made;
}

async function draw(): Promise<Record<string, Uint8Array>> {
  const sizes = { icon: SIZE, 'icon@2x': 2 * SIZE, 'icon@3x': 3 * SIZE, logo: LOGO, 'logo@2x': 2 * LOGO };
  const files: Record<string, Uint8Array> = {};
  const sharp = await loadSharp();
  for (const [name, size] of Object.entries(sizes))
    files[`${name}.png`] = await sharp(Buffer.from(ICON), { density: 288 }).resize(size, size).png().toBuffer();
  return files;
}
