import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const PROPOSAL = {
  name: 'Panggung Rakyat',
  category: 'entertainment',
  description: 'Small stages.',
  location: 'Bandung',
};

test('an approved proposal makes an organizer with an organization', async () => {
  const applicant = await world.make.user();
  const administrator = await world.make.administrator();
  const proposal = await world.as(applicant).proposals.submit(PROPOSAL);
  expect(proposal).toMatchObject({
    ...PROPOSAL,
    status: 'pending',
    message: '',
    owner: applicant.username,
    banner_url: null,
  });
  expect((await world.as(applicant).proposals.listOwn({})).items.map((row) => row.id)).toEqual([proposal.id]);
  expect((await world.as(administrator).proposals.list({ status: 'pending' })).items.map((row) => row.id)).toContain(
    proposal.id,
  );
  const decided = await world
    .as(administrator)
    .proposals.decide({ id: proposal.id, status: 'approved', message: 'Welcome' });
  expect(decided).toMatchObject({ status: 'approved', message: 'Welcome' });
  expect((await world.as(applicant).account.get({})).role).toBe('event_organizer');
  const membership = await world.deps.db.organization_members.findFirstOrThrow({
    where: { user_id: applicant.id },
    include: { organization: true },
  });
  expect(membership).toMatchObject({ role: 'owner', organization: { name: PROPOSAL.name, is_verified: false } });
});

test('a rejected one may be followed by another, an open one not', async () => {
  const applicant = await world.make.user();
  const administrator = await world.make.administrator();
  const { id } = await world.as(applicant).proposals.submit(PROPOSAL);
  expect(await refusal(world.as(applicant).proposals.submit(PROPOSAL))).toBe('proposal.already_pending');
  await world.as(administrator).proposals.decide({ id, status: 'rejected', message: 'Tell us more' });
  expect((await world.as(applicant).account.get({})).role).toBe('customer');
  expect(await refusal(world.as(applicant).proposals.submit(PROPOSAL))).toBe('accepted');
});

test('is decided once, whoever decides at the same moment', async () => {
  const applicant = await world.make.user();
  const { id } = await world.as(applicant).proposals.submit(PROPOSAL);
  const administrators = await Promise.all([1, 2, 3, 4].map(() => world.make.administrator()));
  const results = await Promise.all(
    administrators.map((actor, n) =>
      refusal(world.as(actor).proposals.decide({ id, status: n % 2 ? 'approved' : 'rejected' })),
    ),
  );
  expect(results.sort()).toEqual(['accepted', ...Array(3).fill('proposal.already_decided')]);
});

test('exists for its owner and administrators alone', async () => {
  const { id } = await world.as(await world.make.user()).proposals.submit(PROPOSAL);
  expect(await refusal(world.as(await world.make.user()).proposals.get({ id }))).toBe('proposal.not_found');
  expect(await refusal(world.as(await world.make.administrator()).proposals.get({ id }))).toBe('accepted');
  expect(await refusal(world.as(await world.make.user()).proposals.decide({ id, status: 'approved' }))).toBe(
    'request.forbidden',
  );
  expect(await refusal(world.as().proposals.submit(PROPOSAL))).toBe('request.unauthenticated');
});
