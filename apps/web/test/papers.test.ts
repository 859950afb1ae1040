import { readFile } from 'node:fs/promises';
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

describe.skipIf(!CHROMIUM)('tickets and orders, to take along', () => {
  test('who has too little pays the difference by card: declined first, then taken', { timeout: 120_000 }, async () => {
    const { organizer, event, type } = await house.make.sale({ title: 'Orkes Pagi', price: '50000' });
    await house.make.ticketType(organizer, event.id, { title: 'Balkon', price: '80000' });
    const buyer = await house.make.user({ balance: '60000' });
    const ticket = await house.as(buyer).tickets.purchase({ ticket_id: type.id });
    await browser.visit('upgrade by card', async (page) => {
      await signIn(page, buyer.username);
      await page.goto(`/tickets/${ticket.id}`);
      await page.getByRole('button', { name: 'Upgrade' }).click();
      await page.getByRole('radio', { name: /Balkon/ }).check();
      expect(await page.getByRole('button', { name: /^Upgrade for/ }).isDisabled()).toBe(true);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: /by card/ }).click();
      await page.getByLabel(/card number/i).fill('4000 0000 0000 0002');
      await page.getByRole('button', { name: /^Pay/ }).click();
      await page.getByRole('alert').waitFor();
      // Somebody who turns back finds the way to pay on the ticket.
      await page.goto(`/tickets/${ticket.id}?payment=cancelled`);
      await page.getByText('Nothing was charged.').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Pay now' }).click();
      await page.getByLabel(/card number/i).fill('4242 4242 4242 4242');
      await page.getByRole('button', { name: /^Pay/ }).click();
      await page.waitForURL('**/tickets/**');
      await page.getByText('Your ticket is now Balkon').waitFor();
      await page.getByRole('article').getByText('Balkon', { exact: true }).waitFor();
    });
  });

  test('a ticket goes into both wallets and on paper, and becomes a dearer one', { timeout: 120_000 }, async () => {
    const { organizer, event, type } = await house.make.sale({ title: 'Orkes Senja', price: '50000' });
    const dearer = await house.make.ticketType(organizer, event.id, { title: 'Balkon', price: '80000' });
    const buyer = await house.make.user();
    const ticket = await house.as(buyer).tickets.purchase({ ticket_id: type.id });
    await browser.visit('wallets and upgrade', async (page) => {
      await page.route('https://pay.google.com/**', (route) => route.fulfill({ body: 'saved' }));
      await signIn(page, buyer.username);
      await page.goto(`/tickets/${ticket.id}`);
      const saving = async (press: () => Promise<void>) => {
        const saved = page.waitForEvent('download');
        await press();
        const download = await saved;
        const bytes = await readFile(await download.path());
        return `${download.suggestedFilename()} ${bytes.subarray(0, 4).toString('latin1')}`;
      };
      expect(await saving(() => page.getByRole('button', { name: 'Apple Wallet' }).click())).toBe(
        `${ticket.code}.pkpass PK\x03\x04`,
      );
      expect(await saving(() => page.getByRole('link', { name: 'Save as PDF' }).click())).toBe(
        `ticket-${ticket.code}.pdf %PDF`,
      );
      const before = await page.getByRole('img', { name: /QR code/ }).getAttribute('src');

      await page.getByRole('button', { name: 'Upgrade' }).click();
      await page
        .getByText('Rp 30,000 more')
        .or(page.getByText(/30,000 more/))
        .waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('radio', { name: /Balkon/ }).check();
      await page.getByRole('button', { name: /^Upgrade for/ }).click();
      await page.getByText('Your ticket is now Balkon').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
      await page.getByRole('article').getByText('Balkon', { exact: true }).waitFor();
      await page.waitForFunction((old) => document.querySelector('article img')?.getAttribute('src') !== old, before);
      expect(await house.deps.db.tickets.count({ where: { id: ticket.id, ticket_type_id: dearer.id } })).toBe(1);

      await page.getByRole('button', { name: 'Google Wallet' }).click();
      await page.waitForURL('https://pay.google.com/**');
    });
  });

  test('an order has its number, its invoice and its credit note', { timeout: 120_000 }, async () => {
    const { type } = await house.make.sale({ title: 'Pentas Malam', price: '50000' });
    const buyer = await house.make.user();
    const ticket = await house.as(buyer).tickets.purchase({ ticket_id: type.id });
    const other = await house.as(buyer).tickets.purchase({ ticket_id: type.id });
    await house.as(buyer).tickets.refund({ id: other.id });
    await browser.visit(
      'papers',
      async (page) => {
        await signIn(page, buyer.username);
        await page.goto(`/orders/${ticket.booking_id}`);
        await page.getByText(/ORD-\d{8}-/).waitFor();
        const saved = page.waitForEvent('download');
        await page.getByRole('link', { name: /^Invoice/ }).click();
        const bytes = await readFile(await (await saved).path());
        expect(bytes.subarray(0, 4).toString()).toBe('%PDF');
        await page.getByRole('link', { name: 'Tickets to print' }).waitFor();
        await page.goto(`/orders/${other.booking_id}`);
        await page.getByRole('link', { name: /^Credit note CN-/ }).waitFor();
        expect(await page.getByRole('link', { name: 'Tickets to print' }).count()).toBe(0);
        expect(await violations(page)).toEqual([]);
      },
      DESK,
    );
  });
});
