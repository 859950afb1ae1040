import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from './fontkit.ts';
import { instanceOf } from './glyph-outlines.ts';

/*
 * Noto Sans (SIL Open Font License 1.1, which allows embedding) from npm packages, with their licences there. Latin, Greek,
 * Cyrillic and Arabic are one file a weight; Japanese and Chinese come in slices of some hundred characters each, of which
 * a document loads the few it needs. Everything that was loaded stays, parsed once a process.
 */

const resolve = createRequire(import.meta.url).resolve;

export type Weight = 'regular' | 'bold';
const WEIGHTS = { regular: 400, bold: 700 } as const;

export type Script = 'latin' | 'arabic' | 'ja' | 'zh';

/** A font as a document registers it. */
export type Face = { key: string; font: Font; script: Script };

const FILES: Record<'latin' | 'arabic', Record<Weight, string>> = {
  latin: {
    regular: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
    bold: '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  },
  arabic: {
    regular: '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
    bold: '@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf',
  },
};

const SLICED = {
  ja: { name: 'noto-sans-jp', folder: '@fontsource-variable/noto-sans-jp' },
  zh: { name: 'noto-sans-sc', folder: '@fontsource-variable/noto-sans-sc' },
} as const;

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

/**
 * fontkit keeps with each glyph the character that it was first asked for. A letter that was first seen as a part of
 * another one (the c of ç) would have none, and nobody could search for it: so each is asked for by its own name, once.
 */
function named(font: Font): Font {
  for (const code_point of font.characterSet) font.glyphForCodePoint(code_point);
  return font;
}

function loadFile(script: 'latin' | 'arabic', weight: Weight): Promise<Face> {
  const key = `${script}-${weight}`;
  return once(key, async () => ({ key, script, font: named(create(await readFile(resolve(FILES[script][weight])))) }));
}

type Slice = { name: string; ranges: [first: number, last: number][] };

/** Which characters are in which slice, as the package says. */
function loadSlices(script: 'ja' | 'zh'): Promise<Slice[]> {
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

function loadSlice(script: 'ja' | 'zh', slice: string, weight: Weight): Promise<Face> {
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
    font: named(instanceOf(await variable(), WEIGHTS[weight], `${name}-${slice}`)),
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

/** Loads what some texts need, in both weights. */
export async function loadTypeface({ texts, timezone }: Wish): Promise<Typeface> {
  const characters = new Set(texts.join(''));
  const files = await Promise.all(
    (['latin', 'arabic'] as const).flatMap((script) => [loadFile(script, 'regular'), loadFile(script, 'bold')]),
  );
  const sliced = new Map<string, Face>();
  const isJapanese = /[\u3040-\u30ff\u31f0-\u31ff]/.test(texts.join('')) || timezone === 'Asia/Tokyo';
  const order = isJapanese ? (['ja', 'zh'] as const) : (['zh', 'ja'] as const);
  for (const character of characters) {
    const code_point = character.codePointAt(0)!;
    if (files.some(({ font }) => font.hasGlyphForCodePoint(code_point))) continue;
    for (const script of order) {
      const slice = (await loadSlices(script)).find(({ ranges }) =>
        ranges.some(([first, last]) => first <= code_point && code_point <= last),
      );
      if (!slice) continue;
      const regular = await loadSlice(script, slice.name, 'regular');
      if (!regular.font.hasGlyphForCodePoint(code_point)) continue;
      sliced.set(`${code_point}-regular`, regular);
      sliced.set(`${code_point}-bold`, await loadSlice(script, slice.name, 'bold'));
      break;
    }
  }
  return {
    faceOf(code_point, weight) {
      const file = files.find(({ key, font }) => key.endsWith(weight) && font.hasGlyphForCodePoint(code_point));
      return file ?? sliced.get(`${code_point}-${weight}`);
    },
  };
}
