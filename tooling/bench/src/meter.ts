import { readdirSync, readFileSync } from 'node:fs';
import type { Sample } from './load/load.ts';

/** Cores that were busy while something ran: 1 is one core all the time. */
export type Busy = { api: number; database: number; load: number };

/** Runs one repetition and notes what it cost. */
export type Meter = (repetition: () => Promise<Sample>) => Promise<Sample>;

type Processes = { api_pid: number | undefined; database_pid: number | undefined };

/** Linux counts in hundredths of a second, whatever its kernel was built with. */
const TICKS_A_SECOND = 100;

/** From /proc, where there is one; elsewhere nothing is said about CPU and memory. */
export function meterOf({ api_pid, database_pid }: Processes): Meter {
  return async (repetition) => {
    const cpu = () => ({ api: secondsOf(api_pid), database: secondsOf(database_pid) });
    const [before, began] = [cpu(), performance.now()];
    const sample = await repetition();
    const [after, elapsed] = [cpu(), (performance.now() - began) / 1000];
    if (after.api === undefined || after.database === undefined) return sample;
    const busy = {
      api: (after.api - (before.api ?? 0)) / elapsed,
      database: (after.database - (before.database ?? 0)) / elapsed,
      load: (sample.cpu_seconds ?? 0) / elapsed,
    };
    return { ...sample, busy, api_mb: memoryOf(api_pid) };
  };
}

/** CPU time of a process and its children, those that ended included. */
function secondsOf(pid: number | undefined): number | undefined {
  const own = statOf(pid);
  if (pid === undefined || !own) return undefined;
  const children = processes().filter(({ parent }) => parent === pid);
  const ticks = children.reduce((sum, child) => sum + child.own_ticks, own.own_ticks + own.reaped_ticks);
  return ticks / TICKS_A_SECOND;
}

function statOf(pid: number | undefined) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may contain anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [user, system, reaped_user, reaped_system] = fields.slice(11, 15).map(Number) as [
      number,
      number,
      number,
      number,
    ];
    return { parent: Number(fields[1]), own_ticks: user + system, reaped_ticks: reaped_user + reaped_system };
  } catch {
    return undefined;
  }
}

/** The same of the largest among a process and what it has started. */
export function memoryOfLargest(pid: number | undefined): number | undefined {
  const sizes = [pid, ...descendantsOf(pid)].flatMap((one) => memoryOf(one) ?? []);
  return sizes.length > 0 ? Math.max(...sizes) : undefined;
}

function descendantsOf(pid: number | undefined): number[] {
  const children = processes().filter(({ parent }) => parent === pid);
  return children.flatMap((child) => [child.pid, ...descendantsOf(child.pid)]);
}

function processes(): (NonNullable<ReturnType<typeof statOf>> & { pid: number })[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = statOf(Number(name));
      return stat ? [{ pid: Number(name), ...stat }] : [];
    });
}

/** Memory that a process has in use, in megabytes. */
export function memoryOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  } catch {
    return undefined;
  }
}
