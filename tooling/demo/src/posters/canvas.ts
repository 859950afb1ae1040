export const WIDTH = 1600;
export const HEIGHT = 900;

/** What an artist gets: colours of one family, dark to light, and the accent that catches the eye. */
export type Palette = { night: string; deep: string; mid: string; glow: string; light: string; accent: string };

/** Numbers in paths need no more digits than a tenth of a pixel. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

type Stop = readonly [offset: number, color: string, opacity?: number];

function stops(list: readonly Stop[]): string {
  return list
    .map(([offset, color, opacity = 1]) => `<stop offset="${offset}" stop-color="${color}" stop-opacity="${opacity}"/>`)
    .join('');
}

export function linear(id: string, angle: number, list: readonly Stop[]): string {
  return `<linearGradient id="${id}" x1="0" y1="0" x2="1" y2="0" gradientTransform="rotate(${angle} .5 .5)">${stops(list)}</linearGradient>`;
}

export function radial(id: string, list: readonly Stop[]): string {
  return `<radialGradient id="${id}">${stops(list)}</radialGradient>`;
}

export function circle(x: number, y: number, r: number, style: string): string {
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" ${style}/>`;
}

export function rect(x: number, y: number, width: number, height: number, style: string): string {
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" ${style}/>`;
}

export function path(d: string, style: string): string {
  return `<path d="${d}" ${style}/>`;
}

export function polygon(points: readonly (readonly [number, number])[], style: string): string {
  return `<polygon points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')}" ${style}/>`;
}

export const full = (style: string) => rect(0, 0, WIDTH, HEIGHT, style);

/** A smooth line through points of equal distance, closed along the bottom. */
export function hills(heights: readonly number[], base = HEIGHT): string {
  const step = WIDTH / (heights.length - 1);
  let d = `M0 ${n(base)} L0 ${n(heights[0]!)}`;
  for (let i = 1; i < heights.length; i++) {
    const x = i * step;
    d += ` C${n(x - step / 2)} ${n(heights[i - 1]!)} ${n(x - step / 2)} ${n(heights[i]!)} ${n(x)} ${n(heights[i]!)}`;
  }
  return `${d} L${WIDTH} ${n(base)} Z`;
}
