import type { FieldErrors } from './errors.ts';
import type { Language } from './format.ts';

/**
 * Refusals in the caller's language. Services refuse in English; each door says the same in Indonesian to a caller who asks
 * for it (`Accept-Language: id`). Clients translate codes, never sentences.
 */

/** One thing that is wrong with a field: a stable code, what the sentence names, and the sentence. */
export type FieldProblem = { code: string; params: Record<string, string>; message: string };
export type FieldProblems = Record<string, FieldProblem[]>;

/** `{name}` in a sentence stands for a parameter. */
export type FieldSentence = { code: string; en: string; id: string };

type Pattern = FieldSentence & { matches: RegExp };
const exact = new Map<string, FieldSentence>();
const patterns: Pattern[] = [];
const refusals = new Map<string, string>();

/** Says what there is to say. Called once, by the module that knows the product's words. */
export function defineLanguage(words: { fields: readonly FieldSentence[]; refusals: Record<string, string> }): void {
  for (const sentence of words.fields) {
    if (sentence.en.includes('{')) patterns.push({ ...sentence, matches: patternOf(sentence.en) });
    else exact.set(sentence.en, sentence);
  }
  for (const [code, sentence] of Object.entries(words.refusals)) refusals.set(code, sentence);
}

function patternOf(sentence: string): RegExp {
  const source = sentence
    .split(/(\{\w+\})/)
    .map((part) => /^\{(\w+)\}$/.exec(part)?.[1] ?? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .map((part, n) => (n % 2 === 1 ? `(?<${part}>.+)` : part));
  return new RegExp(`^${source.join('')}$`, 's');
}

/** The sentence of a refusal, by its code where the language has one. */
export function sentenceOf(code: string, message: string, language: Language): string {
  return (language === 'id' ? refusals.get(code) : undefined) ?? message;
}

/** Sentences about fields with their codes, in the caller's language. */
export function fieldProblems(fields: FieldErrors, language: Language): FieldProblems {
  return Object.fromEntries(
    Object.entries(fields).map(([field, sentences]) => [field, sentences.map((said) => fieldProblem(said, language))]),
  );
}

/** @returns code `invalid` for a sentence that nobody has given a code */
export function fieldProblem(message: string, language: Language): FieldProblem {
  const known = exact.get(message);
  if (known) return { code: known.code, params: {}, message: known[language] };
  for (const { matches, code, ...sentences } of patterns) {
    const match = matches.exec(message);
    if (!match) continue;
    const params = { ...match.groups };
    const filled = sentences[language].replace(/\{(\w+)\}/g, (_part, name: string) => params[name] ?? '');
    return { code, params, message: filled };
  }
  return { code: 'invalid', params: {}, message };
}

const spoken = new WeakMap<object, Language>();

/** Notes in which language a failure is told, where no context says so. */
export function tellIn(failure: object, language: Language): void {
  spoken.set(failure, language);
}

export function languageOfFailure(failure: unknown): Language | undefined {
  return typeof failure === 'object' && failure !== null ? spoken.get(failure) : undefined;
}
