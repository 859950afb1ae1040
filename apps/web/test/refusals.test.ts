import '@setiket/core/router';
import { errorCatalogue } from '@setiket/core/kernel/errors';
import { expect, test } from 'vitest';
import { REFUSALS_IN_INDONESIAN } from '../src/ui/refusal.texts.ts';

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
