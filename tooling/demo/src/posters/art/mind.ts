import { circle, full, HEIGHT, linear, n, type Palette, path, rect, WIDTH } from '../canvas.ts';
import type { Random } from '../random.ts';

/** A board of tiles: quarter circles, rings and dots, as a conference bag has them. */
export function tiles(p: Palette, r: Random): string {
  const size = 150;
  let art = full(`fill="${p.deep}"`);
  for (let column = 5; column < 11; column++) {
    for (let row = 0; row < 6; row++) {
      const x = column * size - 50;
      const y = row * size;
      const back = r.pick([p.mid, p.glow, p.deep, p.night, p.accent]);
      const front = r.pick([p.light, p.glow, p.accent, p.night] as const);
      art += rect(x, y, size, size, `fill="${back}"`);
      if (front !== back) art += tile(r.whole(0, 5), { x, y, size, front });
    }
  }
  return `<defs>${linear('fade', 0, [
    [0, p.deep],
    [0.42, p.deep],
    [0.75, p.deep, 0],
  ])}</defs>${art}${full('fill="url(#fade)"')}`;
}

type Tile = { x: number; y: number; size: number; front: string };

function tile(kind: number, { x, y, size, front }: Tile): string {
  const fill = `fill="${front}"`;
  switch (kind) {
    case 0:
      return path(`M${x} ${y} h${size} a${size} ${size} 0 0 1 -${size} ${size} Z`, fill);
    case 1:
      return path(`M${x + size} ${y + size} h-${size} a${size} ${size} 0 0 1 ${size} -${size} Z`, fill);
    case 2:
      return circle(
        x + size / 2,
        y + size / 2,
        size * 0.34,
        `fill="none" stroke="${front}" stroke-width="${size * 0.16}"`,
      );
    case 3:
      return [0.2, 0.5, 0.8]
        .flatMap((a) => [0.2, 0.5, 0.8].map((b) => circle(x + size * a, y + size * b, size * 0.075, fill)))
        .join('');
    case 4:
      return path(`M${x} ${y + size} L${x + size} ${y} V${y + size} Z`, fill);
    default:
      return path(`M${x} ${y + size / 2} a${size / 2} ${size / 2} 0 0 1 ${size} 0 Z`, fill);
  }
}

/** Points that know each other. */
export function network(p: Palette, r: Random): string {
  const points = Array.from(
    { length: 42 },
    () => [r.between(640, WIDTH + 40), r.between(-20, HEIGHT + 20), r.between(4, 15)] as const,
  );
  let lines = '';
  let dots = '';
  for (const [i, [x, y, radius]] of points.entries()) {
    for (const [u, v] of points.slice(i + 1)) {
      const distance = Math.hypot(x - u, y - v);
      if (distance < 215) lines += `M${n(x)} ${n(y)}L${n(u)} ${n(v)}`;
    }
    const color = radius > 12 ? p.accent : p.light;
    dots += circle(x, y, radius * 2.2, `fill="${color}" opacity=".16"`) + circle(x, y, radius, `fill="${color}"`);
  }
  const defs = `<defs>${linear('sky', 30, [
    [0, p.night],
    [0.6, p.deep],
    [1, p.mid],
  ])}</defs>`;
  const orb =
    circle(1330, 240, 420, `fill="${p.glow}" opacity=".22"`) + circle(1330, 240, 280, `fill="${p.glow}" opacity=".22"`);
  return (
    defs +
    full('fill="url(#sky)"') +
    orb +
    path(lines, `stroke="${p.light}" stroke-opacity=".34" stroke-width="2.2" fill="none"`) +
    dots
  );
}

/** Sheets of paper that overlap, each with its own light. */
export function sheets(p: Palette, r: Random): string {
  const defs = `<defs>${linear('sky', 25, [
    [0, p.deep],
    [1, p.mid],
  ])}${linear('sheet', 60, [
    [0, p.light, 0.95],
    [1, p.glow, 0.85],
  ])}${linear('warm', 60, [
    [0, p.accent],
    [1, p.glow],
  ])}</defs>`;
  let art = full('fill="url(#sky)"');
  const turn = r.between(-16, 16);
  for (let i = 0; i < 6; i++) {
    const x = 820 + i * 118;
    art += `<g transform="rotate(${n(turn + (i - 2.5) * 9)} 1200 980)">${rect(x - 40, 150 + (i % 2) * 60, 250, 860, `rx="34" fill="url(#${i % 3 === 1 ? 'warm' : 'sheet'})" opacity="${0.32 + i * 0.12}"`)}</g>`;
  }
  art +=
    circle(1420, 190, 86, `fill="${p.accent}"`) +
    circle(1420, 190, 128, `fill="none" stroke="${p.light}" stroke-opacity=".5" stroke-width="4"`);
  return defs + art;
}
