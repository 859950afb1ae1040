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
