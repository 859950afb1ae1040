import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, CHROMIUM, DESK, openBrowser, violations } from './browser.ts';
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

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

/** Pictures for whoever wants to look at them: `SHOTS=/tmp/shots`. */
async function shoot(page: Page, name: string) {
  if (!process.env.SHOTS) return;
  for (const [size, width] of [
    ['phone', 375],
    ['desk', 1280],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 860 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${size}-${colorScheme}.png`, fullPage: true });
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 375, height: 740 });
}

describe.skipIf(!CHROMIUM)('waiting room', () => {
  test('from the queue, over a reload and signing in, to the tickets', { timeout: 180_000 }, async () => {
    const { organizer, event } = await house.make.sale({ title: 'Konser Kabut', price: '10000' });
    const buyer = await house.make.user();
    const id = event.id;
    // Their number two and three stand before the visitor: one a minute goes in.
    await house.as(organizer).waitingRoom.change({ id, opens_at: inSeconds(-1), max_per_minute: 1 });
    for (let n = 0; n < 3; n++) await house.as(await house.make.user()).waitingRoom.join({ id });
    await browser.visit('waiting', async (page) => {
      await page.goto(`/events/${id}`);
      const panel = page.locator('#waiting-room');
      await panel.getByRole('button', { name: 'Wait for tickets' }).waitFor();
      expect(await page.getByRole('button', { name: /One more/ }).count()).toBe(0);
      await shoot(page, 'outside');
      await panel.getByRole('button', { name: 'Wait for tickets' }).click();
      await panel.getByText('2 people before you').waitFor();
      await panel.getByText('About 3 minutes').waitFor();
      expect(await panel.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0');
      expect(await violations(page)).toEqual([]);
      await shoot(page, 'waiting');
      await page.reload();
      await panel.getByText('2 people before you').waitFor();
      expect(await house.deps.db.waiting_places.count({ where: { event_id: id } })).toBe(4);
      await house.as(organizer).waitingRoom.change({ id });
      await panel.getByText('It is your turn').first().waitFor();
      expect(await page.getByRole('button', { name: /One more/ }).count()).toBe(0);
      await panel.getByRole('link', { name: 'Sign in to buy' }).click();
      await page.getByLabel('Username or e-mail').fill(buyer.username);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: 'One more: Reguler' }).click();
      expect(await panel.getByRole('timer').textContent()).toMatch(/^(10:00|09:\d\d)$/);
      expect(await violations(page)).toEqual([]);
      await shoot(page, 'admitted');
      await page.getByRole('button', { name: 'Reserve and pay' }).click();
      await page.getByRole('button', { name: /^Pay Rp/ }).waitFor();
    });
    // The place went along: nobody stands in the queue twice.
    expect(await house.deps.db.waiting_places.count({ where: { event_id: id } })).toBe(4);
  });

  test('who is early sees the draw come; switched off, everybody buys at once', { timeout: 120_000 }, async () => {
    const { organizer, event } = await house.make.sale({ title: 'Pasar Kabut', price: '10000' });
    const id = event.id;
    await house.as(organizer).waitingRoom.change({ id, opens_at: inSeconds(3_600) });
    await browser.visit('early', async (page) => {
      await page.goto(`/events/${id}`);
      const panel = page.locator('#waiting-room');
      await panel.getByText(/^Doors open: /).waitFor();
      await shoot(page, 'before');
      await panel.getByRole('button', { name: 'Wait for tickets' }).click();
      await panel.getByText('You are in the draw').first().waitFor();
      await shoot(page, 'early');
      await house.as(organizer).waitingRoom.change({ id, opens_at: inSeconds(2) });
      await panel.getByText('It is your turn').first().waitFor();
      await house.as(organizer).waitingRoom.close({ id });
      await page.getByRole('button', { name: 'One more: Reguler' }).waitFor();
      expect(await panel.count()).toBe(0);
    });
  });

  test('an organizer switches it on, sees how it goes, and switches it off', { timeout: 120_000 }, async () => {
    const { organizer, event } = await house.make.sale({ title: 'Layar Kabut', price: '10000' });
    await browser.visit(
      'desk',
      async (page) => {
        await page.goto('/sign-in');
        await page.getByLabel('Username or e-mail').fill(organizer.username);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
        await page.goto(`/organizer/events/${event.id}`);
        const desk = page.getByRole('region', { name: /Waiting room/ });
        await desk.getByLabel('At most a minute').fill('600');
        await desk.getByRole('button', { name: 'Switch on' }).click();
        await desk.getByText('On', { exact: true }).waitFor();
        await house.as(await house.make.user()).waitingRoom.join({ id: event.id });
        await desk.getByText('1 let in so far').waitFor();
        await desk.scrollIntoViewIfNeeded();
        expect(await violations(page)).toEqual([]);
        await shoot(page, 'organizer');
        await desk.getByRole('button', { name: 'Switch off' }).click();
        await desk.getByText('Off', { exact: true }).waitFor();
        expect((await house.as().events.get({ id: event.id })).has_waiting_room).toBe(false);
      },
      DESK,
    );
  });
});
