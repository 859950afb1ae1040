import {
  createSetiketClient,
  memoryTokens,
  type SetiketClient,
  SetiketConflictError,
  type SetiketError,
  SetiketNotFoundError,
  SetiketPermissionError,
  SetiketValidationError,
} from '@setiket/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, startLive } from './live.ts';

/** The SDK as partners use it, against the whole product. */
let live: Live;
const PASSWORD = 'terang bulan 88';
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  live = await startLive();
});
afterAll(() => live[Symbol.asyncDispose]());

async function somebody(username: string, role?: 'event_organizer' | 'administrator'): Promise<SetiketClient> {
  const client = createSetiketClient({ url: live.url, locale: 'en', base_delay_ms: 1 });
  const { id } = await client.auth.register.mutate({ username, email: `${username}@setiket.test`, password: PASSWORD });
  if (role) await live.deps.db.users.update({ where: { id }, data: { role, is_superuser: role === 'administrator' } });
  await client.auth.signIn({ username, password: PASSWORD });
  return client;
}

const starts = new Date(Date.now() + 30 * 86_400_000);
const concert = {
  title: 'Konser Akbar',
  description: 'An evening.',
  category: 'konser' as const,
  city: 'Bandung',
  place_name: 'Gedung Sate',
  starts_at: starts.toISOString(),
  ends_at: new Date(starts.getTime() + 3_600_000).toISOString(),
};

/** An approved event with `quota` tickets on sale. */
async function sale(organizer: SetiketClient, admin: SetiketClient, quota: number) {
  const event = await organizer.events.submit.mutate(concert);
  await admin.events.decide.mutate({ id: event.id, status: 'approved' });
  const type = await organizer.ticketTypes.create.mutate({
    title: 'Reguler',
    event_id: event.id,
    ticket_type: 'paid',
    price: '150000',
    ticket_quantity: quota,
  });
  return { event, type };
}

test('selling and buying; a request that got lost is repeated and bought once', async () => {
  const organizer = await somebody('penyelenggara', 'event_organizer');
  const admin = await somebody('pengurus', 'administrator');
  const { event, type } = await sale(organizer, admin, 2);

  const titles: string[] = [];
  for await (const found of organizer.paginate(organizer.events.list, { city: 'Bandung' })) titles.push(found.title);
  expect(titles).toEqual(['Konser Akbar']);

  // The answer to the first purchase gets lost on its way: the client asks again with the same key.
  let lost = 0;
  const losing: typeof fetch = async (url, init) => {
    const answer = await fetch(url, init);
    if (String(url).includes('tickets.purchase') && lost++ === 0) throw new TypeError('connection reset');
    return answer;
  };
  await somebody('pembeli');
  const buyer = createSetiketClient({ url: live.url, fetch: losing, base_delay_ms: 1 });
  await buyer.auth.signIn({ username: 'pembeli', password: PASSWORD });
  const ticket = await buyer.tickets.purchase.mutate({ ticket_id: type.id });
  expect(lost).toBe(2);
  expect(ticket).toMatchObject({ event: event.title, price: '150000.00' });
  expect(await buyer.account.get.query({})).toMatchObject({ balance: 850_000 });

  await buyer.tickets.purchase.mutate({ ticket_id: type.id });
  const soldOut = await buyer.tickets.purchase.mutate({ ticket_id: type.id }).catch((error: unknown) => error);
  expect(soldOut).toBeInstanceOf(SetiketConflictError);
  expect(soldOut).toMatchObject({
    status: 409,
    code: expect.stringMatching(/sold_out$/),
    request_id: expect.stringMatching(/\S/),
  });
});

test('refusals have the class, the code and the fields that they need', async () => {
  const customer = await somebody('siti');
  const invalid = await customer.auth.register
    .mutate({ email: 'nothing', password: '' })
    .catch((error: unknown) => error);
  expect(invalid).toBeInstanceOf(SetiketValidationError);
  expect((invalid as SetiketError).fields).toHaveProperty('email');
  await expect(customer.users.list.query({})).rejects.toBeInstanceOf(SetiketPermissionError);
  const id = '0198c0de-0000-7000-8000-000000000001';
  await expect(customer.events.get.query({ id })).rejects.toBeInstanceOf(SetiketNotFoundError);
});

test('an upload', async () => {
  const client = await somebody('budi');
  const form = new FormData();
  form.set('first_name', 'Budi');
  form.set('image', new File([PICTURE], 'saya.png', { type: 'image/png' }));
  const account = await client.account.update.mutate(form);
  expect(account).toMatchObject({ first_name: 'Budi', image_url: expect.stringContaining('/media/') });
  const picture = await fetch(account.image_url!);
  expect(picture.status).toBe(200);
  expect(picture.headers.get('content-type')).toMatch(/^image\//);
});

test('a session that goes on with a refresh token, and ends for good', async () => {
  await somebody('dewi');
  const tokens = memoryTokens();
  const client = createSetiketClient({ url: live.url, tokens });
  await client.auth.signIn({ email: 'dewi@setiket.test', password: PASSWORD });
  const first = await tokens.get();
  await tokens.set({ access: 'expired', refresh: first!.refresh });
  const both = await Promise.all([client.account.get.query({}), client.tickets.listOwn.query({})]);
  expect(both[0].username).toBe('dewi');
  const renewed = await tokens.get();
  expect(renewed!.access).not.toBe('expired');
  expect(renewed!.refresh).toBe(first!.refresh);
  await client.auth.signOut();
  const thief = createSetiketClient({ url: live.url, tokens: memoryTokens(renewed) });
  await expect(thief.account.get.query({})).rejects.toMatchObject({ status: 401 });
});
