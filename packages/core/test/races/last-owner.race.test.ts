import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UserActor } from '../../src/kernel/context.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function ownedByTwo() {
  const administrator = await world.make.administrator();
  const [first, second] = [await world.make.user(), await world.make.user()];
  const as = world.as(administrator).organizations;
  const { id } = await as.create({ name: 'Berdua', owner_email: first.email });
  await world.make.member(first, { organization_id: id, user: second, role: 'owner' });
  return { id, first, second };
}

const ownersOf = (organization_id: string) =>
  world.deps.db.organization_members.count({ where: { organization_id, role: 'owner' } });

type Pair = { id: string; first: UserActor; second: UserActor };

test.each<[string, (pair: Pair) => Promise<unknown>[]]>([
  ['leave', ({ id, first, second }) => [first, second].map((owner) => world.as(owner).organizations.leave({ id }))],
  [
    'remove each other',
    ({ id, first, second }) => [
      world.as(first).organizations.removeMember({ id, user_id: second.id }),
      world.as(second).organizations.removeMember({ id, user_id: first.id }),
    ],
  ],
  [
    'step down',
    ({ id, first, second }) =>
      [first, second].map(({ id: user_id, ...owner }) =>
        world.as({ ...owner, id: user_id }).organizations.changeMember({ id, user_id, role: 'member' }),
      ),
  ],
])('of two owners who %s at the same moment, one stays', async (_what, attempts) => {
  for (let round = 0; round < 5; round++) {
    const pair = await ownedByTwo();
    const results = await Promise.all(attempts(pair).map(refusal));
    expect(results.filter((result) => result === 'accepted')).toHaveLength(1);
    // Who came too late to be an owner at all may be told that instead.
    expect(results.find((result) => result !== 'accepted')).toMatch(/^(organization\.last_owner|request\.forbidden)$/);
    expect(await ownersOf(pair.id)).toBe(1);
  }
});

test('without the database’s guard both would go', async () => {
  const pair = await ownedByTwo();
  await world.deps.db.$executeRaw`ALTER TABLE organization_members DISABLE TRIGGER organization_members_keep_an_owner`;
  try {
    const gone: string[] = [];
    for (let round = 0; round < 20 && gone.length < 2; round++) {
      const { id, first, second } = round === 0 ? pair : await ownedByTwo();
      const results = await Promise.all([first, second].map((o) => refusal(world.as(o).organizations.leave({ id }))));
      gone.splice(0, gone.length, ...results.filter((result) => result === 'accepted'));
    }
    expect(gone).toHaveLength(2);
  } finally {
    await world.deps.db.$executeRaw`ALTER TABLE organization_members ENABLE TRIGGER organization_members_keep_an_owner`;
  }
});
