import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, CHROMIUM, openBrowser, PHONE, violations } from './browser.ts';
import { writeFilm } from './fake-camera.ts';
import { makeNight } from './gate-night.ts';
import { type House, openHouse } from './house.ts';

let house: House;
let browser: Browser;
let folder: string;
let night: Awaited<ReturnType<typeof makeNight>>;
beforeAll(async () => {
  if (!CHROMIUM) return;
  folder = mkdtempSync(join(tmpdir(), 'setiket-film-'));
  house = await openHouse();
  night = await makeNight(house, { title: 'Malam Dangdut', guests: 4 });
  const film = join(folder, 'qr.y4m');
  writeFilm(film, night.qrs[0]!);
  browser = await openBrowser(house.url, [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await house?.[Symbol.asyncDispose]();
  if (folder) rmSync(folder, { recursive: true });
});

describe.skipIf(!CHROMIUM)('the gate', () => {
  test('reads a QR from the camera, admits once, and goes on without network', { timeout: 180_000 }, async () => {
    const { pairing_code } = await house.as(night.organizer).gates.addDevice({ id: night.gate.id, name: 'Phone' });
    await browser.visit(
      'gate',
      async (page, context) => {
        await page.goto(`/gate#${pairing_code}`);
        await page.getByRole('button', { name: 'Pair' }).click();
        await page.getByText('0 of 4 admitted').waitFor();
        expect(await violations(page)).toEqual([]);

        await page.getByRole('button', { name: 'Scan with the camera' }).click();
        await page.getByRole('heading', { name: 'Welcome' }).waitFor();
        expect(await violations(page)).toEqual([]);
        // The guest still holds the phone there, and is no second guest.
        await page.getByRole('heading', { name: 'Welcome' }).waitFor({ state: 'hidden' });
        await page.getByRole('button', { name: 'Stop camera' }).click();
        const type = async (text: string) => {
          await page.getByLabel('Ticket code or scanner').fill(text);
          await page.keyboard.press('Enter');
        };
        const close = () => page.getByRole('button', { name: 'Next' }).click();
        await type(night.qrs[0]!);
        await page.getByText(/used already: .* at North/).waitFor();
        await close();

        await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
        await page.reload();
        await page.getByText('1 of 4 admitted').waitFor();
        await context.setOffline(true);
        await page.reload();
        await page.getByText('No network: this gate decides by itself').waitFor();
        await type(night.qrs[1]!);
        await page.getByRole('heading', { name: 'Welcome' }).waitFor();
        await page.getByText(night.guest.username).waitFor();
        await page.getByText('Decided without network').waitFor();
        await close();
        for (const [text, reason] of [
          [night.qrs[1]!, 'This ticket was used already.'],
          [night.qrs[0]!, 'This ticket was used already.'],
          [
            `${night.qrs[2]!.slice(0, -1)}${night.qrs[2]!.endsWith('A') ? 'Q' : 'A'}`,
            'This QR code was not made by us.',
          ],
          ['TKT-ABCDEFGH', 'Without network only QR codes can be checked.'],
        ] as const) {
          await type(text);
          await page.getByText(reason).waitFor();
          await close();
        }
        await page.getByText('1 scan to hand in').waitFor();
        expect(await house.deps.db.scans.count({ where: { result: 'admitted' } })).toBe(1);

        await context.setOffline(false);
        await page.getByText('Connected').waitFor();
        await page.getByText('2 of 4 admitted').waitFor();
        expect(await house.deps.db.scans.count({ where: { result: 'admitted' } })).toBe(2);
      },
      { ...PHONE, permissions: ['camera'] },
    );
  });
});
