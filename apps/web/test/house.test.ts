import { openQrSigner } from '@setiket/core/features/ticket-qr';
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

describe.skipIf(!CHROMIUM)('the house', () => {
  test('writes its festival page, which visitors read and answer', { timeout: 180_000 }, async () => {
    const administrator = await house.make.administrator();
    const vendor = await house.make.user({ role: 'vendor' });
    await house.as(vendor).vendors.updateProfile({ name: 'Kopi Kebun' });
    await browser.visit(
      'festival editor',
      async (page) => {
        await signIn(page, administrator.username);
        await page.goto('/admin?tab=festival');
        await page.getByLabel('Name of the festival').fill('Pekan Senja');
        await page.getByLabel('Elsewhere').fill('instagram https://example.test/senja');
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await page.getByText('Saved.').waitFor();
        const schedule = page.getByRole('region', { name: 'Schedule' });
        await schedule.getByLabel('What happens').fill('Opening');
        await schedule.getByLabel('Stage').fill('Garden');
        await schedule.getByLabel(/^Begins/).fill('2027-03-02T19:00');
        await schedule.getByLabel(/^Ends/).fill('2027-03-02T20:00');
        await schedule.getByRole('button', { name: 'New in the schedule' }).click();
        await schedule.getByText('2027-03-02 19:00–20:00 · Garden').waitFor();
        await schedule.getByRole('button', { name: 'Edit Opening' }).click();
        const dialog = page.getByRole('dialog');
        expect(await dialog.getByLabel(/^Begins/).inputValue()).toBe('2027-03-02T19:00');
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press('Escape');
        const sponsors = page.getByRole('region', { name: 'Sponsors' });
        await sponsors.getByLabel('Name').fill('Toko Buku Angin');
        await sponsors.getByRole('button', { name: 'New sponsor' }).click();
        await sponsors.getByRole('button', { name: 'Edit Toko Buku Angin' }).waitFor();

        await page.goto('/admin?tab=vendors');
        await page.getByLabel('Number').fill('A1');
        await page.getByRole('button', { name: 'New booth' }).click();
        await page.getByLabel('Belongs to: A1').selectOption({ label: 'Kopi Kebun' });
        await page.getByText(/user\d+@example.test · A1/).waitFor();
        expect(await page.getByLabel(`Status: ${vendor.username}`).inputValue()).toBe('approved');
        expect(await violations(page)).toEqual([]);

        await page.goto('/admin?tab=venues');
        await page.getByLabel('Name', { exact: true }).fill('Gedung Angin');
        await page.getByRole('button', { name: 'Add' }).click();
        await page.getByRole('button', { name: 'Edit Gedung Angin' }).click();
        await page.getByRole('dialog').getByLabel('Places').fill('350');
        await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
        await page.getByText('Places: 350').waitFor();
        expect(await violations(page)).toEqual([]);
      },
      DESK,
    );
    for (const colorScheme of ['light', 'dark'] as const)
      await browser.visit(
        `festival ${colorScheme}`,
        async (page) => {
          await page.goto('/');
          await page.getByRole('link', { name: 'Festival', exact: true }).click();
          await page.getByRole('heading', { name: 'Pekan Senja' }).waitFor();
          expect(await page.title()).toBe('Pekan Senja · Setiket');
          for (const text of ['Opening', 'Toko Buku Angin', 'Kopi Kebun']) await page.getByText(text).waitFor();
          expect(await violations(page)).toEqual([]);
          if (colorScheme === 'dark') return;
          await page.getByLabel('Your name').fill('Wulan');
          await page.getByLabel('E-mail address').fill('wulan@example.test');
          await page.getByLabel('Message').fill('Is there a cloakroom?');
          await page.getByRole('button', { name: 'Send message' }).click();
          await page.getByText('Your message has arrived').waitFor();
        },
        { ...DESK, colorScheme },
      );
    await browser.visit('messages', async (page) => {
      await signIn(page, administrator.username);
      await page.goto('/admin?tab=messages');
      await page.getByText('Is there a cloakroom?').waitFor();
      await page.getByRole('button', { name: 'Mark as answered' }).click();
      await page.getByText(`Answered · ${administrator.username}`).waitFor();
      expect(await violations(page)).toEqual([]);
    });
  });

  test('finds an order, sends it again and refunds a ticket', { timeout: 120_000 }, async () => {
    const { event, type } = await house.make.sale({ title: 'Konser Loket', price: '30000' });
    const [staff, buyer] = [await house.make.user({ role: 'staff' }), await house.make.user()];
    const ticket = await house.as(buyer).tickets.purchase({ ticket_id: type.id });
    await browser.visit('box office', async (page) => {
      await signIn(page, staff.username);
      await page.goto('/box-office');
      await page.getByLabel('Search orders').fill(ticket.code);
      await page.getByText('1 order', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Send tickets again' }).click();
      await page.getByRole('status').filter({ hasText: /\w+\./ }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: `Refund ${ticket.code}` }).click();
      await page.getByLabel('Reason, kept on record').fill('Fell ill');
      await page.getByRole('dialog').getByRole('button', { name: 'Refund', exact: true }).click();
      await page.getByText(/^Refunded:/).waitFor();
      expect(await house.deps.db.tickets.count({ where: { event_id: event.id, status: 'cancelled' } })).toBe(1);
    });
  });

  test('takes an admission back and resolves a double entry', { timeout: 120_000 }, async () => {
    const { organizer, event, type } = await house.make.sale({ title: 'Malam Gerbang', price: '0', kind: 'free' });
    const guest = await house.make.user();
    const tickets = [];
    for (let n = 0; n < 2; n++) tickets.push(await house.as(guest).tickets.purchase({ ticket_id: type.id }));
    const soon = Date.now() + 30 * 60_000;
    await house.deps.db.events.update({
      where: { id: event.id },
      data: { starts_at: new Date(soon), ends_at: new Date(soon + 3 * 3_600_000) },
    });
    const [north, south] = [
      await house.as(organizer).gates.create({ id: event.id, name: 'North' }),
      await house.as(organizer).gates.create({ id: event.id, name: 'South' }),
    ];
    const signer = openQrSigner(house.env.QR_SIGNING_SECRET);
    const rows = await house.deps.db.tickets.findMany({ where: { event_id: event.id }, orderBy: { id: 'asc' } });
    const [first, second] = rows.map(({ id, event_id, qr_secret }) =>
      signer.sign({ ticket_id: id, event_id, qr_secret }),
    );
    const scan = house.as(organizer).scan;
    await scan.commit({ qr_code: first!, gate_id: north.id });
    await scan.commit({ qr_code: second!, gate_id: north.id });
    const at = new Date().toISOString();
    await scan.upload({ scans: [{ qr_code: second!, gate_id: south.id, device_scan_id: 'offline-1', at }] });
    await browser.visit(
      'supervisor',
      async (page) => {
        await signIn(page, organizer.username);
        await page.goto(`/organizer/events/${event.id}`);
        await page.getByRole('button', { name: 'Resolve' }).click();
        await page.getByLabel('What became of it').fill('Two friends, one ticket.');
        await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
        await page.getByText(`Resolved · ${organizer.username}`).waitFor();
        await page.getByRole('button', { name: `Undo admission ${rows[0]!.code}` }).click();
        await page.getByLabel('Reason').last().fill('Wrong queue');
        expect(await violations(page)).toEqual([]);
        await page.getByRole('dialog').getByRole('button', { name: 'Undo admission' }).click();
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        expect(await house.deps.db.tickets.count({ where: { id: rows[0]!.id, status: 'active' } })).toBe(1);
      },
      DESK,
    );
  });
});
