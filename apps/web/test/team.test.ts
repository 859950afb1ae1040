import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailTo } from '../../api/test/live.ts';
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

describe.skipIf(!CHROMIUM)('an organizer’s event and team', () => {
  test('sees sales by day and type, gives tickets, sets a tax, and cancels', { timeout: 180_000 }, async () => {
    const { organizer, event, type } = await house.make.sale({ title: 'Tari Topeng', price: '40000' });
    const [buyer, artist] = [await house.make.user(), await house.make.user()];
    await browser.visit(
      'event of an organizer',
      async (page) => {
        await signIn(page, organizer.username);
        await page.goto(`/organizer/events/${event.id}`);
        await page.getByText('Nothing sold yet').waitFor();
        await house.as(buyer).tickets.purchase({ ticket_id: type.id });
        // Both the figures and the chart, and nobody reloads.
        await page.getByText('1 of 100').waitFor();
        await page.getByRole('row', { name: / 1$/ }).waitFor();
        await page.getByLabel('Chart').selectOption('hour');
        await page.getByRole('row', { name: / 1$/ }).waitFor();
        await house.as(organizer).boxOffice.changeCompQuota({ id: event.id, comp_quota: 3 });
        await page.reload();
        await page.getByText('1 of 100').first().waitFor();
        await page.getByRole('row', { name: / 1$/ }).waitFor();

        await page.getByText('3 of 3 left to give').waitFor();
        const comps = page.getByRole('region', { name: 'Give tickets' });
        await comps.getByLabel('E-mail address').fill(artist.email);
        await comps.getByLabel('Reason').fill('Dances the second act');
        await comps.getByLabel('How many', { exact: true }).fill('2');
        await comps.getByRole('button', { name: 'Give tickets' }).click();
        await page.getByText('1 of 3 left to give').waitFor();
        await comps.getByText('Dances the second act').waitFor();
        expect(await house.deps.db.tickets.count({ where: { event_id: event.id, owner_id: artist.id } })).toBe(2);
        expect(await violations(page)).toEqual([]);

        const writing = page.getByRole('region', { name: 'Write to your guests' });
        await writing.getByLabel('Subject').fill('Doors at seven');
        await writing.getByLabel('Message').fill('Come early.\nThere is soup.');
        await writing.getByRole('button', { name: 'Send message' }).click();
        await writing.getByText('On its way to 2 people.').waitFor();
        await writing.getByText('Sent to 2', { exact: true }).waitFor();
        expect(await violations(page)).toEqual([]);
        expect((await mailTo(house, buyer.email, /Doors at seven/)).Text).toContain('There is soup.');

        const details = page.getByRole('region', { name: 'What, when and where' });
        await details.getByLabel('Address').fill('Jalan Merdeka 1');
        await details.getByLabel('Percent').fill('11');
        await details.getByLabel('Prices').selectOption('false');
        await details.getByRole('button', { name: 'Save changes' }).click();
        await details.getByText('Saved.').waitFor();
        const { tax_name, tax_included } = await house.deps.db.events.findUniqueOrThrow({ where: { id: event.id } });
        expect([tax_name, tax_included]).toEqual(['PPN', false]);

        await page.getByRole('button', { name: 'Cancel event' }).click();
        const dialog = page.getByRole('dialog');
        expect(await dialog.getByRole('button', { name: 'Cancel the event' }).isDisabled()).toBe(true);
        await dialog.getByLabel('Reason').fill('The hall is flooded.');
        await dialog.getByRole('checkbox').check();
        await dialog.getByRole('button', { name: 'Cancel the event' }).click();
        await page.getByText('All orders are closed').waitFor();
        await page.getByText('The hall is flooded.').waitFor();
        expect(await violations(page)).toEqual([]);
      },
      DESK,
    );
  });

  test('invites somebody new, who registers, accepts and gets another role', { timeout: 180_000 }, async () => {
    const { organizer } = await house.make.sale({ title: 'Rapat Tim' });
    await browser.visit('invite', async (page) => {
      await signIn(page, organizer.username);
      await page.goto('/organizer');
      await page.getByRole('link', { name: 'Team' }).click();
      await page.getByLabel('E-mail address').fill('sari@example.test');
      await page.getByLabel('Role', { exact: true }).selectOption('MEMBER');
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByText('An invitation is on its way to sari@example.test').waitFor();
      await page.getByRole('heading', { name: 'Invited' }).waitFor();
      expect(await violations(page)).toEqual([]);
    });
    const mail = await mailTo(house, 'sari@example.test', /./);
    const token = /invitations#([\w-]+)/.exec(mail.Text)?.[1];
    await browser.visit('accept', async (page) => {
      await page.goto(`/invitations#${token}`);
      await page.getByRole('link', { name: 'Create an account' }).click();
      expect(page.url()).not.toContain(token);
      await page.getByLabel('E-mail address').fill('sari@example.test');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByRole('heading', { name: 'You are invited' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Accept invitation' }).click();
      await page.getByRole('link', { name: 'See the team' }).click();
      await page.getByText('sari@example.test').waitFor();
      // What the team plans is hers to see, and not yet to change.
      await page.goto('/organizer');
      await page.getByRole('link', { name: /Rapat Tim/ }).click();
      await page.getByText('You help with this event.').waitFor();
      expect(await page.getByRole('button', { name: 'Cancel event' }).count()).toBe(0);
      expect(await violations(page)).toEqual([]);
    });
    await browser.visit('another role', async (page) => {
      await signIn(page, organizer.username);
      await page.goto('/organizer/team');
      const roles = page.getByLabel(/^Role: sari/);
      await roles.selectOption('MANAGER');
      await page.reload();
      expect(await roles.inputValue()).toBe('MANAGER');
      await browser.visit('a manager now', async (hers) => {
        await signIn(hers, 'sari@example.test');
        await hers.goto('/organizer');
        await hers.getByRole('link', { name: /Rapat Tim/ }).click();
        await hers.getByLabel('Description').fill('Bring tea.');
        await hers.getByRole('button', { name: 'Save changes' }).click();
        await hers.getByText('Saved.').waitFor();
      });
      await page.getByRole('button', { name: /^Remove sari/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
      await page.getByText('Members: 1').waitFor();
    });
  });
});
