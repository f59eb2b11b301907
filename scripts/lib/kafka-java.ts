/**
 * Runs a real Kafka broker with Java 17+ from the jars that infra/kafka/pom.xml pins, brought by Maven once.
 * Invariant: jars are whole or absent (brought aside, then renamed); one folder is one broker with its own data.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KafkaOptions, StartedBroker } from './kafka-broker.ts';
import { endChild, freePort, keptPort, tailOf, watchOver, sayOfKafka as say } from './server-process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const POM = path.join(ROOT, 'infra/kafka/pom.xml');
const TEMPLATE = path.join(ROOT, 'infra/kafka/server.properties');
const JAVA_AT_LEAST = 17;
const LISTEN_LIMIT_MS = 60_000;
const HEAP = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC'];

export type JavaTools =
  { readonly ok: true; readonly java: string } | { readonly ok: false; readonly missing: string };

export function javaTools(): JavaTools {
  const home = process.env['JAVA_HOME'];
  const java = [home === undefined ? '' : path.join(home, 'bin', 'java'), 'java'].find(
    (command) => command !== '' && javaMajor(command) >= JAVA_AT_LEAST,
  );
  if (java === undefined) return { ok: false, missing: `no Java ${JAVA_AT_LEAST} or later` };
  if (!fs.existsSync(jarFolder()) && spawnSync('mvn', ['--version'], { stdio: 'ignore' }).status !== 0) {
    return { ok: false, missing: 'no Maven' };
  }
  return { ok: true, java };
}

function javaMajor(command: string): number {
  const result = spawnSync(command, ['-version'], { encoding: 'utf8' });
  return result.status === 0 ? Number(/version "(\d+)/.exec(result.stderr)?.[1] ?? 0) : 0;
}

/** Named by what it must hold, so a changed pom brings its own jars. */
function jarFolder(): string {
  const version = createHash('sha256').update(fs.readFileSync(POM)).digest('hex').slice(0, 16);
  return path.join(ROOT, '.trm', 'kafka-jars', version);
}

function bringJars(): string {
  const folder = jarFolder();
  if (fs.existsSync(folder)) return folder;
  say('bringing the broker with Maven (once, about 43 MB)');
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const aside = fs.mkdtempSync(`${folder}-`);
  const result = spawnSync(
    'mvn',
    [
      '-q',
      '-B',
      '-f',
      POM,
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${aside}`,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  if (result.status !== 0) {
    fs.rmSync(aside, { recursive: true, force: true });
    throw new Error(
      `Maven could not bring the jars of infra/kafka/pom.xml:\n${(result.stdout + result.stderr).slice(-2000)}`,
    );
  }
  try {
    fs.renameSync(aside, folder);
  } catch (error) {
    // Another run was faster.
    fs.rmSync(aside, { recursive: true, force: true });
    if (!fs.existsSync(folder)) throw error;
  }
  return folder;
}

export async function startWithJava(options: KafkaOptions): Promise<StartedBroker> {
  const tools = javaTools();
  if (!tools.ok) throw new Error(tools.missing);
  const classPath = path.join(bringJars(), '*');
  const dir = path.resolve(options.dir);
  const dataDir = path.join(dir, 'data');
  const log = path.join(dir, 'broker.log');
  fs.mkdirSync(dir, { recursive: true });
  if (options.keepData !== true) fs.rmSync(dataDir, { recursive: true, force: true });

  const port = await keptPort(path.join(dir, 'port'));
  const controllerPort = await keptPort(path.join(dir, 'controller-port')).then((found) =>
    found === port ? freePort() : found,
  );
  fs.writeFileSync(path.join(dir, 'port'), String(port));
  fs.writeFileSync(path.join(dir, 'controller-port'), String(controllerPort));
  const properties = path.join(dir, 'server.properties');
  const values: Record<string, string> = {
    port: String(port),
    controllerPort: String(controllerPort),
    dataDir,
  };
  const template = fs.readFileSync(TEMPLATE, 'utf8');
  fs.writeFileSync(
    properties,
    template.replace(/\$\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole),
  );

  if (!fs.existsSync(path.join(dataDir, 'meta.properties'))) {
    const id = randomBytes(16).toString('base64url');
    const args = [
      '-cp',
      classPath,
      'kafka.tools.StorageTool',
      'format',
      '--standalone',
      // One argument: an id may begin with a hyphen.
      `--cluster-id=${id}`,
      '-c',
      properties,
    ];
    const result = spawnSync(tools.java, args, { encoding: 'utf8' });
    if (result.status !== 0)
      throw new Error(`Kafka's storage could not be made: ${(result.stdout + result.stderr).slice(-1000)}`);
  }

  let running = await launch(tools.java, classPath, properties, port, log);
  return {
    host: '127.0.0.1',
    port,
    stop: async () => {
      await running.end();
      if (options.keepData !== true) fs.rmSync(dataDir, { recursive: true, force: true });
    },
    stopBroker: () => running.end(),
    startBroker: async () => void (running = await launch(tools.java, classPath, properties, port, log)),
    readSegments: (topic) => Promise.resolve(segmentsBelow(dataDir, topic)),
  };
}

function segmentsBelow(dataDir: string, topic: string): string {
  const isLane = (name: string): boolean =>
    name.startsWith(`${topic}-`) && /^\d+$/.test(name.slice(topic.length + 1));
  const folders = fs.readdirSync(dataDir).filter(isLane);
  return folders
    .flatMap((folder) => {
      const dir = path.join(dataDir, folder);
      return fs.readdirSync(dir).flatMap((name) => (name.endsWith('.log') ? [path.join(dir, name)] : []));
    })
    .map((file) => fs.readFileSync(file, 'latin1'))
    .join('');
}

async function launch(
  java: string,
  classPath: string,
  properties: string,
  port: number,
  log: string,
): Promise<{ end(): Promise<void> }> {
  say('starting the broker with Java');
  const file = fs.openSync(log, 'a', 0o600);
  const child = spawn(java, [...HEAP, '-cp', classPath, 'kafka.Kafka', properties], {
    stdio: ['ignore', file, file],
    detached: true,
  });
  fs.closeSync(file);
  child.unref();
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const watchman = watchOver(child, 'TERM');
  const end = async (): Promise<void> => {
    watchman.kill();
    await endChild(child, ended, 'SIGTERM');
  };
  if (await untilStarted(child, port)) return { end };
  await end();
  throw new Error(`Kafka did not start. The end of ${log}:\n${tailOf(log)}`);
}

/** The port is taken once the broker listens; what it answers is the caller's to see. */
async function untilStarted(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = performance.now() + LISTEN_LIMIT_MS;
  while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const listens = await freePort(port).then(
      () => false,
      () => true,
    );
    if (listens) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
