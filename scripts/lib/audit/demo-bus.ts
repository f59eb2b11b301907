/**
 * The bus of a demo's folder, for a run that comes after the demo has ended.
 * Invariant: a bus that answers is left alone; what is started here ends with the run, and never beside a running one.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openBus, type BusOptions } from '../../../services/lib/platform/bus/index.ts';
import type { Environment } from '../../../services/lib/platform/config.ts';
import { CliError } from '../cli.ts';
import type { DemoFile } from '../demo/demo-file.ts';
import { KafkaUnavailableError, startKafka } from '../kafka-server.ts';
import { PostgresServerError, startPostgres } from '../postgres-server.ts';

export interface DemoBusRun {
  /** What differs from the auditor's configuration for this run. */
  readonly environment: Environment;
  stop(): Promise<void>;
}

const PROBE_MS = 5_000;
/** A machine under load may let a server wait before it answers. */
const BUSY_LIMIT_MS = 30_000;
const RETRY_MS = 250;

export async function ensureDemoBus(dir: string, demo: DemoFile): Promise<DemoBusRun> {
  const { bus } = demo;
  const options: BusOptions =
    bus.kind === 'embedded'
      ? { kind: 'embedded', databaseUrl: bus.adminUrl }
      : { kind: 'kafka', brokers: bus.brokers };
  if (await answers(options)) return { environment: {}, stop: async () => undefined };
  try {
    return bus.kind === 'embedded'
      ? await startEmbedded(path.resolve(dir), bus.adminUrl, options)
      : await startBroker(path.resolve(dir));
  } catch (error) {
    if (error instanceof PostgresServerError || error instanceof KafkaUnavailableError)
      throw new CliError(3, error.message, { cause: error });
    throw error;
  }
}

async function startEmbedded(dir: string, adminUrl: string, options: BusOptions): Promise<DemoBusRun> {
  const dataDir = path.join(dir, 'postgres');
  // Starting beside a server that is only slow would end it.
  for (const deadline = performance.now() + BUSY_LIMIT_MS; isServed(dataDir);) {
    if (await answers(options)) return { environment: {}, stop: async () => undefined };
    if (performance.now() > deadline)
      throw new CliError(
        3,
        `A PostgreSQL server runs on ${dataDir} and does not answer; end it, or wait for it.`,
      );
    await setTimeout(RETRY_MS);
  }
  process.stderr.write('the bus of this folder is down: starting it for this run\n');
  const port = Number(new URL(adminUrl).port);
  const server = await startPostgres({ dataDir, port, log: path.join(dir, 'logs', 'postgres.log') });
  return { environment: {}, stop: () => server.stop() };
}

async function startBroker(dir: string): Promise<DemoBusRun> {
  process.stderr.write('the brokers of this folder are down: starting them for this run\n');
  const server = await startKafka({ dir: path.join(dir, 'kafka'), keepData: true });
  return { environment: { TRM_KAFKA_BROKERS: server.brokers.join(',') }, stop: () => server.stop() };
}

async function answers(options: BusOptions): Promise<boolean> {
  const bus = await openBus(options);
  try {
    return await bus.probe(PROBE_MS);
  } finally {
    await bus.close();
  }
}

function isServed(dataDir: string): boolean {
  let pid: number;
  try {
    pid = Number(readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
  } catch {
    return false; // No such file: nobody serves the folder.
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
