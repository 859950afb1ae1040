import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const SERVER = join(import.meta.dirname, 'bare-server.ts');

/** An Express in a process of its own, as the product is, until it is disposed of. */
export async function bareExpress(body: string, signal: AbortSignal) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SERVER], {
    stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
    signal,
  });
  child.stdin?.end(body);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
