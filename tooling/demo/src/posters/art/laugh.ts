import { circle, full, HEIGHT, linear, n, type Palette, path, polygon, rect, WIDTH } from '../canvas.ts';
import type { Random } from '../random.ts';

/** Rays behind everything, as on a fairground. */
function rays(p: Palette, x: number, y: number, count: number): string {
  let d = '';
  for (let i = 0; i < count; i += 2) {
    const [a, b] = [(i * 2 * Math.PI) / count, ((i + 1) * 2 * Math.PI) / count];
    d += `M${n(x)} ${n(y)}L${n(x + 2200 * Math.cos(a))} ${n(y + 2200 * Math.sin(a))}L${n(x + 2200 * Math.cos(b))} ${n(y + 2200 * Math.sin(b))}Z`;
  }
  return path(d, `fill="${p.mid}" opacity=".55"`);
}

function halftone(p: Palette, x: number, y: number): string {
  let art = '';
  for (let i = 0; i < 17; i++) {
    for (let j = 0; j < 13; j++) {
      const size = 15 - Math.hypot(i - 8, j - 6) * 1.35;
      if (size > 1) art += circle(x + i * 34, y + j * 34, size, `fill="${p.accent}" opacity=".5"`);
    }
  }
  return art;
}

/** A microphone in the light. */
export function microphone(p: Palette, r: Random): string {
  const x = r.between(1140, 1230);
  const lean = r.between(-14, 14);
  let grid = '';
  for (let i = -4; i <= 4; i++) grid += `M${i * 34} -190 V40 M-150 ${i * 30 - 60} H150`;
  const mic = `<g transform="translate(${n(x)} 420) rotate(${n(lean)})">${rect(-22, 60, 44, 700, `rx="14" fill="${p.night}"`)}${circle(0, -50, 172, `fill="${p.night}"`)}${circle(0, -50, 156, `fill="${p.light}"`)}<g clip-path="url(#grille)">${path(grid, `stroke="${p.night}" stroke-width="7" opacity=".75" transform="rotate(45 0 -50)"`)}</g>${rect(-178, -74, 356, 50, `rx="20" fill="${p.accent}" stroke="${p.night}" stroke-width="14"`)}${polygon(
    [
      [-70, 108],
      [70, 108],
      [40, 250],
      [-40, 250],
    ],
    `fill="${p.night}"`,
  )}</g>`;
  const defs = `<defs>${linear('sky', 30, [
    [0, p.deep],
    [1, p.glow],
  ])}<clipPath id="grille"><circle cx="0" cy="-50" r="150"/></clipPath></defs>`;
  return (
    defs +
    full('fill="url(#sky)"') +
    rays(p, x, 370, 28) +
    circle(x, 370, 330, `fill="${p.glow}"`) +
    circle(x, 370, 330, `fill="none" stroke="${p.night}" stroke-width="12"`) +
    mic
  );
}

/** Speech bubbles that talk over each other. */
export function bubbles(p: Palette, r: Random): string {
  const words: [number, number, number, number, string][] = [
    [940, 120, 520, 250, p.light],
    [1120, 330, 430, 220, p.accent],
    [900, 520, 470, 240, p.light],
  ];
  let art = full('fill="url(#sky)"') + halftone(p, r.between(860, 960), 60) + halftone(p, 1150, 560);
  for (const [i, [x, y, w, h, color]] of words.entries()) {
    const dx = r.between(-40, 40);
    const tail = i % 2 ? x + w - 130 : x + 110;
    art += `<g transform="translate(${n(dx)} 0) rotate(${n(r.between(-5, 5))} ${x + w / 2} ${y + h / 2})">${path(`M${tail - 40} ${y + h - 20} l${i % 2 ? 90 : -40} 100 l90 -90 Z`, `fill="${color}" stroke="${p.night}" stroke-width="11" stroke-linejoin="round"`)}${rect(x, y, w, h, `rx="${h * 0.46}" fill="${color}" stroke="${p.night}" stroke-width="11"`)}${rect(x + 60, y + h - 50, w - 120, 40, `fill="${color}"`)}${laughter(x + w / 2, y + h / 2, h * 0.3, i, p)}</g>`;
  }
  return `<defs>${linear('sky', 40, [
    [0, p.deep],
    [0.5, p.mid],
    [1, p.glow],
  ])}</defs>${art}`;
}

function laughter(x: number, y: number, size: number, kind: number, p: Palette): string {
  const eye = (dx: number) =>
    path(
      `M${n(x + dx - size * 0.5)} ${n(y - size * 0.15)} q${n(size * 0.5)} -${n(size * 0.75)} ${n(size)} 0`,
      `fill="none" stroke="${p.night}" stroke-width="13" stroke-linecap="round"`,
    );
  if (kind === 1)
    return [-1, 0, 1].map((at) => circle(x + at * size * 1.3, y, size * 0.3, `fill="${p.night}"`)).join('');
  return (
    eye(-size * 1.15) +
    eye(size * 1.15) +
    path(
      `M${n(x - size * 0.6)} ${n(y + size * 0.25)} h${n(size * 1.2)} a${n(size * 0.6)} ${n(size * 0.6)} 0 0 1 -${n(size * 1.2)} 0 Z`,
      `fill="${p.night}"`,
    )
  );
}

/** Curtain up: folds of cloth around a spot of light. */
export function curtain(p: Palette, r: Random): string {
  const x = r.between(1050, 1140);
  let art = full(`fill="${p.night}"`);
  art += polygon(
    [
      [x - 30, -20],
      [x + 30, -20],
      [x + 330, 760],
      [x - 330, 760],
    ],
    `fill="${p.light}" opacity=".2"`,
  );
  art += `<ellipse cx="${n(x)}" cy="770" rx="350" ry="76" fill="${p.light}" opacity=".9"/>`;
  art +=
    path(`M${n(x - 74)} 770 l26 -250 h96 l26 250 Z`, `fill="${p.accent}"`) +
    rect(x - 100, 500, 200, 32, `rx="16" fill="${p.glow}"`);
  for (let i = 0; i < 13; i++) {
    const w = 70;
    const fold = i % 2 ? p.mid : p.deep;
    art += path(
      `M${i * w - 30} -10 h${w + 2} q${n(-10 - i * 9)} 480 ${n(-60 - i * 14)} 930 h-${w + 30} Z`,
      `fill="${fold}"`,
    );
    if (i < 5)
      art += path(
        `M${WIDTH + 30 - i * w} -10 h-${w + 2} q${n(10 + i * 9)} 480 ${n(60 + i * 14)} 930 h${w + 30} Z`,
        `fill="${fold}"`,
      );
  }
  for (let i = 0; i < 12; i++)
    art += path(
      `M${i * 140 - 20} -10 h150 v60 a75 75 0 0 1 -150 0 Z`,
      `fill="${i % 2 ? p.deep : p.mid}" stroke="${p.glow}" stroke-width="5"`,
    );
  return art + rect(0, HEIGHT - 34, WIDTH, 34, `fill="${p.deep}"`);
}
