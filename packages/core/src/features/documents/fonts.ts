import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from './fontkit.ts';
import { instanceOf } from './glyph-outlines.ts';
import { searchable } from './text-layer.ts';

/*
 * Noto Sans (SIL Open Font License 1.1, which allows embedding) from npm packages, with their licences there. Latin, Greek,
 * Cyrillic and Devanagari are one file a weight; other scripts are loaded with the first text that needs them. Chinese,
 * Japanese and Korean come in slices of some hundred characters. A loaded font stays, parsed once a process.
 */

const resolve = createRequire(import.meta.url).resolve;

export type Weight = 'regular' | 'bold';
const WEIGHTS = { regular: 400, bold: 700 } as const;

/** Scripts with a font file of their own: a test for their characters, and the package's spelling. */
const SCRIPTS = {
  arabic: [/\p{scx=Arab}/u, 'Arabic'],
  armenian: [/\p{scx=Armn}/u, 'Armenian'],
  bengali: [/\p{scx=Beng}/u, 'Bengali'],
  ethiopic: [/\p{scx=Ethi}/u, 'Ethiopic'],
  georgian: [/\p{scx=Geor}/u, 'Georgian'],
  hebrew: [/\p{scx=Hebr}/u, 'Hebrew'],
  javanese: [/\p{scx=Java}/u, 'Javanese'],
  khmer: [/\p{scx=Khmr}/u, 'Khmer'],
  tamil: [/\p{scx=Taml}/u, 'Tamil'],
  thai: [/\p{scx=Thai}/u, 'Thai'],
} as const satisfies Record<string, readonly [RegExp, string]>;

type FileScript = 'latin' | keyof typeof SCRIPTS;
type SlicedScript = 'ja' | 'ko' | 'zh';
export type Script = FileScript | SlicedScript;

/** A font as a document registers it. */
export type Face = { key: string; font: Font; script: Script };

const FOLDERS: Record<Weight, string> = { regular: '400Regular', bold: '700Bold' };

function fileOf(script: FileScript, weight: Weight): string {
  const [name, suffix] = script === 'latin' ? ['', ''] : [SCRIPTS[script][1], `-${script}`];
  const folder = FOLDERS[weight];
  return `@expo-google-fonts/noto-sans${suffix}/${folder}/NotoSans${name}_${folder}.ttf`;
}

const SLICED = {
  ja: { name: 'noto-sans-jp', folder: '@fontsource-variable/noto-sans-jp' },
  ko: { name: 'noto-sans-kr', folder: '@fontsource-variable/noto-sans-kr' },
  zh: { name: 'noto-sans-sc', folder: '@fontsource-variable/noto-sans-sc' },
} as const satisfies Record<SlicedScript, object>;

const loading = new Map<string, Promise<unknown>>();

function once<T>(key: string, load: () => Promise<T>): Promise<T> {
  let promise = loading.get(key) as Promise<T> | undefined;
  if (!promise) {
    promise = load();
    loading.set(key, promise);
    // What failed (too many open files, say) is tried again.
    promise.catch(() => loading.delete(key));
  }
  return promise;
}

function loadFile(script: FileScript, weight: Weight): Promise<Face> {
  const key = `${script}-${weight}`;
  return once(key, async () => {
    const font = create(await readFile(resolve(fileOf(script, weight))));
    return { key, script, font: searchable(font) };
  });
}

type Slice = { name: string; ranges: [first: number, last: number][] };

/** Which characters are in which slice, as the package says. */
function loadSlices(script: SlicedScript): Promise<Slice[]> {
  return once(`${script}-slices`, async () => {
    const text = await readFile(resolve(`${SLICED[script].folder}/unicode.json`), 'utf8');
    return Object.entries(JSON.parse(text) as Record<string, string>).map(([name, ranges]) => ({
      name: name.replace(/[[\]]/g, ''),
      ranges: ranges.split(',').map(rangeOf),
    }));
  });
}

/** `U+4e00-4eff` or `U+4e00`. */
function rangeOf(text: string): [number, number] {
  const [first = '', last = first] = text.replace('U+', '').split('-');
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

function loadSlice(script: SlicedScript, slice: string, weight: Weight): Promise<Face> {
  const { name, folder } = SLICED[script];
  const variable = () =>
    once(`${name}-${slice}`, async () => {
      const folder_path = dirname(resolve(`${folder}/unicode.json`));
      const packed = await readFile(join(folder_path, 'files', `${name}-${slice}-wght-normal.woff2`));
      // Its memory is set aside at once, and few tickets have a character that needs it.
      const { default: decompress } = await import('woff2-encoder/decompress');
      return create(Buffer.from(await decompress(packed)));
    });
  const key = `${name}-${slice}-${weight}`;
  return once(key, async () => ({
    key,
    script,
    font: searchable(instanceOf(await variable(), WEIGHTS[weight], `${name}-${slice}`)),
  }));
}

/** Which font shows a character; undefined for what none of them knows. */
export type Typeface = { faceOf(code_point: number, weight: Weight): Face | undefined };

type Wish = {
  /** Everything that will be drawn. */
  texts: string[];
  /** IANA zone of the event: at the same code point, Chinese and Japanese draw some characters differently. */
  timezone: string;
};

const WEIGHT_NAMES = ['regular', 'bold'] as const;

/** Loads the fonts for some texts, in both weights. */
export async function loadTypeface({ texts, timezone }: Wish): Promise<Typeface> {
  const all = texts.join('').normalize('NFC');
  const faces = new Map<string, Face>();
  const order = orderOf(all, timezone);
  const latin = await loadPair((weight) => loadFile('latin', weight));
  for (const character of new Set(all)) {
    const code_point = character.codePointAt(0)!;
    if (latin.regular.font.hasGlyphForCodePoint(code_point)) continue;
    const pair = await otherPair(character, order);
    for (const weight of WEIGHT_NAMES) if (pair) faces.set(`${code_point}-${weight}`, pair[weight]);
  }
  return {
    faceOf(code_point, weight) {
      const known = latin[weight].font.hasGlyphForCodePoint(code_point) ? latin[weight] : undefined;
      return known ?? faces.get(`${code_point}-${weight}`);
    },
  };
}

type Pair = Record<Weight, Face>;

async function loadPair(load: (weight: Weight) => Promise<Face>): Promise<Pair> {
  return { regular: await load('regular'), bold: await load('bold') };
}

/** At the same code point Chinese, Japanese and Korean draw some characters differently. */
function orderOf(text: string, timezone: string): readonly SlicedScript[] {
  if (/[\u3040-\u30ff\u31f0-\u31ff]/.test(text) || timezone === 'Asia/Tokyo') return ['ja', 'zh', 'ko'];
  if (/\p{scx=Hang}/u.test(text) || timezone === 'Asia/Seoul') return ['ko', 'zh', 'ja'];
  return ['zh', 'ja', 'ko'];
}

async function otherPair(character: string, order: readonly SlicedScript[]): Promise<Pair | undefined> {
  const code_point = character.codePointAt(0)!;
  for (const [script, [pattern]] of Object.entries(SCRIPTS)) {
    if (!pattern.test(character)) continue;
    const pair = await loadPair((weight) => loadFile(script as FileScript, weight));
    if (pair.regular.font.hasGlyphForCodePoint(code_point)) return pair;
  }
  for (const script of order) {
    const slice = (await loadSlices(script)).find(({ ranges }) =>
      ranges.some(([first, last]) => first <= code_point && code_point <= last),
    );
    const pair = slice && (await loadPair((weight) => loadSlice(script, slice.name, weight)));
    if (pair?.regular.font.hasGlyphForCodePoint(code_point)) return pair;
  }
  return undefined;
}
