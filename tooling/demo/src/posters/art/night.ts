import { circle, full, HEIGHT, hills, linear, n, type Palette, path, radial, rect, WIDTH } from '../canvas.ts';
import type { Random } from '../random.ts';

function sky(p: Palette): string {
  return `${linear('sky', 90, [
    [0, p.night],
    [0.6, p.deep],
    [1, p.mid],
  ])}${radial('moon', [
    [0, p.light],
    [0.9, p.light],
    [1, p.glow],
  ])}${radial('halo', [
    [0, p.glow, 0.6],
    [1, p.glow, 0],
  ])}${linear('mist', 90, [
    [0, p.glow, 0],
    [1, p.glow, 0.5],
  ])}`;
}

/** A house that nobody lives in, and bare trees before the moon. */
export function house(p: Palette, r: Random): string {
  const x = r.between(1080, 1240);
  let art =
    full('fill="url(#sky)"') + circle(x, 330, 480, 'fill="url(#halo)"') + circle(x, 330, 205, 'fill="url(#moon)"');
  art += path(hills(Array.from({ length: 8 }, () => 700 + r.between(-45, 45))), `fill="${p.deep}"`);
  const left = x - 150;
  art += path(
    `M${n(left)} 780 V520 L${n(left - 26)} 520 L${n(left + 95)} 400 L${n(left + 130)} 432 V330 L${n(left + 185)} 250 L${n(left + 240)} 330 V470 L${n(left + 330)} 540 H${n(left + 305)} V780 Z`,
    `fill="${p.night}"`,
  );
  for (const [dx, y] of [
    [40, 580],
    [165, 360],
    [165, 580],
    [240, 600],
  ] as const) {
    art += rect(left + dx, y, 40, 62, `fill="${r.next() > 0.35 ? p.accent : p.mid}" opacity=".95"`);
    art += path(
      `M${n(left + dx + 20)} ${y} v62 M${n(left + dx)} ${y + 30} h40`,
      `stroke="${p.night}" stroke-width="5"`,
    );
  }
  art +=
    tree({ x: x + 290, y: 800, size: 150, angle: -90, depth: 0 }, p, r) +
    tree({ x: x - 330, y: 810, size: 120, angle: -88, depth: 0 }, p, r);
  art += path(hills(Array.from({ length: 6 }, () => 800 + r.between(-30, 25))), `fill="${p.night}"`);
  return `<defs>${sky(p)}</defs>${art}${rect(0, 520, WIDTH, 380, 'fill="url(#mist)" opacity=".35"')}`;
}

type Branch = { x: number; y: number; size: number; angle: number; depth: number };

function tree(branch: Branch, p: Palette, r: Random): string {
  const { x, y, size, angle, depth } = branch;
  if (depth > 5) return '';
  const u = x + Math.cos((angle * Math.PI) / 180) * size;
  const v = y + Math.sin((angle * Math.PI) / 180) * size;
  let art = path(
    `M${n(x)} ${n(y)} L${n(u)} ${n(v)}`,
    `stroke="${p.night}" stroke-width="${n(20 / (depth + 1) + 1)}" stroke-linecap="round"`,
  );
  for (const lean of [-1, 1]) {
    art += tree(
      { x: u, y: v, size: size * r.between(0.62, 0.8), angle: angle + lean * r.between(16, 36), depth: depth + 1 },
      p,
      r,
    );
  }
  return art;
}

/** Doors within doors, and a light at the end. */
export function corridor(p: Palette, r: Random): string {
  const x = r.between(1130, 1220);
  const y = 470;
  let art = full(`fill="${p.night}"`);
  for (let i = 0; i < 9; i++) {
    const scale = 0.78 ** i;
    const width = 900 * scale;
    const height = 1240 * scale;
    const color = [p.deep, p.night, p.mid][i % 3]!;
    art += path(
      archway(x, y, width, height),
      `fill="${i === 8 ? p.accent : color}" stroke="${p.glow}" stroke-opacity="${(0.06 + i * 0.05).toFixed(2)}" stroke-width="3"`,
    );
  }
  art += circle(x, y + 40, 420, 'fill="url(#halo)"');
  const tall = 128;
  art +=
    path(`M${n(x - 16)} ${y + 95} q16 -${tall} 32 0 Z`, `fill="${p.night}"`) +
    circle(x, y + 22, 13, `fill="${p.night}"`);
  return `<defs>${sky(p)}</defs>${art}`;
}

function archway(x: number, y: number, width: number, height: number): string {
  const left = x - width / 2;
  const bottom = y + height * 0.42;
  const shoulder = y - height * 0.2;
  return `M${n(left)} ${n(bottom)} V${n(shoulder)} a${n(width / 2)} ${n(width / 2)} 0 0 1 ${n(width)} 0 V${n(bottom)} Z`;
}

/** A forest in the mist. */
export function forest(p: Palette, r: Random): string {
  const x = r.between(1000, 1300);
  let art =
    full('fill="url(#sky)"') + circle(x, 300, 460, 'fill="url(#halo)"') + circle(x, 300, 150, 'fill="url(#moon)"');
  const colors = [p.mid, p.deep, p.deep, p.night] as const;
  for (const [layer, color] of colors.entries()) {
    const ground = 700 + layer * 95;
    let d = '';
    for (let at = -40; at < WIDTH + 80; at += r.between(54, 110) + layer * 22) {
      const tall = r.between(190, 300) + layer * 55;
      for (let step = 0; step < 4; step++) {
        const top = ground - tall + step * tall * 0.22;
        const half = (tall * (step + 1.6)) / 17;
        d += `M${n(at)} ${n(top)} L${n(at + half)} ${n(top + tall * 0.36)} H${n(at - half)} Z`;
      }
    }
    art += path(`${d} M0 ${ground} H${WIDTH} V${HEIGHT} H0 Z`, `fill="${color}"`);
    art += rect(0, ground - 330, WIDTH, 380, `fill="url(#mist)" opacity="${0.36 - layer * 0.08}"`);
  }
  return `<defs>${sky(p)}</defs>${art}`;
}
