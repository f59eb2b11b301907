/**
 * Real servers for tests: those of the run (scripts/test.ts names them in the environment), or, for one file run by
 * hand, servers started once for this process and ended with it. Every test gets a database or topics of its own,
 * and a helper registers its own clean-up (house-style.md 16).
 */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, type TestContext } from 'node:test';
import pg from 'pg';
import { kafkaAvailable, startKafka, type KafkaServer } from '../../scripts/lib/kafka-server.ts';
import { startPostgres } from '../../scripts/lib/postgres-server.ts';

export interface FreshDatabase {
  readonly name: string;
  /** URL of the superuser. */
  readonly adminUrl: string;
  /** URL of another role of the same server. */
  url(role: string, password: string): string;
}

/** What both a test and a suite offer for clean-up. */
export type CleanUp = Pick<TestContext, 'after'>;

const endings: (() => Promise<void>)[] = [];
// Registered while the file is loaded, so for the whole file: called within a test it would end with that test.
after(async () => {
  for (const end of endings.toReversed()) await end();
});

let postgres: Promise<string> | undefined;

/** URL of the superuser to the database `postgres` of the run's server. */
export function testPostgres(): Promise<string> {
  const given = process.env['TRM_TEST_POSTGRES_URL'];
  postgres ??= given !== undefined ? Promise.resolve(given) : startOwnPostgres();
  return postgres;
}

async function startOwnPostgres(): Promise<string> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'trm-test-postgres-'));
  fs.chmodSync(dir, 0o755);
  const server = await startPostgres({ dataDir: path.join(dir, 'data') });
  endings.push(async () => {
    await server.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  });
  return server.adminUrl();
}

/**
 * Makes an empty database and drops it, with whoever is still connected, after the test; with `null` for `t`, after
 * the whole file.
 */
export async function freshDatabase(t: CleanUp | null, prefix = 'test'): Promise<FreshDatabase> {
  const admin = await testPostgres();
  const name = `${prefix}_${randomBytes(5).toString('hex')}`;
  await onServer(admin, `create database ${name}`);
  const drop = (): Promise<void> => onServer(admin, `drop database if exists ${name} with (force)`);
  if (t) t.after(drop);
  else endings.push(drop);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    name,
    adminUrl: url.href,
    url: (role, password) => {
      const own = new URL(url);
      own.username = encodeURIComponent(role);
      own.password = encodeURIComponent(password);
      return own.href;
    },
  };
}

let kafka: Promise<KafkaServer> | undefined;

/** Brokers of the run, or of a broker that this file starts for itself. */
export async function testKafka(): Promise<string[]> {
  kafka ??= startOwnKafka();
  return (await kafka).brokers;
}

function startOwnKafka(): Promise<KafkaServer> {
  return ownKafka({ givenWillDo: true });
}

/**
 * For `skip`: why no broker can be started here, where only TRM_KAFKA_BROKERS is left; `false` where one can. CI has one.
 */
export async function noBrokerOfOurOwn(): Promise<string | false> {
  if (process.env['CI'] === 'true') return false;
  return kafkaAvailable(true).then(
    () => false,
    () => 'SKIPPED: needs a broker that it may stop; neither Docker nor Java 17 with Maven is here',
  );
}

/** A broker that a test may stop: started for it even where the run has one. Ends with the file. */
export async function ownKafka({ givenWillDo = false } = {}): Promise<KafkaServer> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'trm-test-kafka-'));
  const server = await startKafka({ dir, ignoreGiven: !givenWillDo });
  endings.push(async () => {
    await server.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  });
  return server;
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
