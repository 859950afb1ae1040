import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, CHROMIUM, DESK, openBrowser, violations } from './browser.ts';
import { type House, openHouse, PASSWORD, signIn } from './house.ts';

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

describe.skipIf(!CHROMIUM)('buying', () => {
  test('somebody new finds an event, registers on the way and pays from the balance', async () => {
    const { event } = await house.make.sale({ title: 'Malam Puisi', price: '75000' });
    await browser.visit('buy by balance', async (page) => {
      await page.goto('/');
      await page.getByLabel('Search for an event').fill('malam pusi');
      await page.getByRole('link', { name: 'Malam Puisi' }).click();
      await page.getByRole('button', { name: 'One more: Reguler' }).click();
      await page.getByRole('button', { name: 'One more: Reguler' }).click();
      await page.getByRole('button', { name: 'Reserve and pay' }).click();
      await page.getByRole('link', { name: 'Create an account' }).click();
      await page.getByLabel('E-mail address').fill('tari@example.test');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.waitForURL(`**/events/${event.id}`);
      expect(await page.getByLabel('Number of tickets: Reguler').textContent()).toBe('2');
      await page.getByRole('button', { name: 'Reserve and pay' }).click();
      await page.getByRole('timer').waitFor();
      await page.getByRole('button', { name: /Pay Rp/ }).click();
      await page.getByRole('heading', { name: 'You’re in!' }).waitFor();
      await page.getByRole('link', { name: 'Show my tickets' }).click();
      await page.getByRole('link', { name: 'Malam Puisi' }).first().click();
      await page.getByRole('img', { name: /QR code/ }).waitFor();
      expect(await house.deps.db.tickets.count({ where: { event_id: event.id } })).toBe(2);
    });
  });

  test('a card is declined, then paid with a 3-D Secure step', async () => {
    const { event } = await house.make.sale({ title: 'Orkes Kampung', price: '250000' });
    const buyer = await house.make.user();
    await browser.visit('buy by card', async (page) => {
      await signIn(page, buyer.username);
      await page.goto(`/events/${event.id}`);
      await page.getByRole('button', { name: 'One more: Reguler' }).click();
      await page.getByRole('button', { name: 'Reserve and pay' }).click();
      await page.getByText('Card', { exact: true }).click();
      await page.getByRole('button', { name: 'Continue to card payment' }).click();
      await page.getByLabel(/card number/i).fill('4000 0000 0000 0002');
      await page.getByRole('button', { name: /^Pay/ }).click();
      await page.getByRole('alert').waitFor();
      await page.getByLabel(/card number/i).fill('4000 0027 6000 3184');
      await page.getByRole('button', { name: /^Pay/ }).click();
      await page.getByRole('button', { name: /complete/i }).click();
      await page.waitForURL('**/orders/**');
      await page.getByRole('heading', { name: 'You’re in!' }).waitFor();
      await page.getByText('Payment declined').waitFor();
    });
  });

  test('the last ticket goes under a second visitor’s eyes', async () => {
    const { event, type } = await house.make.sale({ title: 'Lari Subuh', price: '1000', quota: 1 });
    const buyer = await house.make.user();
    await browser.visit('sold out', async (page) => {
      await page.goto(`/events/${event.id}`);
      await page.getByText('1 left').waitFor();
      await house.as(buyer).tickets.purchase({ ticket_id: type.id });
      await page.getByText('Sold out').waitFor();
      expect(await page.getByRole('button', { name: /One more/ }).count()).toBe(0);
    });
  });

  test('somebody gives a ticket away, and the other one has it', async () => {
    const { type } = await house.make.sale({ title: 'Wayang Kota', price: '50000' });
    const [giver, taker] = [await house.make.user(), await house.make.user()];
    const ticket = await house.as(giver).tickets.purchase({ ticket_id: type.id });
    await browser.visit('give', async (page) => {
      await signIn(page, giver.username);
      await page.goto(`/tickets/${ticket.id}`);
      await page.getByRole('button', { name: 'Give to somebody' }).click();
      await page.getByLabel('E-mail address').fill(taker.email);
      await page.getByRole('button', { name: 'Offer ticket' }).click();
      await page.getByRole('dialog').getByText(`Offered to ${taker.email}`).waitFor();
    });
    await browser.visit('take', async (page) => {
      await signIn(page, taker.username);
      await page.goto('/transfers');
      await page.getByRole('button', { name: 'Accept ticket' }).click();
      await page.getByText('Accepted').waitFor();
      await page.goto('/tickets');
      await page.getByRole('link', { name: 'Wayang Kota' }).waitFor();
    });
  });

  test('a ticket opens without network after one visit', async () => {
    const { type } = await house.make.sale({ title: 'Pasar Pagi', price: '0', kind: 'free' });
    const buyer = await house.make.user();
    const ticket = await house.as(buyer).tickets.purchase({ ticket_id: type.id });
    await browser.visit('offline ticket', async (page, context) => {
      await signIn(page, buyer.username);
      await page.goto(`/tickets/${ticket.id}`);
      await page.getByRole('img', { name: /QR code/ }).waitFor();
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
      await page.reload();
      await page.getByRole('img', { name: /QR code/ }).waitFor();
      await context.setOffline(true);
      await page.reload();
      await page.getByRole('img', { name: /QR code/ }).waitFor();
      await page.getByText('No network: this is the ticket').waitFor();
      await page.getByRole('region', { name: 'Not possible with this ticket' }).waitFor();
    });
  });

  test('language and dark mode stay over a reload', async () => {
    await browser.visit('language and theme', async (page) => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
      await page.getByRole('radio', { name: 'Gelap' }).check({ force: true });
      await page.reload();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('id');
      expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
      await page.getByRole('link', { name: 'Masuk' }).waitFor();
    });
  });

  test('axe-core finds nothing on the pages of a visitor and a buyer, in light and dark', {
    timeout: 180_000,
  }, async () => {
    const { event, type } = await house.make.sale({ title: 'Pameran Foto', price: '20000' });
    const buyer = await house.make.user();
    const ticket = await house.as(buyer).tickets.purchase({ ticket_id: type.id });
    const pending = await house.as(buyer).bookings.create({ ticket_type_id: type.id, quantity: 1 });
    const open = [
      '/',
      `/events/${event.id}`,
      '/sign-in',
      '/register',
      '/forgot-password',
      '/reset-password',
      '/nowhere',
    ];
    const own = [
      '/tickets',
      `/tickets/${ticket.id}`,
      '/orders',
      `/orders/${pending.id}`,
      `/orders/${ticket.booking_id}`,
      '/transfers',
      '/account',
    ];
    for (const colorScheme of ['light', 'dark'] as const)
      await browser.visit(
        `axe ${colorScheme}`,
        async (page) => {
          const look = async (path: string) => {
            await page.goto(path, { waitUntil: 'networkidle' });
            expect(await violations(page), path).toEqual([]);
          };
          for (const path of open) await look(path);
          await signIn(page, buyer.username);
          for (const path of own) await look(path);
        },
        { ...DESK, colorScheme },
      );
  });
});
