import { styleText } from 'node:util';

/** Where a start is told: one line a step, with a tick and how long it took. */
export type Terminal = {
  line(text?: string): void;
  /** Runs a step and tells that it is done; its result names what came of it. */
  step<Result>(title: string, run: () => Promise<Result>, outcome?: (result: Result) => string): Promise<Result>;
  note(text: string): void;
};

export function createTerminal(write: (text: string) => void = (text) => process.stdout.write(text)): Terminal {
  const line = (text = '') => write(`${text}\n`);
  return {
    line,
    note: (text) => line(`  ${styleText('yellow', '•')} ${text}`),
    async step(title, run, outcome) {
      const started = performance.now();
      const result = await run();
      const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
      const detail = outcome?.(result) ?? '';
      line(`  ${styleText('green', '✔')} ${title.padEnd(14)} ${detail.padEnd(46)} ${styleText('dim', seconds)}`);
      return result;
    },
  };
}
