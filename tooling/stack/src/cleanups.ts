/** What has been started and must be stopped, in the reverse order of starting. */
export type Cleanups = {
  add(name: string, run: () => Promise<void> | void): void;
  /** Runs all of them, each one even when another fails or takes too long; tells what went wrong. */
  run(report: (problem: string) => void): Promise<void>;
};

const PATIENCE_MS = 25_000;

export function createCleanups(): Cleanups {
  const entries: { name: string; run: () => Promise<void> | void }[] = [];
  return {
    add: (name, run) => void entries.push({ name, run }),
    async run(report) {
      for (let entry = entries.pop(); entry; entry = entries.pop()) {
        const { name, run } = entry;
        const timeout = Promise.withResolvers<never>();
        const timer = setTimeout(() => timeout.reject(new Error('it takes too long')), PATIENCE_MS);
        try {
          await Promise.race([run(), timeout.promise]);
        } catch (error) {
          report(`${name} did not stop as it should: ${error instanceof Error ? error.message : error}`);
        } finally {
          clearTimeout(timer);
        }
      }
    },
  };
}
