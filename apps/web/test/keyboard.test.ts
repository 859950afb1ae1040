import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, CHROMIUM, DESK, openBrowser } from './browser.ts';
import { type House, openHouse, PASSWORD } from './house.ts';

let house: House;
let browser: Browser;
beforeAll(async () => {
  if (!CHROMIUM) return;
  house = await openHouse();
  browser = await openBrowser(house.url);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await house?.[Symbol.asyncDispose]();
});

/** What a screen reader would say of what has the focus: enough of it to tell things apart. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    const label = element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent ?? element?.textContent;
    return label?.trim() ?? '';
  });

/** Goes on by Tab until something of that name has the focus. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 60; step++) {
    const here = await focused(page);
    if (name.test(here)) return;
    passed.push(here.slice(0, 30));
    await page.keyboard.press(key);
  }
  throw new Error(`${name} can't be reached by ${key}. Passed: ${passed.join(' | ')}`);
}

async function pressOn(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

describe.skipIf(!CHROMIUM)('by keyboard alone', () => {
  test('somebody finds an event, signs in, buys, shows the QR and signs out', { timeout: 180_000 }, async () => {
    const { event } = await house.make.sale({ title: 'Kelas Keramik', price: '10000' });
    const buyer = await house.make.user();
    await browser.visit(
      'keyboard',
      async (page) => {
        await page.goto('/');
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.keyboard.press('Tab');
        expect(await focused(page)).toBe('Skip to content');
        expect(await page.getByText('Skip to content').boundingBox()).toMatchObject({ x: 12, y: 12 });
        await page.keyboard.press('Enter');
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');

        await tabTo(page, /^Search for an event/);
        await page.keyboard.type('keramik');
        await page.getByRole('status').getByText('1 event').waitFor();
        await pressOn(page, /^Kelas Keramik$/);
        await page.waitForURL(`**/events/${event.id}`);
        await page.getByRole('button', { name: 'One more: Reguler' }).waitFor();
        // A new page is read from its beginning.
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
        await pressOn(page, /^One more: Reguler$/);
        await pressOn(page, /^Reserve and pay$/);
        await page.waitForURL('**/sign-in**');
        await tabTo(page, /^Username or e-mail$/);
        await page.keyboard.type(buyer.username);
        await page.keyboard.press('Tab');
        await page.keyboard.type(PASSWORD);
        await page.keyboard.press('Enter');
        await page.waitForURL(`**/events/${event.id}`);
        await page.getByText('1', { exact: true }).waitFor();
        await pressOn(page, /^Reserve and pay$/);
        await page.getByRole('timer').waitFor();
        await pressOn(page, /^Pay Rp/);
        await page.getByRole('heading', { name: 'You’re in!' }).waitFor();
        await pressOn(page, /^Show my tickets$/);
        await page.waitForURL('**/tickets');
        await page.getByRole('link', { name: 'Kelas Keramik' }).waitFor();
        await pressOn(page, /^Kelas Keramik$/);
        await page.getByRole('img', { name: /QR code/ }).waitFor();

        await pressOn(page, /^Show full screen$/);
        await page.getByRole('dialog', { name: /QR code/ }).waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        expect(await focused(page)).toBe('Show full screen');

        await pressOn(page, /^Refund$/);
        const dialog = page.getByRole('dialog', { name: 'Refund' });
        await dialog.getByText('You get Rp').waitFor();
        for (let step = 0; step < 6; step++) {
          await page.keyboard.press('Tab');
          expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
        }
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
        expect(await focused(page)).toBe('Refund');

        await tabTo(page, new RegExp(`^${buyer.username}$`), 'Shift+Tab');
        await page.keyboard.press('Enter');
        await page.getByRole('menu').waitFor();
        for (let step = 0; step < 12 && (await focused(page)) !== 'Sign out'; step++)
          await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
      },
      DESK,
    );
  });

  test('nothing moves for who does not want it to', async () => {
    await browser.visit(
      'reduced motion',
      async (page) => {
        await page.route('**/trpc/**', (route) => route.abort());
        await page.goto('/');
        await page.locator('.skeleton').first().waitFor();
        const moving = await page.evaluate(
          () =>
            document.getAnimations().filter(({ effect }) => {
              const { duration, iterations } = effect!.getComputedTiming();
              return Number(duration) > 1 || iterations === Number.POSITIVE_INFINITY;
            }).length,
        );
        expect(moving).toBe(0);
      },
      { ...DESK, reducedMotion: 'reduce' },
    );
  });
});

describe.skipIf(!CHROMIUM)('going back', () => {
  test('leads through filters, a dialog and the checkout, and what was typed is there', {
    timeout: 120_000,
  }, async () => {
    const { event } = await house.make.sale({ title: 'Jalan Malam', price: '10000' });
    const buyer = await house.make.user();
    const organizer = await house.make.organizer();
    await browser.visit(
      'back',
      async (page) => {
        await page.goto('/');
        await page.getByLabel('Search for an event').fill('jalan malam');
        await page.getByRole('status').getByText('1 event').waitFor();
        await page.getByRole('link', { name: 'Jalan Malam' }).click();
        await page.getByRole('button', { name: 'One more: Reguler' }).click();
        await page.reload();
        expect(await page.getByLabel('Number of tickets: Reguler').textContent()).toBe('1');
        await page.goBack();
        expect(await page.getByLabel('Search for an event').inputValue()).toBe('jalan malam');
        await page.goForward();
        expect(await page.getByLabel('Number of tickets: Reguler').textContent()).toBe('1');
        await page.getByRole('button', { name: 'Reserve and pay' }).click();
        await page.getByLabel('Username or e-mail').fill(buyer.username);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Reserve and pay' }).click();
        await page.getByRole('timer').waitFor();
        await page.reload();
        await page.getByRole('timer').waitFor();
        await page.goBack();
        await page.waitForURL(`**/events/${event.id}`);
        await page.goForward();
        await page.getByRole('button', { name: /^Pay Rp/ }).click();
        await page.getByRole('heading', { name: 'You’re in!' }).waitFor();
      },
      DESK,
    );
    await browser.visit(
      'draft',
      async (page) => {
        await page.goto('/sign-in?next=/organizer/events/new');
        await page.getByLabel('Username or e-mail').fill(organizer.username);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.keyboard.press('Enter');
        await page.getByLabel('Title').fill('Rapat Kebun');
        await page.reload();
        expect(await page.getByLabel('Title').inputValue()).toBe('Rapat Kebun');
      },
      DESK,
    );
  });
});
