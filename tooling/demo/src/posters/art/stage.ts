import { circle, full, HEIGHT, hills, linear, n, type Palette, path, polygon, radial, rect, WIDTH } from '../canvas.ts';
import type { Random } from '../random.ts';

/** Beams of light over a crowd. */
export function stage(p: Palette, r: Random): string {
  const defs = `<defs>${linear('sky', 90, [
    [0, p.night],
    [0.55, p.deep],
    [1, p.mid],
  ])}${linear('beam', 90, [
    [0, p.glow, 0.75],
    [1, p.glow, 0],
  ])}${radial('halo', [
    [0, p.light, 0.9],
    [0.35, p.glow, 0.45],
    [1, p.glow, 0],
  ])}</defs>`;
  const center = r.between(980, 1240);
  let art = full('fill="url(#sky)"') + circle(center, 560, 620, 'fill="url(#halo)"');
  const lamps = r.whole(5, 7);
  for (let i = 0; i < lamps; i++) {
    const x = 420 + (i * 1180) / lamps;
    const lean = (center - x) * r.between(0.25, 0.8) + r.between(-120, 120);
    const spread = r.between(70, 150);
    art += polygon(
      [
        [x - 12, -10],
        [x + 12, -10],
        [x + lean + spread, 840],
        [x + lean - spread, 840],
      ],
      'fill="url(#beam)" opacity=".55"',
    );
    art += circle(x, 0, 26, `fill="${p.light}" opacity=".9"`);
  }
  for (let i = 0; i < 90; i++) {
    art += circle(
      r.between(300, WIDTH),
      r.between(0, 620),
      r.between(1, 4),
      `fill="${p.light}" opacity="${r.between(0.2, 0.9).toFixed(2)}"`,
    );
  }
  return defs + art + crowd(p, r);
}

function crowd(p: Palette, r: Random): string {
  let art = '';
  for (const [row, color, opacity] of [
    [0, p.deep, 0.75],
    [1, p.night, 0.9],
    [2, p.night, 1],
  ] as const) {
    const y = 760 + row * 45;
    for (let x = -20; x < WIDTH + 40; x += r.between(44, 66)) {
      const head = r.between(19, 27);
      const top = y + r.between(-14, 14);
      art += circle(x, top, head, `fill="${color}" opacity="${opacity}"`);
      art += rect(
        x - head * 1.5,
        top + head * 0.9,
        head * 3,
        220,
        `rx="${n(head)}" fill="${color}" opacity="${opacity}"`,
      );
      if (r.next() > 0.72) {
        const side = r.pick([-1, 1]);
        art += path(
          `M${n(x + side * head)} ${n(top + 40)} L${n(x + side * (head + 16))} ${n(top - r.between(60, 110))}`,
          `stroke="${color}" stroke-width="15" stroke-linecap="round" opacity="${opacity}"`,
        );
      }
    }
  }
  return art;
}

/** A record that turns, and the bars of its sound. */
export function record(p: Palette, r: Random): string {
  const defs = `<defs>${linear('sky', r.between(20, 60), [
    [0, p.deep],
    [0.6, p.mid],
    [1, p.glow],
  ])}${linear('shine', 35, [
    [0, '#fff', 0],
    [0.48, '#fff', 0],
    [0.52, '#fff', 0.28],
    [0.6, '#fff', 0],
    [1, '#fff', 0],
  ])}</defs>`;
  const x = r.between(1130, 1230);
  const y = r.between(400, 470);
  let art = full('fill="url(#sky)"');
  for (let i = 6; i > 0; i--) art += circle(x, y, 380 + i * 85, `fill="${i % 2 ? p.glow : p.accent}" opacity=".09"`);
  art += circle(x, y, 380, `fill="${p.night}"`);
  for (let radius = 365; radius > 165; radius -= 13)
    art += circle(x, y, radius, `fill="none" stroke="${p.light}" stroke-opacity=".11" stroke-width="1.6"`);
  art +=
    circle(x, y, 380, 'fill="url(#shine)"') +
    circle(x, y, 150, `fill="${p.accent}"`) +
    circle(x, y, 104, `fill="${p.light}"`) +
    circle(x, y, 20, `fill="${p.night}"`);
  for (let i = 0; i < 46; i++) {
    const tall = (40 + 130 * Math.abs(Math.sin(i * r.between(0.28, 0.34)))) * r.between(0.5, 1);
    art += rect(
      i * 36 - 6,
      HEIGHT - tall,
      20,
      tall + 20,
      `rx="10" fill="${i % 3 ? p.light : p.accent}" opacity="${i % 3 ? 0.18 : 0.8}"`,
    );
  }
  return defs + art;
}

/** A low sun behind hills, banded like an old poster. */
export function sunset(p: Palette, r: Random): string {
  const defs = `<defs>${linear('sky', 90, [
    [0, p.deep],
    [0.5, p.mid],
    [0.85, p.glow],
  ])}${linear('sun', 90, [
    [0, p.light],
    [1, p.accent],
  ])}<clipPath id="disc"><circle cx="1130" cy="470" r="310"/></clipPath></defs>`;
  let art = full('fill="url(#sky)"');
  for (let i = 0; i < 5; i++)
    art += circle(
      1130,
      470,
      310 + (i + 1) * 90,
      `fill="none" stroke="${p.light}" stroke-opacity="${0.2 - i * 0.035}" stroke-width="3"`,
    );
  art += `<g clip-path="url(#disc)">${rect(820, 160, 620, 620, 'fill="url(#sun)"')}`;
  for (let i = 0; i < 7; i++) art += rect(820, 470 + i * 44, 620, 6 + i * 4, `fill="${p.mid}" opacity=".9"`);
  art += '</g>';
  for (const [level, color] of [
    [600, p.deep],
    [690, p.night],
  ] as const) {
    const heights = Array.from({ length: 7 }, () => level + r.between(-70, 70));
    art += path(hills(heights), `fill="${color}" opacity="${level === 600 ? 0.75 : 1}"`);
  }
  return defs + art;
}
