import { registerHashed } from '@setiket/core/features/accounts';
import { runAudit } from '@setiket/core/features/audit';
import { systemContext } from '@setiket/core/kernel/context';
import { hashPassword } from '@setiket/core/kernel/crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, mailTo, startLive } from '../live.ts';
import { SETIKET_ENDPOINTS } from './setiket.endpoints.ts';
import { allowedMethods, walker } from './walker.ts';

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

/** The smallest PNG there is. */
const PNG = new Blob(
  [
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  ],
  { type: 'image/png' },
);
const PDF = new Blob(['%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'], { type: 'application/pdf' });

const PASSWORD = 'securepassword123';
const anything = expect.anything();

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

test('every documented row answers as documented, from registration to refund', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const register = async (username: string, more = {}) =>
    call(
      'POST /api/v1/auth/register/',
      {},
      {
        json: { username, email: `${username}@example.test`, password: PASSWORD, phone_number: '+1234567890', ...more },
      },
    );
  const login = async (username: string) => {
    const { status, body } = await call('POST /api/v1/auth/login/', {}, { json: { username, password: PASSWORD } });
    expect(status).toBe(200);
    return body as { access: string; refresh: string };
  };

  // Accounts
  const registered = await register('johndoe');
  expect(registered.status).toBe(201);
  expect(registered.body).toMatchObject({
    id: anything,
    username: 'johndoe',
    email: 'johndoe@example.test',
    balance: 1_000_000,
    phone_number: '+1234567890',
    image_url: null,
    role: 'customer',
  });
  const twice = await register('johndoe');
  expect(twice.status).toBe(400);
  expect(twice.headers.get('content-type')).toContain('application/problem+json');
  expect(twice.body).toMatchObject({ username: [anything], email: [anything], status: 400, code: 'request.invalid' });
  const wrong = await call('POST /api/v1/auth/login/', {}, { json: { username: 'johndoe', password: 'no' } });
  expect(wrong.status).toBe(401);
  expect(wrong.body).toMatchObject({ detail: 'No active account found with the given credentials' });
  const first = await login('johndoe');
  const refreshed = await call('POST /api/v1/auth/refresh/', {}, { json: { refresh: first.refresh } });
  expect(refreshed.status).toBe(200);
  const organizer = refreshed.body as { access: string; refresh: string };
  const own = await call('GET /api/v1/account/', {}, { token: organizer.access });
  expect(own.body).toMatchObject({ username: 'johndoe', balance: 1_000_000, role: 'customer' });
  expect((await call('GET /api/v1/account/')).status).toBe(401);
  const pictured = await call(
    'PATCH /api/v1/account/',
    {},
    { token: organizer.access, form: { phone_number: 'no', image: PNG } },
  );
  expect(pictured.status).toBe(400);
  expect(pictured.body).toMatchObject({ phone_number: ['Enter a valid phone number.'] });
  const changed = await call(
    'PATCH /api/v1/account/',
    {},
    { token: organizer.access, form: { phone_number: '+6281100', image: PNG } },
  );
  expect(changed.body).toMatchObject({
    phone_number: '+6281100',
    image_url: expect.stringContaining('/media/avatar/'),
  });
  const picture = await fetch((changed.body as { image_url: string }).image_url);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);

  // Becoming an organizer
  await registerAdministrator('root');
  const administrator = (await login('root')).access;
  const proposed = await call(
    'POST /api/v1/event-organizer-proposal/create/',
    {},
    {
      token: organizer.access,
      form: {
        name: 'My Event Company',
        category: 'entertainment',
        description: 'Various events',
        location: 'Jakarta, Indonesia',
        banner: PNG,
        proposal: PDF,
      },
    },
  );
  expect(proposed.status).toBe(201);
  const proposal = proposed.body as { id: string; url_detail: string; proposal_url: string; banner_url: string };
  expect(proposal).toMatchObject({
    name: 'My Event Company',
    banner_url: anything,
    proposal_url: anything,
    description: 'Various events',
    location: 'Jakarta, Indonesia',
    category: 'entertainment',
    status: 'pending',
    message: '',
    owner: 'johndoe',
    url_detail: anything,
  });
  expect((await fetch(proposal.proposal_url)).status).toBe(200);
  expect((await fetch(proposal.proposal_url.split('?')[0]!)).status).toBe(404);
  expect((await call('GET /api/v1/event-organizer-proposal/', {}, { token: organizer.access })).body).toMatchObject([
    { id: proposal.id },
  ]);
  expect(
    (await call('GET /api/v1/event-organizer-proposal/{id}/', { id: proposal.id }, { token: organizer.access })).body,
  ).toMatchObject({ id: proposal.id });
  expect((await fetch(proposal.url_detail, { headers: { Authorization: `Bearer ${organizer.access}` } })).status).toBe(
    200,
  );
  const forbidden = await call('GET /api/v1/admin/event-organizer-proposals/', {}, { token: organizer.access });
  expect(forbidden.status).toBe(403);
  expect(forbidden.body).toMatchObject({ detail: 'Insufficient role permissions.' });
  const proposals = await call('GET /api/v1/admin/event-organizer-proposals/', {}, { token: administrator });
  expect(proposals.body).toMatchObject([
    {
      id: proposal.id,
      organizer: 'johndoe',
      name: 'My Event Company',
      created_at: anything,
      event_organizer_confirmation_url: anything,
      event_organizer_proposal_detail_url: anything,
    },
  ]);
  expect(
    (await call('GET /api/v1/admin/event-organizer-proposals/{id}/', { id: proposal.id }, { token: administrator }))
      .status,
  ).toBe(200);
  const early = await call('POST /api/v1/event-organizer/event/create/', {}, { token: organizer.access, json: {} });
  expect(early.status).toBe(403);
  const confirmed = await call(
    'PATCH /api/v1/admin/event-organizer-proposals/{id}/confirm/',
    { id: proposal.id },
    { token: administrator, json: { status: 'approved', message: 'Welcome' } },
  );
  expect(confirmed.status).toBe(200);
  expect(confirmed.body).toMatchObject({ status: 'approved', message: 'Welcome' });
  expect((await call('GET /api/v1/account/', {}, { token: organizer.access })).body).toMatchObject({
    role: 'event_organizer',
  });
  await mailTo(live, 'johndoe@example.test', /./);

  // An event and its ticket types
  const details = {
    title: 'Tech Conference',
    description: 'Annual tech conference',
    start_date: day(30),
    end_date: day(31),
    start_time: '09:00:00',
    end_time: '17:00:00',
    place_name: 'Jakarta Convention Center',
    city: 'Jakarta',
    full_address: 'Jl. Gatot Subroto',
    location: 'Hall A',
    category: 'seminar',
  };
  const created = await call(
    'POST /api/v1/event-organizer/event/create/',
    {},
    { token: organizer.access, form: { ...details, image: PNG, is_online: 'false' } },
  );
  expect(created.status).toBe(201);
  const event = created.body as { id: string };
  expect(event).toMatchObject({
    ...details,
    id: anything,
    image_url: anything,
    status: 'pending',
    message: '',
    owner: 'johndoe',
    is_online: false,
    registered_users_url: expect.stringContaining(`/event-users/${event.id}/`),
  });
  expect((await call('GET /api/v1/event/{id}/', { id: event.id })).status).toBe(404);
  const updated = await call(
    'PATCH /api/v1/event-organizer/event/update/{id}/',
    { id: event.id },
    { token: organizer.access, json: { title: 'Tech Conference 2' } },
  );
  expect(updated.body).toMatchObject({ title: 'Tech Conference 2', city: 'Jakarta', status: 'pending' });
  expect((await call('GET /api/v1/event-organizer/ownevent/', {}, { token: organizer.access })).body).toMatchObject([
    { id: event.id, status: 'pending' },
  ]);
  const waiting = await call('GET /api/v1/admin/event-proposals/', {}, { token: administrator });
  expect(waiting.body).toMatchObject([
    {
      id: event.id,
      title: 'Tech Conference 2',
      created_at: anything,
      event_confirmation_url: anything,
      event_proposal_detail_url: anything,
    },
  ]);
  expect(
    (await call('GET /api/v1/admin/event-proposals/{id}/', { id: event.id }, { token: administrator })).status,
  ).toBe(200);
  const approved = await call(
    'PATCH /api/v1/admin/event-proposals/{id}/confirm/',
    { id: event.id },
    { token: administrator, json: { status: 'approved', message: 'Event approved successfully' } },
  );
  expect(approved.body).toMatchObject({ status: 'approved', message: 'Event approved successfully' });
  const sale = { start_date: day(-1), end_date: day(30), start_time: '00:00:00', end_time: '17:00:00' };
  const newType = (fields: object) =>
    call(
      'POST /api/v1/ticket/create/',
      {},
      {
        token: organizer.access,
        json: { event_id: event.id, ticket_quantity: 100, description: 'Access', ...sale, ...fields },
      },
    );
  const vip = await newType({ title: 'VIP Ticket', ticket_type: 'paid', price: 150_000 });
  expect(vip.status).toBe(201);
  expect(vip.body).toMatchObject({
    id: anything,
    title: 'VIP Ticket',
    event_id: event.id,
    ...sale,
    ticket_quantity: 100,
    ticket_type: 'paid',
    description: 'Access',
    price: '150000.00',
  });
  const negative = await newType({ title: 'X', ticket_type: 'paid', price: -1 });
  expect([negative.status, negative.body]).toMatchObject([400, { price: ['Price must be greater or equal than 0'] }]);
  const free = await newType({ title: 'Free', ticket_type: 'free', price: 0 });
  const relawan = await newType({ title: 'Relawan', ticket_type: 'relawan', price: 20_000 });
  expect([free.status, relawan.status]).toEqual([201, 201]);

  // Finding it
  const list = await call(
    'GET /api/v1/event/',
    {},
    { query: '?category=seminar&city=Jakarta&min_price=50000&ordering=-start_date&search=tech' },
  );
  expect(list.status).toBe(200);
  expect(list.body).toMatchObject([
    {
      id: event.id,
      title: 'Tech Conference 2',
      image_url: anything,
      start_date: day(30),
      end_date: day(31),
      start_time: '09:00:00',
      end_time: '17:00:00',
      city: 'Jakarta',
      price: 0,
      category: 'seminar',
      organizer: 'johndoe',
      url_detail: anything,
      is_online: false,
    },
  ]);
  expect(list.headers.get('x-total-count')).toBe('1');
  expect(list.headers.get('link')).toContain('rel="first"');
  const detail = await call('GET /api/v1/event/{id}/', { id: event.id });
  expect(detail.body).toMatchObject({
    title: 'Tech Conference 2',
    location: 'Hall A',
    ticket_type: [
      { title: 'Free' },
      { title: 'Relawan', price: '20000.00' },
      { title: 'VIP Ticket', ticket_quantity: 100, ticket_type: 'paid', price: '150000.00', ...sale },
    ],
  });

  // Buying, showing, refunding
  await register('buyer');
  const buyer = (await login('buyer')).access;
  const idOf = (answer: { body: never }) => (answer.body as { id: string }).id;
  const buy = (type: { body: never }, price?: number) =>
    call(
      'POST /api/v1/ticket/purchase/',
      {},
      { token: buyer, json: { ticket_id: idOf(type), ...(price !== undefined && { price }) } },
    );
  const bought = await buy(vip);
  expect(bought.status).toBe(201);
  expect(bought.body).toMatchObject({
    id: anything,
    owner: 'buyer',
    title: 'VIP Ticket',
    event: 'Tech Conference 2',
    start_date: anything,
    end_date: anything,
    start_time: anything,
    end_time: anything,
    ticket_type: 'paid',
    price: '150000.00',
  });
  expect((await buy(free)).status).toBe(201);
  expect((await buy(relawan)).status).toBe(400);
  expect((await buy(relawan, 50_000)).body).toMatchObject({ price: '50000.00' });
  expect((await call('GET /api/v1/event/upcoming/', {}, { token: buyer })).body).toMatchObject([{ id: event.id }]);
  const mail = await mailTo(live, 'buyer@example.test', /Tech Conference 2/);
  expect(mail.Inline.length + mail.Attachments.length).toBeGreaterThanOrEqual(2);
  expect(mail.Attachments.some((file) => file.FileName.endsWith('.ics'))).toBe(true);
  const ticket_id = idOf(bought);
  const qr = await call('GET /api/v1/ticket/{id}/qr/', { id: ticket_id }, { token: buyer });
  expect(qr.body).toMatchObject({
    qr_code: expect.stringMatching(/^data:image\/png;base64,/),
    qr_code_string: expect.stringMatching(`^SETIKET-${ticket_id}`),
    ticket_id,
    event: 'Tech Conference 2',
    ticket: 'VIP Ticket',
  });
  expect((await call('GET /api/v1/ticket/{id}/qr/', { id: ticket_id }, { token: organizer.access })).status).toBe(404);
  const users = await call('GET /api/v1/event-users/{id}/', { id: event.id }, { token: organizer.access });
  expect(users.body).toHaveLength(3);
  expect((users.body as object[])[2]).toMatchObject({
    id: anything,
    customer_username: 'buyer',
    costumer_email: 'buyer@example.test',
    ticket_type: 'paid',
    price: '150000.00',
    event: 'Tech Conference 2',
    created_at: anything,
  });
  const sales = await call('GET /api/v1/event-organizer/sales-data/', {}, { token: organizer.access });
  expect(sales.body).toMatchObject({
    total_sales: 200_000,
    total_active_event: 1,
    total_sold_ticket: 3,
    event_data: [{ title: 'Tech Conference 2', status: true, total_sales: 200_000, total_sold: 3 }],
  });
  const refunded = await call(
    'DELETE /api/v1/ticket/{id}/refund/',
    { id: ticket_id },
    { token: buyer, json: { reason: 'Event cancelled' } },
  );
  expect([refunded.status, refunded.body]).toEqual([
    200,
    { message: 'Ticket refunded successfully. The amount has been added to your balance.' },
  ]);
  expect((await call('DELETE /api/v1/ticket/{id}/refund/', { id: ticket_id }, { token: buyer })).status).toBe(409);
  const second = await buy(vip);
  expect((await call('DELETE /api/v1/admin/ticket/{id}/refund/', { id: idOf(second) }, { token: buyer })).status).toBe(
    403,
  );
  expect(
    (await call('DELETE /api/v1/admin/ticket/{id}/refund/', { id: idOf(second) }, { token: administrator })).status,
  ).toBe(200);
  expect((await call('GET /api/v1/account/', {}, { token: buyer })).body).toMatchObject({ balance: 950_000 });

  // Administration
  const people = await call('GET /api/v1/admin/user-list/', {}, { token: administrator });
  expect(people.body).toHaveLength(3);
  expect((people.body as object[])[0]).toMatchObject({
    id: anything,
    username: 'buyer',
    email: 'buyer@example.test',
    role: 'customer',
  });
  const organizers = await call('GET /api/v1/admin/event-organizers-list/', {}, { token: administrator });
  expect(organizers.body).toMatchObject([{ username: 'johndoe', email: 'johndoe@example.test', event_url: anything }]);
  const organizer_id = (organizers.body as { id: string }[])[0]!.id;
  expect(
    (await call('GET /api/v1/admin/event-organizers/{id}/events/', { id: organizer_id }, { token: administrator }))
      .body,
  ).toMatchObject([{ id: event.id }]);
  const moved = await call(
    'PATCH /api/v1/account/{id}/',
    { id: organizer_id },
    { token: administrator, json: { phone_number: '+1987654321' } },
  );
  expect(moved.body).toMatchObject({ username: 'johndoe', phone_number: '+1987654321' });
  const out = await call(
    'POST /api/v1/auth/logout/',
    {},
    { token: organizer.access, json: { refresh_token: organizer.refresh } },
  );
  expect([out.status, out.text]).toEqual([205, '']);
  expect((await call('GET /api/v1/account/', {}, { token: organizer.access })).status).toBe(401);
  expect((await call('POST /api/v1/auth/refresh/', {}, { json: { refresh: organizer.refresh } })).status).toBe(401);

  // Operation
  expect((await call('GET /api/v1/health/')).body).toEqual({
    status: 'healthy',
    database: 'connected',
    version: '1.0.0',
  });
  for (const page of ['GET /api/docs/', 'GET /apidocs/']) {
    const docs = await call(page);
    expect([docs.status, docs.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  }
  const schema = await call('GET /api/schema/', {}, { headers: { Accept: 'application/json' } });
  expect(schema.body).toMatchObject({ openapi: '3.1.0' });
  expect((await call('GET /api/schema/', {}, { query: '?format=yaml' })).text).toMatch(/^openapi: "?3\.1\.0/);

  expectAllWalked(SETIKET_ENDPOINTS);
  expect(await runAudit(live.deps.db)).toEqual([]);
}, 60_000);

const REST_ROWS = SETIKET_ENDPOINTS.filter((row) => row.includes('/api/v1/') && !row.includes('health'));

test.each(REST_ROWS)('%s answers with and without slash, under /api/v1 and under /api', async (row) => {
  const [method, path] = row.split(' ') as [string, string];
  for (const variant of [
    path,
    path.slice(0, -1),
    path.replace('/api/v1/', '/api/'),
    path.replace('/api/v1/', '/api/').slice(0, -1),
  ]) {
    expect(await allowedMethods(live.url, variant), variant).toContain(method);
  }
});

/** The first administrator comes from the command line, not from the API. */
async function registerAdministrator(username: string): Promise<void> {
  const ctx = systemContext(live.deps, 'test');
  const { id } = await registerHashed(ctx, {
    username,
    email: `${username}@example.test`,
    password_hash: await hashPassword(PASSWORD),
  });
  await live.deps.db.users.update({ where: { id }, data: { role: 'administrator', is_superuser: true } });
}
