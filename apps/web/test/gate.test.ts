import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, CHROMIUM, DESK, openBrowser, PHONE, violations } from './browser.ts';
import { writeFilm } from './fake-camera.ts';
import { makeNight } from './gate-night.ts';
import { type House, openHouse, signIn } from './house.ts';

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

const idOf = (qr: string) => qr.slice('SETIKET-'.length).split('.')[0]!;

const GERMAN: Record<string, string> = { '-': 'ß', _: '?', y: 'z', z: 'y', Y: 'Z', Z: 'Y' };
const germanOf = (text: string) => [...text].map((sign) => GERMAN[sign] ?? sign).join('');

describe.skipIf(!CHROMIUM)('the gate', () => {
  test('reads a QR from the camera, admits once, and goes on without network', { timeout: 180_000 }, async () => {
    const { pairing_code } = await house.as(night.organizer).gates.addDevice({ id: night.gate.id, name: 'Phone' });
    // The last ticket has changed hands before the gate loads its list.
    const former = night.qrs[3]!;
    const friend = await house.make.user();
    const { id } = await house.as(night.guest).transfers.create({ ticket_id: idOf(former), to_email: friend.email });
    await house.as(friend).transfers.acceptReceived({ id });
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
          [former, 'This QR code is out of date: the ticket has changed hands or was upgraded.'],
          ['SETIKET~0193', 'The scanner types for another keyboard layout'],
          ['TKT-ABCDEFGH', 'Without network only QR codes can be checked.'],
        ] as const) {
          await type(text);
          await page.getByText(reason).waitFor();
          await close();
        }
        // A scanner that types for a US-English keyboard, at a German one.
        await type(germanOf(night.qrs[2]!));
        await page.getByRole('heading', { name: 'Welcome' }).waitFor();
        await close();
        await page.getByText('2 scans to hand in').waitFor();
        expect(await house.deps.db.scans.count({ where: { result: 'admitted' } })).toBe(1);

        await context.setOffline(false);
        await page.getByText('Connected').waitFor();
        await page.getByText('3 of 4 admitted').waitFor();
        expect(await house.deps.db.scans.count({ where: { result: 'admitted' } })).toBe(3);

        const { items } = await house.as(night.organizer).gates.listDevices({ id: night.event.id });
        await house.as(night.organizer).gates.revokeDevice({ id: items[0]!.id });
        await page.getByText('This device was revoked').waitFor();
        await page.getByRole('button', { name: 'Pair' }).waitFor();
        expect(await violations(page)).toEqual([]);
      },
      { ...PHONE, permissions: ['camera'] },
    );
  });

  test('the camera works after the menu of another page led to the gate', { timeout: 60_000 }, async () => {
    const staff = await house.make.user({ role: 'staff' });
    const { pairing_code } = await house.as(night.organizer).gates.addDevice({ id: night.gate.id, name: 'Menu' });
    await browser.visit(
      'gate by menu',
      async (page) => {
        await signIn(page, staff.username);
        await page.getByRole('button', { name: staff.username }).click();
        await page.getByRole('menuitem', { name: 'Gate' }).click();
        await page.getByLabel('Pairing code').fill(pairing_code);
        await page.getByRole('button', { name: 'Pair' }).click();
        await page.getByRole('button', { name: 'Scan with the camera' }).click();
        // The first guest was admitted by the test before.
        await page.getByText(/used already/).waitFor();
        await page.getByRole('button', { name: 'Next' }).click();
        await page.getByRole('button', { name: 'Stop camera' }).click();

        // A server that is overloaded says nothing about the guest: the snapshot decides.
        const refusal = {
          message: 'Too many',
          code: -32029,
          data: { reason: 'request.rate_limited', httpStatus: 429 },
        };
        await page.route('**/trpc/scan.commit*', (route) => route.fulfill({ status: 429, json: { error: refusal } }));
        await page.getByLabel('Ticket code or scanner').fill(night.qrs[1]!);
        await page.keyboard.press('Enter');
        await page.getByText('Decided without network').waitFor();
      },
      { ...DESK, permissions: ['camera'] },
    );
  });
});
