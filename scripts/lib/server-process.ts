/**
 * What servers that run as child processes of a script have in common.
 * Invariant: such a server never outlives the script, however the script ends, and never keeps it alive.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';

const STOP_LIMIT_MS = 20_000;

/** Progress of a start that may take long; standard output may be for one line of JSON only. */
export function sayOfKafka(line: string): void {
  process.stderr.write(`kafka: ${line}\n`);
}

export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** The port that the file names while it is free, else any free one. */
export async function keptPort(file: string): Promise<number> {
  let wanted = 0;
  try {
    wanted = Number(fs.readFileSync(file, 'utf8'));
  } catch {
    // The first start has none.
  }
  return Number.isInteger(wanted) && wanted > 0 ? freePort(wanted).catch(() => freePort()) : freePort();
}

/** The pipe closes even when this process is killed outright; SIGINT makes the server end its sessions and stop. */
export function watchOver(server: ChildProcess, signal: 'INT' | 'TERM'): ChildProcess {
  const script = 'read -r line; kill -"$2" "$1"';
  const watchman = spawn('/bin/sh', ['-c', script, 'sh', String(server.pid), signal], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchman.on('error', () => undefined);
  watchman.stdin?.on('error', () => undefined);
  (watchman.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  watchman.unref();
  return watchman;
}

export async function endChild(
  child: ChildProcess,
  ended: Promise<void>,
  signal: 'SIGINT' | 'SIGTERM',
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.ref();
  child.kill(signal);
  const hard = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(hard);
}

export function tailOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').split('\n').slice(-15).join('\n');
  } catch {
    return '(no log)';
  }
}
