import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, CHROMIUM, DESK, openBrowser, violations } from './browser.ts';
import { type House, openHouse, signIn } from './house.ts';

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

describe.skipIf(!CHROMIUM)('prices', () => {
  test('what is shown is what is paid, with the tax named beneath', { timeout: 120_000 }, async () => {
    const { organizer, event } = await house.make.sale({ title: 'Gamelan Baru', price: '100000' });
    await house.make.ticketType(organizer, event.id, { title: 'Sesuka', kind: 'relawan', price: '0' });
    await house.as(organizer).events.update({ id: event.id, tax_name: 'PPN', tax_rate: 11, tax_included: false });
    const [administrator, buyer] = [await house.make.administrator(), await house.make.user()];
    // Another tax is something that an administrator looks at again.
    if ((await house.deps.db.events.findUniqueOrThrow({ where: { id: event.id } })).status !== 'approved')
      await house.as(administrator).events.decide({ id: event.id, status: 'approved' });
    await browser.visit(
      'tax on top',
      async (page) => {
        await signIn(page, buyer.username);
        await page.goto(`/events/${event.id}`);
        await page
          .getByText('Rp 111,000')
          .or(page.getByText(/111,000/))
          .first()
          .waitFor();
        await page.getByText(/100,000 and PPN\s11%/).waitFor();
        await page.getByRole('button', { name: 'One more: Reguler' }).click();
        await page.getByRole('button', { name: 'One more: Sesuka' }).click();
        await page.getByLabel('Your amount for each ticket').fill('10000');
        const total = page.locator('#tickets output').last();
        expect(await total.textContent()).toMatch(/122,100$/);
        await page.getByText(/PPN\s11% included/).waitFor();
        expect(await violations(page)).toEqual([]);
        await page.getByRole('button', { name: 'Reserve and pay' }).click();
        await page.getByRole('button', { name: /^Pay Rp.*122,100$/ }).waitFor();
      },
      DESK,
    );
  });

  test('a sale opens before a visitor’s eyes', { timeout: 120_000 }, async () => {
    const { event, type } = await house.make.sale({ title: 'Festival Awan', price: '10000' });
    await browser.visit('opening', async (page) => {
      // The server's own news of what is left would open it too; here the countdown is on its own.
      await page.route(/\/trpc\/events\.availability/, (route) => route.abort());
      page.setDefaultTimeout(15_000);
      await house.deps.db.ticket_types.update({
        where: { id: type.id },
        data: { sale_starts_at: new Date(Date.now() + 6_000) },
      });
      await page.goto(`/events/${event.id}`);
      await page.getByRole('timer').waitFor();
      await page.getByRole('button', { name: 'One more: Reguler' }).click();
    });
  });
});
