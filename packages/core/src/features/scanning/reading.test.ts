import { describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { newQrSecret, openQrSigner } from '../ticket-qr/index.ts';
import { read } from './reading.ts';

const signer = openQrSigner('a-secret-of-a-test-that-is-long-enough!');

/** Both levels of the keys of a US-English keyboard, and what other keyboards have in their place. */
const US = [`1234567890-=qwertyuiopasdfghjkl;'zxcvbnm,./`, `!@#$%^&*()_+QWERTYUIOPASDFGHJKL:"ZXCVBNM<>?`];
const KEYBOARDS: Record<string, [string, string]> = {
  German: [`1234567890ß´qwertzuiopasdfghjklöäyxcvbnm,.-`, `!"§$%&/()=?\`QWERTZUIOPASDFGHJKLÖÄYXCVBNM;:_`],
  Swiss: [`1234567890'^qwertzuiopasdfghjklöäyxcvbnm,.-`, `+"*ç%&/()=?\`QWERTZUIOPASDFGHJKLéàYXCVBNM;:_`],
  French: [`&é"'(-è_çà)=azertyuiopqsdfghjklmùwxcvbn,;:!`, `1234567890°+AZERTYUIOPQSDFGHJKLM%WXCVBN?./§`],
  Belgian: [`&é"'(§è!çà)-azertyuiopqsdfghjklmùwxcvbn,;:=`, `1234567890°_AZERTYUIOPQSDFGHJKLM%WXCVBN?./+`],
  Spanish: [`1234567890'¡qwertyuiopasdfghjklñ´zxcvbnm,.-`, `!"·$%&/()=?¿QWERTYUIOPASDFGHJKLÑ¨ZXCVBNM;:_`],
  Swedish: [`1234567890+´qwertyuiopasdfghjklöäzxcvbnm,.-`, `!"#¤%&/()=?\`QWERTYUIOPASDFGHJKLÖÄZXCVBNM;:_`],
  Czech: [`+ěščřžýáíé=´qwertzuiopasdfghjklů§yxcvbnm,.-`, `1234567890%ˇQWERTZUIOPASDFGHJKL"!YXCVBNM?:_`],
  Hungarian: [`123456789öüóqwertzuiopasdfghjkléáyxcvbnm,.-`, `'"+!%/=()ÖÜÓQWERTZUIOPASDFGHJKLÉÁYXCVBNM?:_`],
  Turkish: [`1234567890*-qwertyuıopasdfghjklşizxcvbnmöç.`, `!'^+%&/()=?_QWERTYUIOPASDFGHJKLŞİZXCVBNMÖÇ:`],
};

function typedOn(keyboard: string, text: string): string {
  const [plain, shifted] = KEYBOARDS[keyboard]!;
  const keys = new Map([...US.join('')].map((sign, at) => [sign, [...plain, ...shifted][at]!]));
  return [...text].map((sign) => keys.get(sign)!).join('');
}

describe.each(Object.keys(KEYBOARDS))('read: a US-English scanner at a %s keyboard', (keyboard) => {
  test('QR codes are read', () => {
    for (let n = 0; n < 20; n++) {
      const content = { ticket_id: newId(), qr_secret: newQrSecret() };
      const typed = typedOn(keyboard, signer.sign({ ...content, event_id: newId() }));
      expect(read(typed, signer)).toEqual({ kind: 'qr', ...content });
    }
  });

  test('codes are read where only one can be meant', () => {
    expect(read(typedOn(keyboard, 'TKT-20260302-ABCDEF79'), signer)).toEqual({
      kind: 'code',
      code: 'TKT-20260302-ABCDEF79',
    });
  });

  test('what can’t be told says so, and a changed QR stays refused', () => {
    const text = signer.sign({ ticket_id: newId(), event_id: newId(), qr_secret: newQrSecret() });
    const changed = `${text.slice(0, -5)}${text.at(-5) === 'A' ? 'B' : 'A'}${text.slice(-4)}`;
    expect(read(typedOn(keyboard, changed), signer)).toEqual({ kind: 'keyboard_layout' });
  });
});

test('read: a code that two layouts type alike for two codes is not guessed', () => {
  expect(read("TKT'20260302'ABCDEFGY", signer)).toEqual({ kind: 'keyboard_layout' });
  expect(read('TKT~20260302~ABCDEFGH', signer)).toEqual({ kind: 'keyboard_layout' });
});

test('read: Caps Lock does no harm', () => {
  const content = { ticket_id: newId(), qr_secret: newQrSecret() };
  const text = signer.sign({ ...content, event_id: newId() });
  const swapped = [...text].map((sign) => (sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase()));
  expect(read(swapped.join(''), signer)).toEqual({ kind: 'qr', ...content });
});

test('read: other texts stay what they are', () => {
  expect(read('https://example.test/?a=b', signer)).toEqual({ kind: 'unknown' });
  expect(read('SETIKET-x', signer)).toEqual({ kind: 'forged' });
});
