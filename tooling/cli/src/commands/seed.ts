import { type Command, type Io, UsageError, type Values } from '../command.ts';
import { openSettings } from '../settings.ts';

const COUNTS = ['users', 'orgs', 'venues', 'cats', 'events', 'bookings'] as const;
const MOST = 10_000_000;

const count = (what: string, usual: number) =>
  ({ type: 'string', help: `How many ${what}; ${usual} unless said otherwise` }) as const;

/** `btick.md` 8, and the demo of this product. */
export const seedCommand: Command = {
  summary: 'Load demo accounts and events, or test data of any size',
  usage: '--demo | [--flush] [--users 20 --orgs 5 --venues 6 --cats 6 --events 12 --bookings 80] [--random-seed 1]',
  options: {
    demo: { type: 'boolean', help: 'Say that you want demo data in this database' },
    flush: { type: 'boolean', help: 'Delete everything but superusers first' },
    users: count('users', 20),
    orgs: count('organizations', 5),
    venues: count('venues', 6),
    cats: count('categories', 6),
    events: count('events', 12),
    bookings: count('bookings', 80),
    'random-seed': {
      type: 'string',
      help: 'The same number makes the same data on the same day; 1 unless said otherwise',
    },
  },
  async run(io, values) {
    const isSeeding = values.flush === true || [...COUNTS, 'random-seed'].some((name) => values[name] !== undefined);
    if (values.demo === true && isSeeding) throw new UsageError('Use either --demo or the options of test data.');
    if (!values.demo && !isSeeding)
      throw new UsageError(
        'Add --demo to load demo accounts with a known password, and demo events; or --flush and how much of everything.',
      );
    const { env, log } = await openSettings(io);
    if (env.NODE_ENV === 'production')
      throw new UsageError('These accounts have a known password; production gets none.');
    if (isSeeding) return seedTestData(io, values, env);
    const { loadDemo } = await import('@setiket/demo');
    const { loaded } = await loadDemo({ env, log });
    io.out(loaded ? 'Demo accounts and events are loaded.' : 'The demo is there already; nothing was changed.');
    return 0;
  },
};

async function seedTestData(
  io: Io,
  values: Values,
  env: Awaited<ReturnType<typeof openSettings>>['env'],
): Promise<number> {
  const { DEFAULT_COUNTS, SEED_PASSWORD, SeedError, seed } = await import('@setiket/seed');
  const number = (name: string, usual: number) => wholeNumber(values, name) ?? usual;
  const counts = { ...DEFAULT_COUNTS };
  for (const name of COUNTS) counts[name] = number(name, DEFAULT_COUNTS[name]);
  const random_seed = number('random-seed', 1);
  const started = performance.now();
  try {
    await seed({ env, counts, random_seed, is_flushing: values.flush === true, onProgress: progressBar(io) });
  } catch (error) {
    throw error instanceof SeedError ? new UsageError(error.message) : error;
  }
  const made = COUNTS.map((name) => `${counts[name]} ${name}`).join(', ');
  io.out(`Made ${made} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  if (counts.users > 0) io.out(`Sign in as seed${random_seed}_user1@setiket.test with the password ${SEED_PASSWORD}.`);
  io.out('"pnpm setiket audit" proves that everything adds up.');
  return 0;
}

function wholeNumber(values: Values, name: string): number | undefined {
  const value = values[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d+$/.test(value) || Number(value) > MOST)
    throw new UsageError(`--${name} must be a whole number from 0 to ${MOST}.`);
  return Number(value);
}

const BAR = 30;

/** A bar that grows on a terminal; elsewhere a line for every tenth. */
function progressBar(io: Io): (done: number, total: number) => void {
  let tenth = 0;
  return (done, total) => {
    const percent = Math.floor((done / total) * 100);
    if (io.stdin.isTTY && process.stderr.isTTY) {
      const filled = Math.round((done / total) * BAR);
      process.stderr.write(`\r${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${percent} % of ${total} bookings`);
      if (done === total) process.stderr.write('\n');
    } else if (Math.floor(percent / 10) > tenth) {
      tenth = Math.floor(percent / 10);
      io.out(`${percent} % of ${total} bookings`);
    }
  };
}
