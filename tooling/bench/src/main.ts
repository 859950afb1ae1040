import { generateClient } from '@setiket/db/generate';
import { parseOptions, USAGE, UsageError } from './options.ts';

/* pnpm bench sale|mixed|list|gate|start|all: how fast the product is, beside something that does the same.
   pnpm bench grow: how much slower it answers as data grows. */

const aborter = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => aborter.abort());

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.wants_help) console.log(USAGE);
  else {
    await generateClient();
    // Imported late, because it needs the generated Prisma client.
    const [{ runBenchmarks }, { runGrowth }] = await Promise.all([import('./run.ts'), import('./grow.ts')]);
    const surroundings = { say: console.log, signal: aborter.signal };
    if (options.events) await runGrowth({ ...options, events: options.events }, surroundings);
    const reports = await runBenchmarks(options, surroundings);
    if (reports.some(({ findings }) => findings.length > 0)) process.exitCode = 1;
  }
} catch (error) {
  if (aborter.signal.aborted) console.error('Stopped.');
  else console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = aborter.signal.aborted ? 130 : error instanceof UsageError ? 2 : 1;
}
