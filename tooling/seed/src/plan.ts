import { idsFrom, type Random, randomFrom } from './random.ts';

export type Counts = { users: number; orgs: number; venues: number; cats: number; events: number; bookings: number };

export const DEFAULT_COUNTS: Counts = { users: 20, orgs: 5, venues: 6, cats: 6, events: 12, bookings: 80 };

const DAY = 86_400_000;

/** How everything but bookings looks; it fits into memory whatever the number of bookings. */
export type Plan = ReturnType<typeof makePlan>;
export type SeedUser = Plan['users'][number];
export type SeedEvent = Plan['events'][number];
export type SeedType = SeedEvent['types'][number];

const CITIES = ['Jakarta', 'Bandung', 'Yogyakarta', 'Surabaya', 'Semarang', 'Medan', 'Makassar', 'Denpasar'];
const HALLS = ['Gedung Kesenian', 'Balai Kota', 'Taman Budaya', 'Convention Hall', 'Aula Merdeka', 'Stadion Mini'];
const CATEGORIES = [
  'Workshop',
  'Pameran',
  'Teater',
  'Film',
  'Kuliner',
  'Festival',
  'Budaya',
  'Teknologi',
  'Anak',
  'Amal',
];
const THEMES = ['Malam', 'Festival', 'Pekan', 'Kelas', 'Panggung', 'Temu', 'Pesta'];
const SUBJECTS = ['Jazz', 'Kopi', 'Wayang', 'Startup', 'Puisi', 'Robot', 'Batik', 'Lari', 'Rock', 'Tari'];
const HOSTS = ['Nusantara', 'Cakrawala', 'Sinar Pagi', 'Layar', 'Kota Tua', 'Samudra'];

/** `btick.md` 8.2, with what each costs compared with the standard one. */
const TIERS = [
  { tier: 'standard', title: 'Standard', factor: 1, share: 10 },
  { tier: 'vip', title: 'VIP', factor: 3, share: 2 },
  { tier: 'early_bird', title: 'Early bird', factor: 0.75, share: 4 },
  { tier: 'student', title: 'Student', factor: 0.5, share: 3 },
  { tier: 'group', title: 'Group', factor: 0.8, share: 5 },
] as const;

type Options = { counts: Counts; random_seed: number; today: Date };

export function makePlan({ counts, random_seed, today }: Options) {
  const random = randomFrom(random_seed);
  const newId = idsFrom(random_seed);
  const daysAgo = (days: number) => new Date(today.getTime() - days * DAY);
  const users = list(counts.users, (n) => {
    const created_at = daysAgo(random.between(61, 90));
    const username = `seed${random_seed}_user${n}`;
    return { id: newId(created_at), username, is_organizer: n <= counts.orgs, created_at };
  });
  const organizations = list(counts.orgs, (n) => {
    const created_at = daysAgo(60);
    const name = `${HOSTS[(n - 1) % HOSTS.length]} ${n}`;
    return { id: newId(created_at), name, owner: users[(n - 1) % users.length]!, created_at };
  });
  const categories = list(counts.cats, (n) => {
    const known = CATEGORIES[n - 1];
    const name = random_seed === 1 && known ? known : `${known ?? 'Kategori'} ${random_seed}-${n}`;
    return {
      id: newId(daysAgo(90)),
      name,
      slug: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
      created_at: daysAgo(90),
    };
  });
  const venues = list(counts.venues, (n) => ({
    id: newId(daysAgo(90)),
    name: `${HALLS[(n - 1) % HALLS.length]} ${n}`,
    city: CITIES[(n - 1) % CITIES.length]!,
    address: `Jl. Merdeka No. ${n}`,
    created_at: daysAgo(90),
  }));
  const events = list(counts.events, (n) => {
    const created_at = daysAgo(random.between(31, 59));
    const starts_at = new Date(today.getTime() + random.between(7, 120) * DAY + random.between(2, 13) * 3_600_000);
    const standard = random.between(5, 40) * 10_000;
    return {
      id: newId(created_at),
      organization: organizations[(n - 1) % organizations.length]!,
      category: random.pick(categories),
      venue: venues.length > 0 && random.next() < 0.9 ? random.pick(venues) : undefined,
      title: `${random.pick(THEMES)} ${random.pick(SUBJECTS)} ${n}`,
      starts_at,
      ends_at: new Date(starts_at.getTime() + random.between(2, 8) * 3_600_000),
      /** Every fourth one is a draft; the first one is not, so that there is something to buy. */
      is_draft: n > 1 && n % 4 === 0,
      pool_id: random.next() < 0.5 ? newId(created_at) : null,
      capacity: 0,
      created_at,
      types: TIERS.map(({ tier, title, factor, share }) => ({
        id: newId(created_at),
        pool_id: newId(created_at),
        tier,
        title,
        price: Math.round((standard * factor) / 1000) * 1000,
        quota: share * random.between(5, 15),
        created_at,
      })),
    };
  });
  makeRoom(events, counts.bookings, random);
  return { users, organizations, categories, venues, events, random, newId };
}

/** Most bookings are of two or three tickets. */
export function quantityOf(random: Random): number {
  return random.pick([2, 2, 2, 2, 3, 3, 4, 5, 6]);
}
const MEAN_QUANTITY = 3.3;

/** Halls grow with the number of bookings, and stay a little larger than what is booked. */
function makeRoom(
  events: { is_draft: boolean; pool_id: string | null; capacity: number; types: { quota: number }[] }[],
  bookings: number,
  random: Random,
): void {
  const open = events.filter(({ is_draft }) => !is_draft);
  const places = open.reduce((sum, { types }) => sum + types.reduce((all, { quota }) => all + quota, 0), 0);
  const factor = Math.max(1, (bookings * MEAN_QUANTITY * 1.5) / Math.max(1, places));
  for (const event of events) {
    for (const type of event.types) type.quota = Math.ceil(type.quota * factor);
    const all = event.types.reduce((sum, { quota }) => sum + quota, 0);
    // Some events have less room than tickets on sale.
    if (event.pool_id !== null) event.capacity = Math.ceil(all * (random.next() < 0.3 ? 0.85 : 1));
  }
}

function list<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}
