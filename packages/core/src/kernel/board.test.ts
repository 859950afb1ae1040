import { createTestDatabase } from '@setiket/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDeps } from '../../test/deps.ts';
import { defineBoard } from './board.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let deps: Awaited<ReturnType<typeof openTestDeps>>;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = await openTestDeps({ database_url: database.url });
});
afterAll(async () => {
  await deps.close();
  await database.drop();
});

type Values = Map<string, number>;

/** A board over numbers that the test changes, and how often they were looked at. */
function numbers(values: Values) {
  const looks: string[][] = [];
  const watch = defineBoard<number>({
    name: 'test.numbers',
    async look(_ctx, keys) {
      looks.push(keys);
      return new Map(keys.flatMap((key) => (values.has(key) ? [[key, values.get(key)!] as const] : [])));
    },
  });
  return { watch, looks };
}

const next = async (watcher: AsyncGenerator<Values>) => (await watcher.next()).value as Values | undefined;

test('board: a watcher gets the present values first, then each change', async () => {
  const values: Values = new Map([
    ['a', 1],
    ['b', 2],
  ]);
  const leaving = new AbortController();
  const watcher = numbers(values).watch(deps, ['a', 'b'], leaving.signal);
  expect(await next(watcher)).toEqual(values);
  values.set('b', 3);
  expect(await next(watcher)).toEqual(new Map([['b', 3]]));
  const last = watcher.next();
  leaving.abort();
  expect((await last).done).toBe(true);
});

test('board: a newcomer gets the present value, and nobody else a message because of that', async () => {
  const values: Values = new Map([['a', 1]]);
  const leaving = new AbortController();
  const { watch, looks } = numbers(values);
  const first = watch(deps, ['a'], leaving.signal);
  expect(await next(first)).toEqual(new Map([['a', 1]]));
  const heard: Values[] = [];
  const listening = (async () => {
    for await (const news of first) heard.push(news);
  })();

  const second = watch(deps, ['a'], leaving.signal);
  expect(await next(second)).toEqual(new Map([['a', 1]]));
  const looked = looks.length;
  values.set('a', 2);
  expect(await next(second)).toEqual(new Map([['a', 2]]));
  expect(looks.length).toBeGreaterThan(looked);
  leaving.abort();
  await listening;
  expect(heard).toEqual([new Map([['a', 2]])]);
});

test('board: a failed look is tried again, and watchers miss nothing that is still true', async () => {
  const leaving = new AbortController();
  let looks = 0;
  const watch = defineBoard<number>({
    name: 'test.failing',
    async look() {
      looks += 1;
      if (looks === 1) throw new Error('The database is away.');
      return new Map([['a', 5]]);
    },
  });
  expect(await next(watch(deps, ['a'], leaving.signal))).toEqual(new Map([['a', 5]]));
  leaving.abort();
});
