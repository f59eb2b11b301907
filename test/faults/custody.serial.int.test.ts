/**
 * Who may seal, tried from outside: two publishers of one participant, one of them asleep while the other works; a
 * zombie that wakes up in the middle of a publication; a database restored from an old backup, and one that is gone.
 * A stream never forks: the auditor finds nothing, sequences have no gap, nothing is doubled. protocol.md 4 step 4.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import {
  ApiClient,
  ApiError,
  type CommandAnswer,
  type ReferralDetail,
  until,
} from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import {
  clientOf,
  draftingOffice,
  submit,
  syntheticDraft,
  untilState,
} from '../../scripts/lib/demo/traffic.ts';
import { untilSettled } from '../../scripts/lib/demo/counts.ts';
import { freePort } from '../../scripts/lib/server-process.ts';
import type { Bus } from '../../services/lib/platform/bus/index.ts';
import { emptied } from '../support/databases.ts';
import {
  audit,
  command,
  onBus,
  onDatabase,
  ownFaults,
  readyz,
  takenFaults,
  testNetwork,
} from '../support/network.ts';
import { lines, startPublisher } from './parts.ts';

const LIMIT_MS = 60_000;
const MAIN = path.join(import.meta.dirname, '../../services/participant/main.ts');

test(
  'two publishers, the holder stopped and continued, 200 sends through both',
  { timeout: 240_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: ['al', 'rs'] });
    const holder = await leaseHolder(network);
    const second = await startSecond(t, network);
    assert.equal(await leaseHolder(network), holder, 'the second waits for the lease of the first');
    const first = clientsAt(network, network.participant('al').url);
    const other = clientsAt(network, second.url);
    const references: string[] = [];
    const send = async (clients: Clients, count: number): Promise<void> => {
      for (let number = 0; number < count; number += 1)
        references.push(await clients.send(references.length));
    };

    await Promise.all([send(first, 40), send(other, 40)]);
    const pid = network.pid('al');
    assert.ok(pid !== null);
    process.kill(pid, 'SIGSTOP');
    t.after(() => {
      // Gone already when all went well.
      if (network.pid('al') === pid) process.kill(pid, 'SIGCONT');
    });
    // It sleeps with whatever it was doing: what is asked of it meanwhile is answered when it wakes up.
    const asleep = send(first, 10);
    await send(other, 40);
    await until('the other has the lease', LIMIT_MS, async () => (await leaseHolder(network)) !== holder);
    await send(other, 20);
    await until('the other publishes', LIMIT_MS, async () => (await unpublished(network)) === 0);
    process.kill(pid, 'SIGCONT');
    await asleep;
    await Promise.all([send(first, 25), send(other, 25)]);

    assert.equal(new Set(references).size, 200);
    await everythingDelivered(network, references);
    await verified(network);
  },
);

test('a zombie that wakes up in the middle of a publication is fenced', { timeout: 120_000 }, async (t) => {
  const network = await testNetwork(t, { participants: ['al', 'rs'] });
  // Drafted and decided, but its own publisher never gets to it: the process is killed where it stands.
  await network.stop('al');
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const zombie = await startPublisher(network, 'al', undefined, (bus) =>
    stoppingBefore(bus, reached, gate.promise),
  );
  t.after(() => zombie.stop());
  // A heartbeat is due by now, so it comes to publish something.
  await network.query(
    'al',
    `update trm.stream set moved_at = moved_at - interval '1 hour' where direction = 'out'`,
  );
  zombie.wake();
  await reached.promise;
  await network.query('al', `update trm.lease set until = clock_timestamp()`);
  await network.start('al');
  await until(
    'the other publishes what the zombie sealed',
    LIMIT_MS,
    async () => (await unpublished(network)) === 0,
  );
  const reference = await submit(network, { from: 'al', to: 'rs' }, syntheticDraft(1, 'rs'));
  lines.length = 0;
  gate.resolve();
  await until('it is fenced', LIMIT_MS, async () => lines.some((line) => line.includes('publisher.fenced')));
  await everythingDelivered(network, [reference]);
  await verified(network);
});

test(
  'an old backup seals nothing until it has been rebuilt; an empty database comes back',
  { timeout: 240_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: ['al', 'rs'] });
    const pair = { from: 'al', to: 'rs' };
    const sent = [await submit(network, pair, syntheticDraft(0, 'rs'))];
    const received = [await submit(network, { from: 'rs', to: 'al' }, syntheticDraft(1, 'al'))];
    await everythingDelivered(network, sent);
    await untilState(network, 'al', received[0] ?? '', ['delivered']);

    await network.stop('al');
    await copyDatabase(network, 'trm_al', 'trm_al_backup');
    await network.start('al');
    for (let number = 0; number < 10; number += 1)
      sent.push(await submit(network, pair, syntheticDraft(number, 'rs')));
    received.push(await submit(network, { from: 'rs', to: 'al' }, syntheticDraft(2, 'al')));
    await everythingDelivered(network, sent);
    await clientOf(network, 'rs', 'duty-officer').post(`/v1/referrals/${sent[3]}/acknowledgements`, {});
    await untilState(network, 'al', sent[3] ?? '', ['acknowledged']);
    await clientOf(network, 'al', 'duty-officer').post(`/v1/referrals/${received[1]}/acknowledgements`, {});
    await untilState(network, 'rs', received[1] ?? '', ['acknowledged']);
    await untilSettled(network);
    const before = await details(network, [...sent, ...received]);
    await network.stop('al');

    await copyDatabase(network, 'trm_al_backup', 'trm_al');
    const [held] = await ownRecords(network);
    await network.start('al');
    const ready = await until('al answers', LIMIT_MS, () => readyz(network, 'al'));
    assert.equal(ready.status, 503);
    assert.equal(ready.checks['publisher'], 'rebuild');
    assert.equal(ready.checks['consumer'], 'rebuild');
    await assert.rejects(submit(network, pair, syntheticDraft(1, 'rs')), namesRebuild);
    // Several slots pass, each of which would bring a heartbeat.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    assert.deepEqual((await ownRecords(network))[0], held, 'nothing of al has come to the bus');
    await network.stop('al');
    assert.deepEqual(await rebuild(network), { exitCode: 0, ok: true });
    await network.start('al');
    await untilReady(network);
    assert.deepEqual(await details(network, [...sent, ...received]), before);
    const [head] = await onBusHead(network);
    const next = await submit(network, pair, syntheticDraft(11, 'rs'));
    await everythingDelivered(network, [next]);
    const [first] = await network.query<{ sequence: number }>(
      'al',
      `select min(sequence)::int as sequence from trm.sealed where stream = 'trm.al.rs/0/1' and sequence > $1`,
      [head?.sequence],
    );
    assert.equal(first?.sequence, (head?.sequence ?? 0) + 1);
    await verified(network);

    // The whole database is gone. This time the participant stays up while it is rebuilt.
    const whole = await details(network, [...sent, ...received, next]);
    await network.stop('al');
    await emptied(network, 'al');
    const [mark] = await ownRecords(network);
    await network.start('al');
    await until(
      'al knows that it knows nothing',
      LIMIT_MS,
      async () => (await readyz(network, 'al'))?.checks['publisher'] === 'rebuild',
    );
    assert.deepEqual((await ownRecords(network))[0], mark, 'nothing of al has come to the bus');
    assert.deepEqual(await rebuild(network), { exitCode: 0, ok: true });
    await untilReady(network);
    assert.deepEqual(await details(network, [...sent, ...received, next]), whole);
    const last = await submit(network, pair, syntheticDraft(12, 'rs'));
    await everythingDelivered(network, [last]);
    await verified(network);
  },
);

test(
  'twenty parallel POSTs under one key do one thing, again after a restart',
  { timeout: 120_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: ['al', 'rs'] });
    const office = draftingOffice(network, 'al');
    const worker = network.token('al', 'case-worker', { office });
    const focal = network.token('al', 'national-focal-point');
    const draft = syntheticDraft(1, 'rs');
    const drafted = await twenty(network, '/v1/referrals', worker, draft, 'one-draft');
    const { reference } = drafted;
    const submitted = await twenty(
      network,
      `/v1/referrals/${reference}/submissions`,
      focal,
      {},
      'one-submission',
    );
    await everythingDelivered(network, [reference]);
    await network.stop('al');
    await network.start('al');
    assert.deepEqual(await twenty(network, '/v1/referrals', worker, draft, 'one-draft'), drafted);
    assert.deepEqual(
      await twenty(network, `/v1/referrals/${reference}/submissions`, focal, {}, 'one-submission'),
      submitted,
    );
    const [row] = await network.query(
      'al',
      `select (select count(*)::int from trm.referral) as referrals, (select count(*)::int from trm.message where direction = 'out') as messages`,
    );
    assert.deepEqual(row, { referrals: 1, messages: 1 });
    await verified(network);
  },
);

async function twenty(
  network: Network,
  route: string,
  token: string,
  body: object,
  key: string,
): Promise<CommandAnswer> {
  const ask = async (): Promise<string> => {
    for (;;) {
      const response = await fetch(network.participant('al').url + route, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      if (response.status === 201) return text;
      assert.equal(response.status, 409, text);
      assert.equal((JSON.parse(text) as { code: string }).code, 'idempotency-in-progress');
    }
  };
  const answers = new Set(await Promise.all(Array.from({ length: 20 }, ask)));
  assert.equal(answers.size, 1, 'all of them have the same answer');
  return JSON.parse([...answers][0] ?? '') as CommandAnswer;
}

interface Clients {
  send(number: number): Promise<string>;
}

function clientsAt(network: Network, url: string): Clients {
  const worker = new ApiClient(
    url,
    network.token('al', 'case-worker', { office: draftingOffice(network, 'al') }),
  );
  const focal = new ApiClient(url, network.token('al', 'national-focal-point'));
  return {
    async send(number) {
      const { reference } = await worker.post<CommandAnswer>('/v1/referrals', syntheticDraft(number, 'rs'));
      await focal.post(`/v1/referrals/${reference}/submissions`, {});
      return reference;
    },
  };
}

/** A second process on the same configuration, at a port of its own. */
async function startSecond(t: TestContext, network: Network): Promise<{ url: string; child: ChildProcess }> {
  const port = await freePort();
  const child = spawn(process.execPath, [MAIN, 'start', '--config', network.participant('al').config], {
    stdio: 'ignore',
    env: { ...process.env, TRM_HTTP_PORT: String(port) },
  });
  t.after(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  await until(
    'the second process answers',
    LIMIT_MS,
    async () => (await fetch(`${url}/healthz`).catch(() => null))?.ok,
  );
  return { url, child };
}

/** The bus whose first publication of records waits until `gate` opens. */
function stoppingBefore(bus: Bus, reached: PromiseWithResolvers<void>, gate: Promise<void>): Bus {
  return {
    ...bus,
    openWriter: async (participant) => {
      const writer = await bus.openWriter(participant);
      return {
        ...writer,
        publish: async (records) => {
          reached.resolve();
          await gate;
          return writer.publish(records);
        },
      };
    },
  };
}

async function leaseHolder(network: Network): Promise<string> {
  const [row] = await network.query<{ holder: string }>(
    'al',
    `select holder from trm.lease where name = 'publisher'`,
  );
  return row?.holder ?? '';
}

async function unpublished(network: Network): Promise<number> {
  const [row] = await network.query<{ waiting: number }>(
    'al',
    `select (select count(*) from trm.outbox)::int + (select coalesce(sum(sequence - published), 0) from trm.stream where direction = 'out')::int as waiting`,
  );
  return row?.waiting ?? -1;
}

async function everythingDelivered(network: Network, references: readonly string[]): Promise<void> {
  await until(`${references.length} referrals are delivered`, LIMIT_MS, async () => {
    const [row] = await network.query<{ waiting: number }>(
      'al',
      `select count(*)::int as waiting from trm.referral where reference = any($1) and state in ('draft', 'submitted')`,
      [references],
    );
    return row?.waiting === 0;
  });
  const there = await network.query<{ reference: string }>(
    'rs',
    `select reference from trm.referral where reference = any($1)`,
    [references],
  );
  assert.deepEqual(there.map((row) => row.reference).sort(), [...references].sort());
}

async function verified(network: Network): Promise<void> {
  await untilSettled(network);
  for (const id of ['al', 'rs']) {
    // A heartbeat may have been sealed a moment ago.
    await until(`${id} has published all`, LIMIT_MS, async () => (await ownFaults(network, id)).length === 0);
    assert.deepEqual(await takenFaults(network, id), []);
  }
  assert.deepEqual((await audit(network)).faults, []);
}

function namesRebuild(error: unknown): boolean {
  assert.ok(error instanceof ApiError);
  assert.equal(error.status, 503);
  assert.equal(error.code, 'not-ready');
  assert.match(error.problem.detail ?? '', /rebuild/);
  return true;
}

async function untilReady(network: Network): Promise<void> {
  await until('al is ready', LIMIT_MS, async () => (await readyz(network, 'al'))?.status === 200);
}

async function rebuild(network: Network): Promise<{ exitCode: number; ok: boolean }> {
  const { exitCode, stdout } = await command('services/participant/main.ts', [
    'rebuild',
    '--config',
    network.participant('al').config,
    '--json',
  ]);
  return { exitCode, ok: (JSON.parse(stdout) as { ok: boolean }).ok };
}

/** Everything that al ever put on the bus. */
async function ownRecords(network: Network) {
  return onBus<{ count: number; last: string }>(
    network,
    `select count(*)::int as count, max(position)::text as last from bus.record where topic like 'trm.al.%'`,
  );
}

async function onBusHead(network: Network) {
  return network.query<{ sequence: number }>(
    'al',
    `select sequence from trm.stream where name = 'trm.al.rs/0/1'`,
  );
}

async function copyDatabase(network: Network, from: string, to: string): Promise<void> {
  const admin = network.postgres.adminUrl();
  await onDatabase(admin, `drop database if exists ${to} with (force)`);
  await onDatabase(admin, `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [
    from,
  ]);
  await onDatabase(admin, `create database ${to} template ${from}`);
}

/** What a person sees of each referral, without what was local to the lost database; a rebuild reads own records first. */
async function details(network: Network, references: readonly string[]): Promise<readonly object[]> {
  const client = clientOf(network, 'al', 'national-focal-point');
  const found: object[] = [];
  for (const reference of references) {
    const { state, direction, persons, basis, timeline } = await client.get<ReferralDetail>(
      `/v1/referrals/${reference}`,
    );
    found.push({
      reference,
      state,
      direction,
      persons,
      basis,
      timeline: timeline
        .filter((entry) => entry.delivery !== 'local')
        .map(({ message, type, from, stream, sequence, delivery, content }) => ({
          message,
          type,
          from,
          stream,
          sequence,
          delivery,
          content,
        }))
        .sort((a, b) => ((a.message ?? '') < (b.message ?? '') ? -1 : 1)),
    });
  }
  return found;
}
