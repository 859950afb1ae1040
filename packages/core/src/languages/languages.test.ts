import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorCatalogue } from '../kernel/errors.ts';
import { fieldProblem, sentenceOf } from '../kernel/language.ts';
import '../router.ts';
import { REFUSALS_IN_INDONESIAN } from './index.ts';

/** Said to programs, wallets and gates, which have words of their own. */
const NOT_FOR_READERS =
  /^(idempotency\.(mismatch|key_invalid)|payment\.webhook_signature|wallet\.(unauthorized|too_many_devices)|booth\.qr_\w+|scan\.(?!conflict|not_admitted)\w+)$/;

test('every refusal that a reader may meet has its sentence in Indonesian', () => {
  const missing = [...errorCatalogue.keys()].filter(
    (code) => !NOT_FOR_READERS.test(code) && !(code in REFUSALS_IN_INDONESIAN),
  );
  expect(missing).toEqual([]);
});

test('no sentence is kept for a refusal that is no more', () => {
  const codes = new Set([...errorCatalogue.keys(), 'request.internal_server_error']);
  expect(Object.keys(REFUSALS_IN_INDONESIAN).filter((code) => !codes.has(code))).toEqual([]);
});

test.each([
  ['This field is required.', { code: 'required', params: {}, message: 'Wajib diisi.' }],
  [
    'This field must have at least 8 characters.',
    { code: 'too_short', params: { minimum: '8' }, message: 'Paling sedikit 8 karakter.' },
  ],
  [
    'The file is too large. At most 5 MB are allowed.',
    { code: 'file_too_large', params: { maximum: '5 MB' }, message: 'Berkas terlalu besar. Paling besar 5 MB.' },
  ],
  ['This value must be 0.5 or more.', { code: 'minimum', params: { minimum: '0.5' }, message: 'Paling kecil 0.5.' }],
  ['Something new.', { code: 'invalid', params: {}, message: 'Something new.' }],
])('fieldProblem: %s', (said, problem) => {
  expect(fieldProblem(said, 'id')).toEqual(problem);
  expect(fieldProblem(said, 'en')).toEqual({ ...problem, message: said });
});

test('sentenceOf: speaks Indonesian by code, and English as the service put it', () => {
  expect(sentenceOf('account.credentials_invalid', 'Wrong.', 'id')).toBe('Nama pengguna atau kata sandi salah.');
  expect(sentenceOf('account.credentials_invalid', 'Wrong.', 'en')).toBe('Wrong.');
});

/** Sentences about fields as they stand in the source; what is filled in stands as `1`. */
function saidOfFields(): Map<string, string> {
  const said = new Map<string, string>();
  const core = join(import.meta.dirname, '..');
  const doors = join(core, '../../../apps/api/src/rest');
  for (const folder of [core, doors]) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
      const text = readFileSync(join(folder, name), 'utf8');
      for (const pattern of RULES.test(name) ? [...SAID, RETURNED] : SAID)
        for (const [, , sentence = ''] of text.matchAll(pattern))
          said.set(sentence.replace(/\$\{[^}]*\}/g, '1').replaceAll("\\'", "'"), name);
    }
  }
  return said;
}

/** Files of rules whose functions return sentences. */
const RULES = /^(kernel\/validation|features\/inventory\/pricing)\.ts$/;
const RETURNED = /(?:return|\?|:) (['`])([A-Z][^'`]*)\1/g;

/** `fieldError('price', '…')`, `fields.price = ['…']`, `{ fields: { price: ['…'] } }`, `.refine(…, '…')`. */
const SAID = [
  /\bproblems\.push\((['`])([A-Z].*?)\1\)/g,
  /\bproblem: (['`])([A-Z].*?)\1/g,
  /fieldError\(\s*[^,]+,\s*(['`])([A-Z].*?)\1/gs,
  /(?:fields|errors)(?:\[[^\]]+\]|\.\w+) = \[(['`])([A-Z].*?)\1/g,
  /fields: \{ \w+: \[(['`])([A-Z].*?)\1/g,
  /\.refine\((?:[^;]*?),\s*(['`])([A-Z][^'`]*)\1,?\s*\)/gs,
];

test('every sentence about a field has a code and is said in Indonesian', () => {
  const said = saidOfFields();
  expect(said.size).toBeGreaterThan(60);
  const uncoded = [...said].filter(([sentence]) => fieldProblem(sentence, 'id').code === 'invalid');
  expect(uncoded).toEqual([]);
});
