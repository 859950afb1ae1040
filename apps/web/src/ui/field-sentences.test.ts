import { expect, test } from 'vitest';
import { fieldSentenceInIndonesian } from './field-sentences.ts';

test.each([
  ['This field must have at least 8 characters.', 'Paling sedikit 8 karakter.'],
  ['The file is too large. At most 5 MB are allowed.', 'Berkas terlalu besar. Paling besar 5 MB.'],
  ['This file type is not allowed. Use one of: png, jpeg.', 'Jenis berkas ini tidak bisa dipakai. Gunakan: png, jpeg.'],
  [
    'The quota can’t be below the 12 tickets that are sold or held.',
    'Kuota tidak bisa di bawah 12 tiket yang sudah terjual atau dipesan.',
  ],
  ['This value must be 0.5 or more.', 'Paling kecil 0.5.'],
  ['It can’t end before it begins.', 'Selesainya harus setelah mulainya.'],
])('%s', (said, shown) => {
  expect(fieldSentenceInIndonesian(said)).toBe(shown);
});

test('what is not known stands as it was said', () => {
  expect(fieldSentenceInIndonesian('Something new.')).toBe('Something new.');
});
