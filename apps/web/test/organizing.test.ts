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

/** What a datetime-local field takes. */
const local = (days: number, time: string) =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;

describe.skipIf(!CHROMIUM)('organizing', () => {
  test('from a proposal over approval to the first sale', { timeout: 180_000 }, async () => {
    const applicant = await house.make.user();
    const administrator = await house.make.administrator();
    const buyer = await house.make.user();
    await house.as(administrator).categories.create({ name: 'Teater' });
    await browser.visit(
      'propose',
      async (page) => {
        await signIn(page, applicant.username);
        await page.goto('/become-organizer');
        await page.getByLabel('Name of your organization').fill('Teater Kebun');
        await page.getByLabel('What kind of events?').fill('Theatre');
        await page.getByLabel('What do you do?').fill('Plays under trees.');
        await page.getByLabel('Where are you?').fill('Bogor');
        await page.getByRole('button', { name: 'Apply' }).click();
        await page.getByText('Your application is being looked at.').waitFor();
      },
      DESK,
    );
    await browser.visit(
      'approve organizer',
      async (page) => {
        await signIn(page, administrator.username);
        await page.goto('/admin?tab=proposals');
        await page.getByLabel('A word to the organizer').fill('Welcome.');
        await page.getByRole('button', { name: 'Approve' }).click();
        await page.getByText('Nothing waits for you').waitFor();
      },
      DESK,
    );
    await browser.visit(
      'put on sale',
      async (page) => {
        await signIn(page, applicant.username);
        await page.goto('/organizer');
        await page.getByRole('link', { name: 'New event' }).first().click();
        await page.getByLabel('Title').fill('Malam di Kebun');
        await page.getByLabel('Category').selectOption('teater');
        await page.getByLabel('Description').fill('Three plays and soup.');
        await page.getByLabel('Begins').fill(local(20, '19:00'));
        await page.getByLabel('Description').focus();
        // An end is proposed.
        expect(await page.getByLabel('Ends').inputValue()).toBe(local(20, '22:00'));
        await page.getByLabel('Place', { exact: true }).fill('Kebun Raya');
        await page.getByLabel('City').fill('Bogor');
        // What buyers will see is there while it is typed, and follows.
        const preview = page.getByRole('complementary');
        await preview.getByText('Kebun Raya, Bogor').waitFor();
        await preview.getByText(/19:00–22:00 WIB$/).waitFor();
        expect(await violations(page)).toEqual([]);
        // A closed tab costs nothing.

        await page.reload();
        expect(await page.getByLabel('Title').inputValue()).toBe('Malam di Kebun');
        await page.getByRole('button', { name: 'Save draft' }).click();
        await page.getByRole('heading', { name: 'Ticket types' }).waitFor();
        await page.getByLabel('Name').filter({ visible: true }).fill('Reguler');
        await page
          .getByLabel(/^Price/)
          .filter({ visible: true })
          .fill('60000');
        await page.getByLabel('How many').fill('40');
        await page.getByRole('button', { name: 'Add ticket type' }).click();
        await page.getByText('0 of 40 sold').waitFor();
        await page.getByRole('button', { name: 'Send in for approval' }).click();
        await page.getByText('Being looked at').waitFor();
      },
      DESK,
    );
    await browser.visit(
      'approve event',
      async (page) => {
        await signIn(page, administrator.username);
        await page.goto('/admin');
        await page.getByRole('heading', { name: 'Malam di Kebun' }).waitFor();
        await page.getByRole('button', { name: 'Approve' }).click();
        await page.getByText('Nothing waits for you').waitFor();
      },
      DESK,
    );
    await browser.visit('first sale', async (page) => {
      await signIn(page, buyer.username);
      await page.goto('/?q=kebun');
      await page.getByRole('link', { name: 'Malam di Kebun' }).click();
      await page.getByRole('button', { name: 'One more: Reguler' }).click();
      await page.getByRole('button', { name: 'Reserve and pay' }).click();
      await page.getByRole('button', { name: /^Pay Rp/ }).click();
      await page.getByRole('heading', { name: 'You’re in!' }).waitFor();
    });
    await browser.visit(
      'see the sale',
      async (page) => {
        await signIn(page, applicant.username);
        await page.goto('/organizer');
        await page.getByText('Tickets sold: 1').waitFor();
        const bought = await house.deps.db.tickets.findFirstOrThrow({ where: { owner_id: buyer.id } });
        await house.as(await house.make.user()).tickets.purchase({ ticket_id: bought.ticket_type_id });
        await page.getByText('Tickets sold: 2').waitFor();
        await page.locator('dd', { hasText: /^2$/ }).waitFor();
        await page.getByRole('link', { name: /Malam di Kebun/ }).click();
        await page.getByText(buyer.username, { exact: true }).waitFor();
        const saved = page.waitForEvent('download');
        await page.getByRole('link', { name: 'Export as CSV' }).click();
        expect((await saved).suggestedFilename()).toBe('Malam di Kebun - guests.csv');
        expect(await readFile(await (await saved).path(), 'utf8')).toContain(bought.code);
        const savedToo = page.waitForEvent('download');
        await page.getByRole('link', { name: 'Export as Excel' }).click();
        expect((await savedToo).suggestedFilename()).toBe('Malam di Kebun - guests.xlsx');
      },
      DESK,
    );
  });

  test('on a phone, a venue brings its own address, and the preview can be opened', { timeout: 120_000 }, async () => {
    const { organizer } = await house.make.sale({ title: 'Sebelumnya' });
    const administrator = await house.make.administrator();
    await house.as(administrator).venues.create({ name: 'Graha Bakti', city: 'Jakarta', address: 'Jalan Cikini 73' });
    await browser.visit('event in a venue', async (page) => {
      await signIn(page, organizer.username);
      await page.goto('/organizer/events/new');
      await page.getByLabel('Title').fill('Ketoprak');
      await page.getByLabel('Description').fill('With gamelan.');
      await page.getByLabel('Begins').fill(local(25, '19:00'));
      await page.getByLabel('Venue').selectOption('Graha Bakti, Jakarta');
      expect(await page.getByLabel('Address').isVisible()).toBe(false);
      await page.getByText('Preview: what buyers will see').click();
      await page.getByText('Graha Bakti, Jakarta').last().waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Save draft' }).click();
      await page.getByRole('heading', { name: 'Ticket types' }).waitFor();
      const saved = await house.deps.db.events.findFirstOrThrow({ where: { title: 'Ketoprak' } });
      expect([saved.place_name, saved.city, saved.full_address]).toEqual(['Graha Bakti', 'Jakarta', 'Jalan Cikini 73']);
    });
  });

  test('axe-core finds nothing on the pages of organizers and administrators', { timeout: 180_000 }, async () => {
    const { organizer, event } = await house.make.sale({ title: 'Bazar Buku' });
    const administrator = await house.make.administrator();
    await browser.visit(
      'axe organizing',
      async (page) => {
        const look = async (path: string) => {
          await page.goto(path);
          await page.waitForLoadState('networkidle');
          expect(await violations(page), path).toEqual([]);
        };
        await signIn(page, organizer.username);
        for (const path of ['/organizer', '/organizer/events/new', `/organizer/events/${event.id}`, '/gate'])
          await look(path);
        await page.context().clearCookies();
        await signIn(page, administrator.username);
        for (const tab of ['events', 'proposals', 'users', 'categories', 'jobs', 'money'])
          await look(`/admin?tab=${tab}`);
      },
      DESK,
    );
  });
});
