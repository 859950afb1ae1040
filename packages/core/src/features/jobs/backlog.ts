import type { Deps } from '../../kernel/context.ts';
import { inOneTurn } from '../../kernel/in-one-turn.ts';

/** True while at least `count` jobs of a queue wait although their time has come. */
export function hasBacklog({ db }: Deps, queue: string, count: number): Promise<boolean> {
  return backlog(db, { queue, count });
}

type Question = { queue: string; count: number };

/** All who ask in one turn of a worker ask about its few queues, so one statement answers each queue once. */
const backlog = inOneTurn(async (db: Deps['db'], asked: readonly Question[]) => {
  const answers = new Map<string, Promise<boolean>>();
  const nameOf = ({ queue, count }: Question) => `${count} ${queue}`;
  for (const question of asked) if (!answers.has(nameOf(question))) answers.set(nameOf(question), ask(db, question));
  return Promise.all(asked.map((question) => answers.get(nameOf(question))!));
});

async function ask(db: Deps['db'], { queue, count }: Question): Promise<boolean> {
  const [row] = await db.$queryRaw<[{ waiting: number }]>`
    SELECT count(*)::int AS waiting FROM (
      SELECT 1 FROM pgboss.job WHERE name = ${queue} AND state < 'active' AND start_after <= now() LIMIT ${count}
    ) AS waiting`;
  return row.waiting >= count;
}
