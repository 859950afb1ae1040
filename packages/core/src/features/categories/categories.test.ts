import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { slugOf } from './categories.slug.ts';

let world: World;
let administrator: UserActor;
beforeAll(async () => {
  world = await openWorld();
  administrator = await world.make.administrator();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const auditOf = (subject_id: string) =>
  world.deps.db.audit_entries
    .findMany({ where: { subject_id }, orderBy: { id: 'asc' } })
    .then((rows) => rows.map(({ action }) => action));

test('everybody reads them, with the number of events that everybody may see', async () => {
  const organizer = await world.make.organizer();
  await world.make.event(organizer, { category: 'horror' });
  await world.make.event(organizer, { category: 'horror', status: 'pending' });
  const page = await world.as().categories.list({});
  expect(page.items.map(({ slug }) => slug)).toEqual(expect.arrayContaining(['seminar', 'konser', 'horror']));
  const horror = page.items.find(({ slug }) => slug === 'horror')!;
  expect(await world.as().categories.get({ id: horror.id })).toEqual({
    id: horror.id,
    slug: 'horror',
    name: 'Horror',
    events_count: 1,
  });
  expect(await world.as().categories.list({ page_size: 1 })).toMatchObject({ total: page.total, next_cursor: '2' });
});

test('administrators make, rename and delete them, and each is on record', async () => {
  const made = await world.as(administrator).categories.create({ name: '  Pameran Seni ' });
  expect(made).toEqual({ id: made.id, slug: 'pameran-seni', name: 'Pameran Seni', events_count: 0 });
  const renamed = await world.as(administrator).categories.update({ id: made.id, name: 'Pameran' });
  expect(renamed).toMatchObject({ name: 'Pameran', slug: 'pameran-seni' });
  const replaced = await world.as(administrator).categories.replace({ id: made.id, name: 'Pameran Foto' });
  expect(replaced).toMatchObject({ name: 'Pameran Foto', slug: 'pameran-foto' });
  await world.as(administrator).categories.delete({ id: made.id });
  expect(await refusal(world.as().categories.get({ id: made.id }))).toBe('category.not_found');
  expect(await refusal(world.as(administrator).categories.delete({ id: made.id }))).toBe('category.not_found');
  expect(await auditOf(made.id)).toEqual([
    'category.created',
    'category.updated',
    'category.updated',
    'category.deleted',
  ]);
});

test('nobody else may', async () => {
  const { id } = await world.as(administrator).categories.create({ name: 'Teater' });
  for (const actor of [await world.make.user(), await world.make.organizer()]) {
    expect(await refusal(world.as(actor).categories.create({ name: 'Mine' }))).toBe('request.forbidden');
    expect(await refusal(world.as(actor).categories.update({ id, name: 'Mine' }))).toBe('request.forbidden');
    expect(await refusal(world.as(actor).categories.replace({ id, name: 'Mine' }))).toBe('request.forbidden');
    expect(await refusal(world.as(actor).categories.delete({ id }))).toBe('request.forbidden');
  }
  expect(await refusal(world.as().categories.create({ name: 'Mine' }))).toBe('request.unauthenticated');
});

describe('names and slugs', () => {
  test('are unique whatever their case', async () => {
    const { id } = await world.as(administrator).categories.create({ name: 'Wisata', slug: 'Jalan-Jalan' });
    const as = world.as(administrator);
    expect(await refusal(as.categories.create({ name: 'WISATA', slug: 'piknik' }))).toBe(
      'name: A category with that name already exists.',
    );
    expect(await refusal(as.categories.create({ name: 'Piknik', slug: 'jalan-jalan' }))).toBe(
      'slug: A category with that slug already exists.',
    );
    expect(await refusal(as.categories.update({ id, name: 'wisata' }))).toBe('accepted');
    expect(await refusal(as.categories.update({ id, name: 'Seminar' }))).toBe(
      'name: A category with that name already exists.',
    );
  });

  test('of two who take one at the same moment, one gets it', async () => {
    const attempts = ['Balap', 'balap', 'BALAP'].map((name, n) =>
      refusal(world.as(administrator).categories.create({ name, slug: `balap-${n}` })),
    );
    expect((await Promise.all(attempts)).sort()).toEqual([
      'accepted',
      ...Array(2).fill('name: A category with that name already exists.'),
    ]);
  });

  test('a slug is made of what an address can show', async () => {
    expect(['Café Rock & Roll!', ' 90an ', '音楽'].map(slugOf)).toEqual(['cafe-rock-roll', '90an', '']);
    expect(await refusal(world.as(administrator).categories.create({ name: '音楽' }))).toBe(
      'slug: No slug can be made from this name: send one.',
    );
    expect(await refusal(world.as(administrator).categories.create({ name: '音楽', slug: 'a b' }))).toBe(
      'slug: Use letters, digits and single hyphens only.',
    );
  });
});

test('one that events have is not deleted, and the refusal says how many', async () => {
  const { id, slug } = await world.as(administrator).categories.create({ name: 'Lomba' });
  const organizer = await world.make.organizer();
  await world.make.event(organizer, { category: slug });
  const attempt = () => world.as(administrator).categories.delete({ id });
  await expect(attempt()).rejects.toThrow('This category is used by 1 event and can’t be deleted.');
  await world.make.event(organizer, { category: 'LOMBA', status: 'pending' });
  await expect(attempt()).rejects.toThrow('This category is used by 2 events and can’t be deleted.');
  expect(await refusal(attempt())).toBe('category.in_use');
});
