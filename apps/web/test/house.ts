import { castOf, PASSWORD } from '@setiket/testing/world';
import type { Page } from 'playwright-core';
import { startLive } from '../../api/test/live.ts';
import { buildWeb } from '../scripts/build.ts';

export { PASSWORD };

/** The whole product with the web app as it is now. */
export async function openHouse() {
  await buildWeb();
  const live = await startLive();
  return {
    ...castOf(live.deps),
    ...live,
    [Symbol.asyncDispose]: () => live[Symbol.asyncDispose](),
  };
}

export type House = Awaited<ReturnType<typeof openHouse>>;

export async function signIn(page: Page, username: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}
