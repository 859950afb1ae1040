import { runJobs } from '@setiket/testing/jobs';
import { openWorld, type World } from '@setiket/testing/world';
import { decodeJwt } from 'jose';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { walletJobs } from '../index.ts';
import { developmentGoogleIdentity } from './link.ts';

type Told = { kind: string; id: string; value: { state?: string; eventName?: unknown } };

/** Google, as far as it is asked. */
const told: Told[] = [];
let status = 200;
let assertion = '';
const google = setupServer(
  http.post('https://oauth2.googleapis.com/token', async ({ request }) => {
    assertion = new URLSearchParams(await request.text()).get('assertion') ?? '';
    return HttpResponse.json({ access_token: 'access' });
  }),
  http.patch('https://walletobjects.googleapis.com/walletobjects/v1/:kind/:id', async ({ request, params }) => {
    expect(request.headers.get('authorization')).toBe('Bearer access');
    told.push({ kind: String(params.kind), id: String(params.id), value: (await request.json()) as Told['value'] });
    return new HttpResponse(null, { status });
  }),
);

const ISSUER = '3388000000012345678';
const ACCOUNT = 'passes@setiket-test.iam.gserviceaccount.com';
let world: World;
beforeAll(async () => {
  google.listen();
  const first = await openWorld();
  const { private_key } = await developmentGoogleIdentity(first.deps);
  await first[Symbol.asyncDispose]();
  world = await openWorld({
    env: {
      GOOGLE_WALLET_ISSUER_ID: ISSUER,
      GOOGLE_WALLET_SERVICE_ACCOUNT: ACCOUNT,
      GOOGLE_WALLET_PRIVATE_KEY: private_key,
    },
  });
});
afterAll(async () => {
  google.close();
  await world[Symbol.asyncDispose]();
});
beforeEach(() => {
  told.length = 0;
  status = 200;
});

async function holder() {
  const { organizer, event, type } = await world.make.sale({ price: '1000' });
  const owner = await world.make.user();
  const { id: ticket_id } = await world.as(owner).tickets.purchase({ ticket_id: type.id });
  const made = await world.as(owner).wallets.createGooglePass({ ticket_id });
  return { organizer, event, owner, ticket_id, made };
}

test('Google hears of what changes, with the service account’s signature', async () => {
  const { event, owner, ticket_id, made } = await holder();
  expect(made.is_development).toBe(false);
  await world.as(await world.make.administrator()).events.update({ id: event.id, title: 'Another title' });
  expect(await runJobs(world.deps, ...walletJobs)).toBe(1);
  expect(decodeJwt(assertion)).toMatchObject({ iss: ACCOUNT, aud: 'https://oauth2.googleapis.com/token' });
  expect(told).toMatchObject([
    { kind: 'eventTicketClass', value: { eventName: { defaultValue: { value: 'Another title' } } } },
    { kind: 'eventTicketObject', id: `${ISSUER}.${made.pass.id}`, value: { state: 'ACTIVE' } },
  ]);
  told.length = 0;
  await world.as(owner).tickets.refund({ id: ticket_id });
  await runJobs(world.deps, ...walletJobs);
  expect(told.at(-1)).toMatchObject({ kind: 'eventTicketObject', value: { state: 'INACTIVE' } });
  expect(told.at(-1)!.value).not.toHaveProperty('barcode');
});

test('what nobody has saved is unknown there, and anything else is tried again', async () => {
  const { owner, ticket_id } = await holder();
  await world.as(owner).tickets.refund({ id: ticket_id });
  status = 500;
  await expect(runJobs(world.deps, ...walletJobs)).rejects.toThrow(/Google does not take eventTicketClass/);
  const [job] = walletJobs.filter(({ name }) => name === 'wallet.google');
  const pass_ids = (await world.as(owner).wallets.listPasses({})).items.map(({ id }) => id);
  status = 404;
  told.length = 0;
  await job!.run(world.deps, { pass_ids }, { id: 'again' });
  expect(told).toHaveLength(2);
});
