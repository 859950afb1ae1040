import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { commandLine, findFreePort, isPortFree } from '@setiket/services';
import { StartFailure } from './failure.ts';

/**
 * The port of the API: the one asked for, or a free one for 0.
 * @throws StartFailure naming who holds it, where that can be found out.
 */
export async function claimPort(variable: string, asked: string | undefined, fallback: number): Promise<number> {
  const port = Number(asked?.trim() || fallback);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartFailure(`${variable}=${asked} is not a port.`);
  if (port === 0) return findFreePort();
  if (await isFreeEverywhere(port)) return port;
  const holder = findHolder(port);
  const by = holder ? ` by ${holder}` : '';
  throw new StartFailure(
    `Port ${port} is already in use${by}. Stop that, or choose another: ${variable}=${port + 1} npm start`,
  );
}

/** A server on 127.0.0.1 alone leaves the port free on the other addresses, yet it is the one that localhost reaches. */
export async function isFreeEverywhere(port: number): Promise<boolean> {
  return (await isPortFree(port)) && (await canListen(port));
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Best effort: program and pid of whoever listens. */
function findHolder(port: number): string | undefined {
  try {
    const pid = existsSync('/proc/net/tcp') ? holderFromProc(port) : holderFromLsof(port);
    if (!pid) return undefined;
    // Where a program lies is long and says little; what it was asked to run tells it apart.
    const command = commandLine(pid)
      .replace(/^\S*\//, '')
      .replace(/ --?[\w-]+(=\S+)?/g, '');
    return `"${command.length > 60 ? `${command.slice(0, 60)}…` : command}" (pid ${pid})`;
  } catch {
    return undefined;
  }
}

const LISTENING = '0A';

function holderFromProc(port: number): number | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1));
  const sockets = lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTENING && local?.endsWith(`:${hex}`))
    .map((fields) => `socket:[${fields[9]}]`);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => openFiles(pid).some((target) => sockets.includes(target)));
}

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  } catch {
    return [];
  }
}

function holderFromLsof(port: number): number | undefined {
  const output = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  return Number(output.split('\n')[0]) || undefined;
}
