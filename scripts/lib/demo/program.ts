/** Runs one of the project's programs to its end, as an operator does at a terminal; nothing of this shell's TRM_* reaches it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../../..');

/** Gives the one line of JSON that it prints. @throws Error with what it said, for any exit code but 0 */
export async function program(script: string, ...args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [path.join(ROOT, script), ...args, '--json'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TRM_'))),
  });
  let said = '';
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  if (exitCode !== 0)
    throw new Error(`${script} ${args[0] ?? ''}: exit code ${exitCode}: ${said}${complained}`);
  return JSON.parse(said);
}
