import sharp from 'sharp';
import * as laugh from './art/laugh.ts';
import * as mind from './art/mind.ts';
import * as move from './art/move.ts';
import * as night from './art/night.ts';
import * as stage from './art/stage.ts';
import { full, HEIGHT, linear, type Palette, rect, WIDTH } from './canvas.ts';
import { type Random, randomFrom } from './random.ts';
import { type Face, fitTitle, outline, widthOf } from './type.ts';

export type PosterInput = {
  title: string;
  /** Slug of the category: what kind of picture, and which colours. */
  category: string;
  /** The small line above the title. */
  kicker: string;
  /** The small line below it. */
  footer: string;
};

type Artist = (palette: Palette, random: Random) => string;
type Style = { face: Face; artists: readonly [Artist, ...Artist[]]; palettes: readonly [Palette, ...Palette[]] };

const palette = (night: string, deep: string, mid: string, glow: string, light: string, accent: string): Palette => ({
  night,
  deep,
  mid,
  glow,
  light,
  accent,
});

const STYLES: Record<string, Style> = {
  konser: {
    face: 'grotesk',
    artists: [stage.stage, stage.sunset, stage.record],
    palettes: [
      palette('#120422', '#3a0a52', '#8a1762', '#ff4f8b', '#ffd9c7', '#ffb02e'),
      palette('#04112b', '#0a2a63', '#1f4fb8', '#3fb2ff', '#d9f4ff', '#ff6b4a'),
      palette('#1c0610', '#5c0f2b', '#b3213c', '#ff7043', '#ffe3c2', '#ffc53d'),
    ],
  },
  music: {
    face: 'grotesk',
    artists: [stage.record, stage.sunset, stage.stage],
    palettes: [
      palette('#0b1a17', '#0f4a42', '#1b8a72', '#5fd3a2', '#f2ffe8', '#ff8552'),
      palette('#221010', '#7a2410', '#d1491c', '#ff9a3d', '#fff1d6', '#1fb6a6'),
      palette('#11112e', '#2c2c85', '#5a46c8', '#a78bff', '#f1ecff', '#ff5f7e'),
    ],
  },
  seminar: {
    face: 'serif',
    artists: [mind.sheets, mind.network, mind.tiles],
    palettes: [
      palette('#07202b', '#0d4a5c', '#1b7f8e', '#65c7c0', '#f3fbf4', '#ffb347'),
      palette('#1b1530', '#3a2c66', '#6b4fa3', '#b79be0', '#f8f1ff', '#ffcb52'),
      palette('#20140c', '#5b3116', '#a35a26', '#e9a45c', '#fff3df', '#2f9e8f'),
    ],
  },
  conference: {
    face: 'grotesk',
    artists: [mind.tiles, mind.network, mind.sheets],
    palettes: [
      palette('#0a1033', '#16206b', '#2a49d8', '#58a6ff', '#eef4ff', '#ff5c39'),
      palette('#0c1f14', '#10492c', '#1a8a4c', '#6fdc8c', '#f0fff1', '#ffcf33'),
      palette('#23091f', '#5a1450', '#a82a8c', '#f27cc2', '#fff0fa', '#35d0ba'),
    ],
  },
  horror: {
    face: 'condensed',
    artists: [night.house, night.corridor, night.forest],
    palettes: [
      palette('#07070c', '#1b1220', '#4a1626', '#a8283a', '#f2dcc8', '#ff5a36'),
      palette('#040b0d', '#0f2226', '#1f4a47', '#5e9c86', '#e8f4dc', '#e8c14a'),
      palette('#0a0714', '#1c1636', '#3d2b6b', '#8870c9', '#efe8ff', '#ff4d6d'),
    ],
  },
  komedi: {
    face: 'condensed',
    artists: [laugh.microphone, laugh.bubbles, laugh.curtain],
    palettes: [
      palette('#1d1135', '#e0432b', '#f26a2e', '#ffb53d', '#fff6dd', '#23b5c4'),
      palette('#0f1d3a', '#1466c8', '#2a8af0', '#58c7ff', '#fffbe6', '#ffd02e'),
      palette('#2a0b1f', '#a3123f', '#d62755', '#ff7a8a', '#fff0e6', '#ffce3a'),
    ],
  },
  olahraga: {
    face: 'condensed',
    artists: [move.track, move.mountains, move.waves],
    palettes: [
      palette('#2b0d0a', '#8c1f14', '#d6402b', '#ff7a4d', '#fff2e0', '#ffd23f'),
      palette('#06232a', '#0b5563', '#1590a0', '#59cfd1', '#f1fff9', '#ff7b3a'),
      palette('#0c2a17', '#14592f', '#259a4c', '#83d96b', '#f8ffe6', '#ffb01f'),
    ],
  },
  sport: {
    face: 'condensed',
    artists: [move.speed, mind.tiles, move.waves],
    palettes: [
      palette('#0b0f2a', '#1a2580', '#3448e0', '#6d9bff', '#eef2ff', '#d8ff3e'),
      palette('#1a0a24', '#521a6e', '#9431b8', '#e06bff', '#fdf0ff', '#ffc83d'),
      palette('#0d1f23', '#12474f', '#1d7f86', '#57c9bd', '#effff6', '#ff5d4d'),
    ],
  },
};

const MARGIN = 100;

/**
 * Art for an event, as SVG: the picture on the right, the title on a quiet left. `turn` walks through the styles of a
 * category, so that neighbours in a list differ.
 */
export function posterSvg(input: PosterInput, turn: number): string {
  const style = STYLES[input.category] ?? STYLES.konser!;
  const random = randomFrom(input.title);
  const colors = style.palettes[turn % style.palettes.length]!;
  const artist = style.artists[(turn + Math.floor(turn / style.artists.length)) % style.artists.length]!;
  const art = artist(colors, random);
  const shade = `<defs>${linear('shade', 0, [
    [0, colors.night, 0.9],
    [0.42, colors.night, 0.62],
    [0.72, colors.night, 0],
  ])}</defs>${full('fill="url(#shade)"')}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${art}${shade}${lettering(input, style.face, colors)}</svg>`;
}

function lettering({ title, kicker, footer }: PosterInput, face: Face, colors: Palette): string {
  const isShouting = face === 'condensed';
  const shown = isShouting ? title.toUpperCase() : title;
  const { lines, size } = fitTitle(shown, face, { width: 800, lines: 4, largest: isShouting ? 210 : 170 });
  const leading = size * (isShouting ? 1.12 : 1.04);
  const small = { face: 'text', size: 30, tracking: 0.09 } as const;
  const block = lines.length * leading;
  const top = (HEIGHT - block) / 2 + size * 0.78;
  let art = lines.map((line, i) => outline(line, MARGIN, top + i * leading, { face, size }, '#ffffff')).join('');
  const label = kicker.toUpperCase();
  const width = widthOf(label, small);
  art += rect(MARGIN, MARGIN - 6, width + 44, 58, `rx="29" fill="${colors.accent}"`);
  art += outline(label, MARGIN + 22, MARGIN + 34, small, colors.night);
  art += outline(footer, MARGIN, HEIGHT - MARGIN + 6, { face: 'text', size: 34, tracking: 0.01 }, colors.light);
  return art;
}

// One thread a picture: several are drawn at once, and threads that wait for each other would only take turns.
sharp.concurrency(1);

/** The same as WebP, 1600×900. Quality gives way to speed a little: thirty of these are made at a first start. */
export function posterWebp(input: PosterInput, turn: number): Promise<Buffer> {
  return sharp(Buffer.from(posterSvg(input, turn)))
    .webp({ quality: 80, effort: 0 })
    .toBuffer();
}
