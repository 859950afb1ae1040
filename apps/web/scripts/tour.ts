import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/*
 * Takes the pictures of the README from a running demo: `npm start -- --fresh`, then
 * `node apps/web/scripts/tour.ts [address]`. Needs a Chromium; CHROMIUM names another one than /usr/bin/chromium.
 */

const URL = process.argv[2] ?? 'http://localhost:8000';
const FOLDER = join(import.meta.dirname, '../../../.github/readme');
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 860 };

type Scene = { name: string; size: typeof DESK; dark?: boolean; as?: string; show(page: Page): Promise<unknown> };

const firstEvent = async (page: Page) => {
  await page.goto('/');
  await page.locator('article a').nth(5).click();
  await page.waitForURL('**/events/**');
};

const SCENES: Scene[] = [
  { name: 'home-desk', size: DESK, show: (page) => page.goto('/') },
  { name: 'home-phone-dark', size: PHONE, dark: true, show: (page) => page.goto('/') },
  { name: 'event-desk-dark', size: DESK, dark: true, show: firstEvent },
  { name: 'event-phone', size: PHONE, show: firstEvent },
  {
    name: 'ticket-phone',
    size: PHONE,
    as: 'customer',
    async show(page) {
      await page.goto('/tickets');
      await page.locator('article a').first().click();
      await page.getByRole('img', { name: /QR/ }).waitFor();
    },
  },
  { name: 'organizer-desk', size: DESK, as: 'organizer', show: (page) => page.goto('/organizer') },
];

async function take(browser: Browser, { name, size, dark = false, as, show }: Scene): Promise<void> {
  const context = await browser.newContext({
    baseURL: URL,
    viewport: size,
    deviceScaleFactor: 1,
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'Asia/Jakarta',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  if (as !== undefined) {
    await page.goto('/sign-in');
    await page.locator('input[name=username]').fill(as);
    await page.locator('input[name=password]').fill('setiket-demo');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/sign-in');
  }
  await show(page);
  await page.waitForLoadState('networkidle').catch(() => {});
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await context.close();
  console.log(name);
}

mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const scene of SCENES) await take(browser, scene);
await browser.close();
