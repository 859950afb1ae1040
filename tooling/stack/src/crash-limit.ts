const CRASH_LIMIT = 5;
const CRASH_WINDOW_MS = 60_000;

/** Counts how often something has died; what dies again and again is not started again. */
export function crashLimit(name: string): { count(): Error | undefined } {
  const crashes: number[] = [];
  return {
    /** @returns what to say when it was once too often */
    count() {
      crashes.push(Date.now());
      const recent = crashes.filter((time) => time > Date.now() - CRASH_WINDOW_MS).length;
      return recent > CRASH_LIMIT ? new Error(`${name} died ${recent} times within a minute.`) : undefined;
    },
  };
}
