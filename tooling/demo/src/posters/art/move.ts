import { circle, full, HEIGHT, hills, linear, n, type Palette, path, polygon, rect, WIDTH } from '../canvas.ts';
import type { Random } from '../random.ts';

/** Lanes of a track that bend away. */
export function track(p: Palette, r: Random): string {
  const x = r.between(1480, 1640);
  const y = r.between(940, 1040);
  let art = full('fill="url(#sky)"');
  const lanes = 9;
  for (let i = 0; i < lanes; i++) {
    const radius = 1050 - i * 82;
    art += circle(
      x,
      y,
      radius,
      `fill="none" stroke="${i % 2 ? p.mid : p.glow}" stroke-width="78" opacity="${0.55 + i * 0.05}"`,
    );
    art += circle(x, y, radius + 41, `fill="none" stroke="${p.light}" stroke-width="5" stroke-opacity=".9"`);
  }
  const lane = r.whole(2, 5);
  art += circle(
    x,
    y,
    1050 - lane * 82,
    `fill="none" stroke="${p.accent}" stroke-width="30" stroke-dasharray="520 5000" stroke-linecap="round" transform="rotate(${n(r.between(188, 215))} ${n(x)} ${n(y)})"`,
  );
  return `<defs>${linear('sky', 35, [
    [0, p.night],
    [0.7, p.deep],
    [1, p.mid],
  ])}</defs>${art}`;
}

/** Mountains in layers, and a path that leads up. */
export function mountains(p: Palette, r: Random): string {
  let art = full('fill="url(#sky)"') + circle(r.between(1120, 1360), 230, 110, `fill="${p.light}"`);
  const colors = [p.glow, p.mid, p.deep, p.night];
  for (const [layer, color] of colors.entries()) {
    const points: [number, number][] = [[-10, HEIGHT + 10]];
    let up = r.next() > 0.5;
    for (let x = -10; x < WIDTH + 160; x += r.between(100, 210)) {
      points.push([x, 330 + layer * 135 + (up ? -r.between(40, 150) : r.between(10, 60)) + (x < 700 ? 90 : 0)]);
      up = !up;
    }
    art += polygon([...points, [WIDTH + 10, HEIGHT + 10]], `fill="${color}" opacity="${layer === 0 ? 0.65 : 1}"`);
  }
  art += path(
    `M980 ${HEIGHT} C1180 820 1010 760 1190 700 S1120 610 1260 560`,
    `fill="none" stroke="${p.accent}" stroke-width="11" stroke-dasharray="34 20" stroke-linecap="round"`,
  );
  art += path(
    'M1260 560 v-92 l70 30 l-70 30',
    `fill="${p.accent}" stroke="${p.light}" stroke-width="6" stroke-linejoin="round"`,
  );
  return `<defs>${linear('sky', 90, [
    [0, p.mid],
    [0.7, p.light],
  ])}</defs>${art}`;
}

/** Speed: slanted bars, and a ball or a ring among them. */
export function speed(p: Palette, r: Random): string {
  let art = full('fill="url(#sky)"');
  for (let i = 0; i < 26; i++) {
    const y = r.between(-80, HEIGHT);
    const wide = r.between(180, 900);
    const x = r.between(500, WIDTH);
    art += rect(
      x,
      y,
      wide,
      r.between(8, 46),
      `rx="20" fill="${r.pick([p.glow, p.light, p.accent, p.mid])}" opacity="${r.between(0.16, 0.66).toFixed(2)}" transform="rotate(-24 ${n(x)} ${n(y)})"`,
    );
  }
  const [x, y] = [r.between(1110, 1260), r.between(340, 500)];
  for (let i = 5; i > 0; i--)
    art += circle(x - i * 56, y + i * 25, 190 - i * 16, `fill="${p.accent}" opacity="${0.3 - i * 0.05}"`);
  art += circle(x, y, 196, `fill="${p.accent}"`) + circle(x - 36, y - 44, 120, `fill="${p.light}" opacity=".24"`);
  art += path(
    `M${n(x - 190)} ${n(y - 40)} q190 120 376 -10 M${n(x - 80)} ${n(y - 178)} q150 160 40 366 M${n(x + 100)} ${n(y - 168)} q-120 160 -20 350`,
    `fill="none" stroke="${p.night}" stroke-width="10" stroke-opacity=".55"`,
  );
  return `<defs>${linear('sky', 20, [
    [0, p.night],
    [0.55, p.deep],
    [1, p.mid],
  ])}</defs>${art}`;
}

/** Waves, one behind the other. */
export function waves(p: Palette, r: Random): string {
  let art =
    full('fill="url(#sky)"') +
    circle(1180, 300, 190, `fill="${p.accent}"`) +
    circle(1180, 300, 250, `fill="none" stroke="${p.light}" stroke-opacity=".45" stroke-width="5"`);
  const colors = [p.glow, p.mid, p.deep, p.night, p.night];
  for (const [layer, color] of colors.entries()) {
    const heights = Array.from({ length: 9 }, (_, i) => 440 + layer * 95 + (i % 2 ? -1 : 1) * r.between(18, 60));
    art += path(hills(heights), `fill="${color}" opacity=".92"`);
    art += path(
      hills(heights.map((h) => h + 16)),
      `fill="none" stroke="${p.light}" stroke-opacity=".3" stroke-width="4"`,
    );
  }
  return `<defs>${linear('sky', 90, [
    [0, p.mid],
    [0.8, p.light],
  ])}</defs>${art}`;
}
