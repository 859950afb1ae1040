import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TABS } from '../src/pages/admin/tabs.ts';
import { type Browser, CHROMIUM, openBrowser, PHONE, violations } from './browser.ts';
import { type House, openHouse, signIn } from './house.ts';

let house: House;
let browser: Browser;
let stage: Awaited<ReturnType<typeof setStage>>;
beforeAll(async () => {
  if (!CHROMIUM) return;
  house = await openHouse();
  stage = await setStage();
  browser = await openBrowser(house.url);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await house?.[Symbol.asyncDispose]();
});

/** One of each thing that a page is about. */
async function setStage() {
  const { organizer, event, type } = await house.make.sale({ title: 'Malam Semua Halaman', price: '20000' });
  const customer = await house.make.user();
  const ticket = await house.as(customer).tickets.purchase({ ticket_id: type.id });
  const pending = await house.as(customer).bookings.create({ ticket_type_id: type.id, quantity: 1 });
  return { organizer, customer, administrator: await house.make.administrator(), event, ticket, pending };
}

type Stage = typeof stage;
type Who = 'nobody' | 'customer' | 'organizer' | 'administrator';

/** Where each route leads here. A route without a line fails. */
const ROUTES: Record<string, (stage: Stage, who: Who) => string[]> = {
  '/': () => ['/', '/?q=nothing-is-called-so'],
  '/events/$id': ({ event, customer }) => [`/events/${event.id}`, `/events/${customer.id}`],
  '/sign-in': () => ['/sign-in'],
  '/register': () => ['/register'],
  '/forgot-password': () => ['/forgot-password'],
  '/reset-password': () => ['/reset-password', '/reset-password#x'],
  '/verify-email': () => ['/verify-email', '/verify-email#x'],
  '/account': () => ['/account'],
  '/orders': () => ['/orders'],
  '/orders/$id': ({ pending }) => [`/orders/${pending.id}`],
  '/tickets': () => ['/tickets'],
  '/tickets/$id': ({ ticket }) => [`/tickets/${ticket.id}`],
  '/transfers': () => ['/transfers'],
  '/organizer': () => ['/organizer'],
  '/organizer/team': () => ['/organizer/team'],
  '/organizer/events/new': () => ['/organizer/events/new'],
  '/organizer/events/$id': ({ event }) => [`/organizer/events/${event.id}`],
  '/become-organizer': () => ['/become-organizer'],
  '/invitations': () => ['/invitations'],
  '/admin': (_stage, who) => (who === 'administrator' ? TABS.map((tab) => `/admin?tab=${tab}`) : ['/admin']),
  '/box-office': () => ['/box-office'],
  '/festival': () => ['/festival'],
  '/gate': () => ['/gate'],
};

const paths = (who: Who) => [...Object.values(ROUTES).flatMap((of) => of(stage, who)), '/nowhere'];

/** What is wrong with a page, in the words of whoever has to mend it. */
async function complaintsOf(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  await page.locator('h1').waitFor();
  // What is on its way has this shape.
  await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
  // Whoever has to sign in first is there at once; that page has a line of its own.
  if (!path.startsWith('/sign-in') && page.url().includes('/sign-in')) return [];
  const { title, headings, overflow } = await page.evaluate(() => ({
    title: document.title,
    headings: document.querySelectorAll('h1').length,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  const at = `${path} (${new URL(page.url()).pathname})`;
  const complaints: string[] = [];
  if (!/^\S.* · Setiket$/.test(title) && new URL(page.url()).pathname !== '/')
    complaints.push(`${at}: is called "${title}"`);
  if (headings !== 1) complaints.push(`${at}: has ${headings} headings of the first order`);
  if (overflow > 0) complaints.push(`${at}: is ${overflow} px wider than a phone`);
  const look = async (colorScheme: 'light' | 'dark', rules?: string[]) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const violation of await violations(page, rules)) complaints.push(`${at}, ${colorScheme}: ${violation}`);
  };
  await look('light');
  // Nothing else differs.
  await look('dark', ['color-contrast']);
  return complaints;
}

describe.skipIf(!CHROMIUM)('every page', () => {
  test('has a line here', () => {
    const source = readFileSync(join(import.meta.dirname, '../src/app/router.tsx'), 'utf8');
    const routed = [...source.matchAll(/^ {2}path: '(.+)',$/gm)].map(([, path]) => path!);
    expect(routed.toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });

  test.each([
    ['nobody', 'en-GB'],
    ['customer', 'id-ID'],
    ['organizer', 'en-GB'],
    ['administrator', 'id-ID'],
  ] as const)('is whole for %s in %s, in light and dark', { timeout: 300_000 }, async (who, locale) => {
    await browser.visit(
      `every page ${who}`,
      async (page) => {
        if (who !== 'nobody') await signIn(page, stage[who].username);
        await page.evaluate(() => localStorage.removeItem('locale')).catch(() => {});
        const complaints: string[] = [];
        for (const path of paths(who)) complaints.push(...(await complaintsOf(page, path)));
        expect(complaints).toEqual([]);
      },
      { ...PHONE, locale },
    );
  });
});
