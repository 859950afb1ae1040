import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, CHROMIUM, DESK, openBrowser, PHONE } from './browser.ts';
import { makeNight } from './gate-night.ts';
import { type House, openHouse, signIn } from './house.ts';

let house: House;
let browser: Browser;
beforeAll(async () => {
  if (!CHROMIUM) return;
  house = await openHouse();
  browser = await openBrowser(house.url, ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await house?.[Symbol.asyncDispose]();
});

/** As a hand-held scanner does it: keys and Enter, into whatever has the focus. */
async function wedge(page: Page, text: string): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

const verdict = (page: Page, name: string) => page.getByRole('alertdialog').getByRole('heading', { name }).waitFor();

describe.skipIf(!CHROMIUM)('a day at the gate', () => {
  test('a phone offline over a day agrees with the others in the end', { timeout: 180_000 }, async () => {
    const night = await makeNight(house, { title: 'Malam Tanpa Sinyal', guests: 4 });
    const { organizer, event, gate, qrs, codes } = night;
    const south = await house.as(organizer).gates.create({ id: event.id, name: 'South' });
    const { pairing_code } = await house.as(organizer).gates.addDevice({ id: gate.id, name: 'Phone of the north' });
    const admitted = () => house.deps.db.scans.count({ where: { event_id: event.id, result: 'admitted' } });
    await browser.visit(
      'gate day',
      async (page, context) => {
        await page.goto(`/gate#${pairing_code}`);
        await page.getByRole('button', { name: 'Pair' }).click();
        await page.getByText('0 of 4 admitted').waitFor();
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
        // Once more with network, so that the worker has seen every file of the page.
        await page.reload();
        await page.getByText('0 of 4 admitted').waitFor();

        await context.setOffline(true);
        await page.reload();
        await page.getByText('No network: this gate decides by itself').waitFor();
        await page.getByText('0 of 4 admitted').waitFor();
        // Another gate lets a guest in, of whom this one can't know.
        await house.as(organizer).scan.commit({ qr_code: qrs[0]!, gate_id: south.id });
        await wedge(page, qrs[0]!);
        await verdict(page, 'Welcome');
        // The next guest is there before the answer to the last one is gone.
        await wedge(page, qrs[1]!);
        await page.getByText('2 scans to hand in').waitFor({ state: 'attached' });
        await wedge(page, qrs[0]!);
        await verdict(page, 'Stop');
        await page.getByText('This ticket was used already.').waitFor();
        await page.keyboard.press('Enter');
        await page.getByRole('alertdialog').waitFor({ state: 'hidden' });
        expect(await admitted()).toBe(1);

        await context.setOffline(false);
        await page.getByText('Connected').waitFor();
        await page.getByText('1 conflict was found').waitFor();
        await page.getByText('2 of 4 admitted').waitFor();
        await page.getByText(/scans? to hand in/).waitFor({ state: 'detached' });
      },
      PHONE,
    );
    await browser.visit(
      'gate day supervisor',
      async (page) => {
        await signIn(page, organizer.username);
        await page.goto(`/organizer/events/${event.id}`);
        await page.getByRole('button', { name: 'Resolve' }).click();
        await page.getByLabel('What became of it').fill('Seen at both gates, let in once.');
        await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
        await page.getByText(`Resolved · ${organizer.username}`).waitFor();
        await page.getByRole('button', { name: `Undo admission ${codes[1]!}` }).click();
        await page.getByLabel('Reason').last().fill('Went to the wrong queue');
        await page.getByRole('dialog').getByRole('button', { name: 'Undo admission' }).click();
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
      },
      DESK,
    );
    const active = await house.deps.db.tickets.findMany({ where: { event_id: event.id, status: 'active' } });
    expect(active.map(({ code }) => code).toSorted()).toEqual([codes[1]!, codes[2]!, codes[3]!].toSorted());
  });

  test('the light of the camera goes on and off', { timeout: 60_000 }, async () => {
    const { organizer, gate } = await makeNight(house, { title: 'Malam Gelap', guests: 1 });
    const { pairing_code } = await house.as(organizer).gates.addDevice({ id: gate.id, name: 'Phone' });
    await browser.visit(
      'gate light',
      async (page) => {
        // No browser on a desk has a light; what the page asks of it is written down instead.
        await page.addInitScript(() => {
          const asked: unknown[] = [];
          Object.assign(window, { asked });
          MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true }) as MediaTrackCapabilities;
          MediaStreamTrack.prototype.applyConstraints = async (wanted) => void asked.push(wanted?.advanced?.[0]);
        });
        await page.goto(`/gate#${pairing_code}`);
        await page.getByRole('button', { name: 'Pair' }).click();
        await page.getByRole('button', { name: 'Scan with the camera' }).click();
        const light = page.getByRole('button', { name: 'Light' });
        await light.click();
        expect(await light.getAttribute('aria-pressed')).toBe('true');
        await light.click();
        expect(await light.getAttribute('aria-pressed')).toBe('false');
        expect(await page.evaluate('asked')).toEqual([{ torch: true }, { torch: false }]);
      },
      { ...PHONE, permissions: ['camera'] },
    );
  });
});
