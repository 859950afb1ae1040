import { openQrSigner } from '@setiket/core/features/ticket-qr';
import type { House } from './house.ts';

/** An event that begins in half an hour, with guests on their way and a gate. */
export async function makeNight(house: House, { title, guests }: { title: string; guests: number }) {
  const { organizer, event, type } = await house.make.sale({ title, price: '0', kind: 'free' });
  const guest = await house.make.user();
  const tickets = [];
  for (let n = 0; n < guests; n++) tickets.push(await house.as(guest).tickets.purchase({ ticket_id: type.id }));
  const soon = Date.now() + 30 * 60_000;
  await house.deps.db.events.update({
    where: { id: event.id },
    data: { starts_at: new Date(soon), ends_at: new Date(soon + 3 * 3_600_000) },
  });
  const gate = await house.as(organizer).gates.create({ id: event.id, name: 'North' });
  const signer = openQrSigner(house.env.QR_SIGNING_SECRET);
  const rows = await house.deps.db.tickets.findMany({ where: { event_id: event.id }, orderBy: { id: 'asc' } });
  const qrs = rows.map(({ id, event_id, qr_secret }) => signer.sign({ ticket_id: id, event_id, qr_secret }));
  return { organizer, event, gate, guest, tickets, qrs, codes: rows.map(({ code }) => code) };
}
