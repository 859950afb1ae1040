import { generateClient } from '@setiket/db/generate';
import { parseOptions, USAGE, UsageError } from './options.ts';

/* pnpm bench purchases|list|all: how fast the product answers, beside the same work done by SQL alone. */

const aborter = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => aborter.abort());

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.wants_help) console.log(USAGE);
  else {
    await generateClient();
    // Imported late, because it needs the generated Prisma client.
    const { runBenchmarks } = await import('./run.ts');
    const reports = await runBenchmarks(options, { say: console.log, signal: aborter.signal });
    if (reports.some(({ findings }) => findings.length > 0)) process.exitCode = 1;
  }
} catch (error) {
  if (aborter.signal.aborted) console.error('Stopped.');
  else console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = aborter.signal.aborted ? 130 : error instanceof UsageError ? 2 : 1;
}
