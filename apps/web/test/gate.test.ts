import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openQrSigner } from '@setiket/core/features/ticket-qr';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, CHROMIUM, openBrowser, PHONE, violations } from './browser.ts';
import { writeFilm } from './fake-camera.ts';
import { type House, openHouse } from './house.ts';

let house: House;
let browser: Browser;
let folder: string;
let night: Awaited<ReturnType<typeof sellOut>>;
beforeAll(async () => {
  if (!CHROMIUM) return;
  folder = mkdtempSync(join(tmpdir(), 'setiket-film-'));
  house = await openHouse();
  night = await sellOut();
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

/** An event that begins in half an hour, with four guests on their way. */
async function sellOut() {
  const { organizer, event, type } = await house.make.sale({ title: 'Malam Dangdut', price: '0', kind: 'free' });
  const guest = await house.make.user();
  const tickets = [];
  for (let n = 0; n < 4; n++) tickets.push(await house.as(guest).tickets.purchase({ ticket_id: type.id }));
  const soon = Date.now() + 30 * 60_000;
  await house.deps.db.events.update({
    where: { id: event.id },
    data: { starts_at: new Date(soon), ends_at: new Date(soon + 3 * 3_600_000) },
  });
  const gate = await house.as(organizer).gates.create({ id: event.id, name: 'North' });
  const signer = openQrSigner(house.env.QR_SIGNING_SECRET);
  const rows = await house.deps.db.tickets.findMany({ where: { event_id: event.id }, orderBy: { id: 'asc' } });
  const qrs = rows.map(({ id, event_id, qr_secret }) => signer.sign({ ticket_id: id, event_id, qr_secret }));
  return { organizer, event, gate, guest, tickets, qrs };
}

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
