import type { Deps } from '@setiket/core/kernel/context';
import { daysFrom } from './calendar.ts';
import type { Person } from './people.ts';

/** What the festival pages show; its days are those of an event of the catalogue. */
const EVENT = 'Malam Gamelan di Bawah Bintang';

const SPONSORS = [
  { name: 'Bank Rakyat Nusantara', tier: 'title', description: 'Bank untuk semua panggung.' },
  { name: 'Kopi Lereng Merapi', tier: 'gold', description: 'Kopi dari petani kecil di lereng Merapi.' },
  { name: 'Batik Laweyan', tier: 'silver', description: 'Seragam para panitia.' },
  { name: 'Radio Swara Jogja', tier: 'media', description: 'Siaran langsung dari panggung.' },
] as const;

/** Minutes after the doors open. */
const SCHEDULE = [
  { title: 'Pintu dibuka', stage: '', performer: '', from: 0, until: 60 },
  { title: 'Gamelan anak', stage: 'Pendapa', performer: 'Sanggar Ceria', from: 60, until: 100 },
  { title: 'Kelas menabuh', stage: 'Taman', performer: 'Ibu-ibu PKK Kotagede', from: 60, until: 120 },
  { title: 'Malam gamelan', stage: 'Pendapa', performer: 'Laras Mataram', from: 120, until: 240 },
] as const;

/** Fills the festival pages, where nobody has done so yet. */
export async function loadFestival(deps: Deps, admin: Person): Promise<void> {
  const now = daysFrom(deps.clock.now(), -20);
  const { config } = admin.at(now);
  const event = await deps.db.events.findFirst({ where: { title: EVENT } });
  if (event && (await config.get({})).updated_at === null) {
    const day = event.starts_at.toISOString().slice(0, 10);
    await config.update({
      name: 'Pekan Panggung Nusantara',
      tagline: 'Satu malam, dua panggung, seribu bintang.',
      description: 'Musik, makanan dan kelas untuk semua umur, dari sore sampai larut.',
      start_date: day,
      end_date: day,
      timezone: event.timezone,
      venue_name: event.place_name,
      city: event.city,
      contact_email: 'halo@setiket.test',
      social_links: { instagram: 'https://instagram.com/', youtube: 'https://youtube.com/' },
      event_id: event.id,
    });
  }
  if ((await config.sponsors({})).total === 0) {
    for (const [position, sponsor] of SPONSORS.entries()) await config.createSponsor({ ...sponsor, position });
  }
  if (event && (await config.schedule({})).days.length === 0) {
    const at = (minutes: number) => new Date(event.starts_at.getTime() + (minutes - 60) * 60_000).toISOString();
    for (const { from, until, ...item } of SCHEDULE)
      await config.createScheduleItem({ ...item, starts_at: at(from), ends_at: at(until) });
  }
}

/** The demo's vendor has a stand, and a neighbour's is free. */
export async function loadBooths(deps: Deps, { admin, vendor }: { admin: Person; vendor: Person }): Promise<void> {
  const now = daysFrom(deps.clock.now(), -20);
  const { vendors } = admin.at(now);
  if ((await vendors.listBooths({})).total > 0) return;
  const event = await deps.db.events.findFirst({ where: { title: EVENT } });
  const booth = { event_id: event?.id ?? null, location: 'Taman' };
  const own = await vendors.createBooth({ ...booth, number: 'A-1', description: '3 × 3 m, listrik 900 W' });
  await vendors.createBooth({ ...booth, number: 'A-2', description: '3 × 3 m' });
  await vendor.at(now).vendors.updateProfile({
    name: 'Dapur Mbok Sri',
    category: 'Makanan',
    description: 'Gudeg, wedang ronde dan jajanan pasar.',
  });
  await vendors.assignBooth({ booth_id: own.id, vendor_id: vendor.id });
}
