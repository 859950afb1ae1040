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

const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile';

describe.skipIf(!CHROMIUM)('those who look after things', () => {
  test('somebody sees where they are signed in, and ends one and then all others', { timeout: 120_000 }, async () => {
    const person = await house.make.user();
    const elsewhere = (user_agent: string) =>
      house
        .as(undefined, { user_agent, ip: '192.0.2.7' })
        .auth.login({ username: person.username, password: PASSWORD });
    await elsewhere(ANDROID);
    await elsewhere('curl/8.5.0');
    await elsewhere('');
    const living = () => house.deps.db.sessions.count({ where: { user_id: person.id } });
    await browser.visit('sessions', async (page) => {
      await signIn(page, person.username);
      await page.goto('/account');
      const sessions = page.getByRole('region', { name: 'Where you are signed in' });
      await sessions.getByText('This device').waitFor();
      await sessions.getByText('A program').waitFor();
      expect(await violations(page)).toEqual([]);
      await sessions.getByRole('button', { name: 'Sign out: Chrome on Android' }).click();
      await sessions.getByText('Chrome on Android').waitFor({ state: 'detached' });
      expect(await living()).toBe(3);
      await sessions.getByRole('button', { name: 'Sign out everywhere else' }).click();
      await sessions.getByText('2 other devices were signed out.').waitFor();
      await sessions.getByText('You are signed in nowhere else.').waitFor();
      expect(await living()).toBe(1);
    });
  });

  test('an administrator audits the books, and finds who did what', { timeout: 120_000 }, async () => {
    const administrator = await house.make.administrator();
    const { event, organizer, type } = await house.make.sale({ title: 'Malam Angka', price: '5000' });
    const { pool_id } = await house.deps.db.ticket_types.findUniqueOrThrow({ where: { id: type.id } });
    const change = (by: number) =>
      house.deps.db.pools.update({ where: { id: pool_id }, data: { held: { increment: by } } });
    await browser.visit(
      'audit',
      async (page) => {
        await signIn(page, administrator.username);
        await page.goto('/admin?tab=books');
        await page.getByText('Nobody has audited the books here yet.').waitFor();
        await change(1);
        await page.getByRole('button', { name: 'Audit the books now' }).click();
        await page.getByText('1 thing does not add up').waitFor();
        await page.getByRole('button', { name: 'Show every check' }).click();
        await page.getByText('Expected: 0 · Found: 1').waitFor();
        expect(await violations(page)).toEqual([]);
        await change(-1);
        await page.getByRole('button', { name: 'Audit the books now' }).click();
        await page.getByText('Everything adds up').waitFor();

        await page.getByRole('link', { name: 'Who did what' }).click();
        await page.getByText('audit.requested').first().waitFor();
        await page.getByLabel('Id of the thing').fill(event.id);
        await page.getByLabel('Who', { exact: true }).fill(organizer.username);
        await page.getByRole('button', { name: 'Search' }).click();
        await page.getByText('audit.requested').first().waitFor({ state: 'detached' });
        await page
          .getByText(/^event\.\w+$/)
          .first()
          .waitFor();
        expect(await page.getByText('event.approved', { exact: true }).count()).toBe(0);
        expect(await violations(page)).toEqual([]);
        await page.getByLabel('Who', { exact: true }).fill('nobody-at-all');
        await page.getByRole('button', { name: 'Search' }).click();
        await page.getByRole('heading', { name: 'Nothing of that kind happened' }).waitFor();
      },
      DESK,
    );
  });

  test('a booth and a category are changed where they stand, and keep what was not', { timeout: 120_000 }, async () => {
    const administrator = await house.make.administrator();
    const { event } = await house.make.sale({ title: 'Pasar Stan', price: '5000' });
    const booth = await house.as(administrator).vendors.createBooth({ number: 'B1', event_id: event.id });
    await browser.visit(
      'booth',
      async (page) => {
        await signIn(page, administrator.username);
        await page.goto('/admin?tab=vendors');
        await page.getByRole('button', { name: 'Edit B1' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('option', { name: 'Pasar Stan' }).waitFor({ state: 'attached' });
        await dialog.getByLabel('Where it stands').fill('By the gate');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await page.getByText('By the gate · Pasar Stan').waitFor();
        const kept = await house.deps.db.booths.findUniqueOrThrow({ where: { id: booth.id } });
        expect(kept.event_id).toBe(event.id);
        await page.getByRole('button', { name: 'Delete B1' }).click();
        await page.getByRole('button', { name: 'Edit B1' }).waitFor({ state: 'detached' });

        await page.goto('/admin?tab=categories');
        await page.getByLabel('New category').fill('Keroncong');
        await page.getByRole('button', { name: 'Add' }).click();
        await page.getByRole('button', { name: 'Edit Keroncong' }).click();
        await page.getByRole('dialog').getByLabel('Name').fill('Keroncong dan Langgam');
        await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
        await page.getByText('Keroncong dan Langgam').waitFor();
        expect(await page.getByLabel('New category').inputValue()).toBe('');
      },
      DESK,
    );
  });
});
