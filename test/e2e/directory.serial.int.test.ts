/**
 * A directory between two participants, tried from outside: what two people have confirmed reaches the partner as signed
 * entries, and what became of it too; what is not for everyone is in no byte of the bus, of the partner or of a log.
 * After it: a partner's database that is made anew, and an old back-up of the own one. domain.md 7; formats.md 6.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ApiClient, until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { clientOf } from '../../scripts/lib/demo/traffic.ts';
import { copyDatabase, emptied, rebuilt } from '../support/databases.ts';
import { audit, command, incidents, onBus, onDatabase, ownFaults, testNetwork } from '../support/network.ts';
import { newCanary, Search } from './canary.ts';

const LIMIT_MS = 40_000;
const DAY_MS = 86_400_000;
const dayBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

interface Shown {
  readonly id: string;
  readonly participant: string | null;
  readonly standing: string;
  readonly stale: boolean;
  readonly verifiedOn: string | null;
  readonly vacant: readonly string[];
  readonly entry: Readonly<Record<string, unknown>> | null;
  readonly persons: readonly object[];
}

const hidden: string[] = [];
const secret = (): string => {
  const canary = newCanary();
  hidden.push(canary);
  return canary;
};

/** Every member that is not for everyone holds a canary, and the name one that has to be found. */
const PUBLIC_NAME = newCanary();
const appointment = secret();
const subject = secret();
const always = { timeZone: 'Europe/Belgrade', always: true };
const desk = (more: object = {}): object => ({
  id: 'desk',
  name: PUBLIC_NAME,
  office: 'coordinator-office',
  functions: ['coordination'],
  kind: 'coordinator',
  aliases: [secret()],
  hours: always,
  channels: [{ channel: 'duty-phone', value: secret(), source: secret(), confirmed: true }],
  address: secret(),
  confidentiality: { aliases: 'participant', address: 'duty-desk', languages: 'participant' },
  languages: ['rom'],
  verifiedOn: dayBefore(3),
  source: 'the participant itself',
  asOf: dayBefore(3),
  ...more,
});
const shelter = (): object => ({
  id: 'house',
  name: secret(),
  functions: ['accommodation'],
  kind: 'shelter',
  hours: always,
  address: secret(),
  confidentiality: { name: 'duty-desk', hours: 'participant' },
  verifiedOn: '2020-02-01',
  source: 'the participant itself',
  asOf: '2020-02-01',
});

test('a directory between two participants', { timeout: 300_000 }, async (t) => {
  const network = await testNetwork(t, { participants: ['al', 'rs'] });
  const focal = clientOf(network, 'al', 'national-focal-point');
  const second = clientOf(network, 'al', 'national-focal-point', { index: 1 });
  const duty = clientOf(network, 'al', 'duty-officer');

  async function inForce(content: object): Promise<void> {
    const { id } = await focal.post<{ id: string }>('/v1/directory-changes', content);
    await second.post(`/v1/directory-changes/${id}/confirmations`, { text: secret() });
  }
  const partnerShows = async (id: string, wanted: Partial<Shown>): Promise<Shown> =>
    until(`rs shows ${id} as ${JSON.stringify(wanted)}`, LIMIT_MS, async () =>
      (await shown(network)).find(
        (item) =>
          item.id === id &&
          Object.entries(wanted).every(
            ([name, value]) => JSON.stringify(item[name as keyof Shown]) === JSON.stringify(value),
          ),
      ),
    );

  await t.test('what was confirmed reaches the partner, field by field, with its staleness', async () => {
    const { id } = await focal.post<{ id: string }>('/v1/directory-changes', {
      contactPoints: [desk(), shelter()],
      appointments: [
        {
          id: appointment,
          contactPoint: 'desk',
          function: 'coordination',
          subject,
          rank: 'holder',
          from: '2026-01-01T00:00:00.000Z',
          notify: [{ channel: 'mail', address: `${secret()}@example.org` }],
        },
        {
          id: secret(),
          contactPoint: 'house',
          function: 'accommodation',
          subject: secret(),
          rank: 'deputy',
          from: '2026-01-01T00:00:00.000Z',
        },
      ],
      shifts: [
        {
          id: secret(),
          contactPoint: 'desk',
          function: 'coordination',
          subject,
          from: '2026-01-01T00:00:00.000Z',
          to: '2026-01-02T00:00:00.000Z',
        },
      ],
      text: secret(),
    });
    assert.deepEqual(await shown(network), []);
    await second.post(`/v1/directory-changes/${id}/confirmations`, {});
    const { entry, participant, persons } = await partnerShows('desk', { standing: 'works', stale: false });
    assert.deepEqual([participant, persons], ['al', []]);
    assert.deepEqual(entry, {
      id: 'desk',
      name: PUBLIC_NAME,
      functions: ['coordination'],
      kind: 'coordinator',
      hours: always,
      source: 'the participant itself',
      asOf: dayBefore(3),
      verifiedOn: dayBefore(3),
    });
    const house = await partnerShows('house', { standing: 'stale', stale: true, verifiedOn: '2020-02-01' });
    assert.deepEqual(Object.keys(house.entry ?? {}).toSorted(), [
      'asOf',
      'functions',
      'id',
      'kind',
      'source',
      'verifiedOn',
    ]);
  });

  await t.test('edits, a verification, a suspension, absences and endings follow', async () => {
    await inForce({ contactPoints: [desk({ services: ['legal-aid'] })] });
    const { entry } = await partnerShows('desk', { standing: 'works', verifiedOn: dayBefore(3) });
    await until('rs reads the edit', LIMIT_MS, async () =>
      (await shown(network)).some((item) => 'services' in (item.entry ?? {})),
    );
    assert.equal(entry?.['name'], PUBLIC_NAME);
    await duty.post('/v1/contact-points/desk/verifications', { how: 'called' });
    await partnerShows('desk', { standing: 'works', verifiedOn: dayBefore(0) });
    await duty.post('/v1/contact-points/house/verifications', { how: 'visited' });
    await partnerShows('house', { standing: 'works', stale: false });
    // What is for nobody else changes nothing for them.
    const before = await count(network);
    await inForce({ contactPoints: [desk({ services: ['legal-aid'] })] });
    await duty.post('/v1/contact-points/desk/suspensions', { reason: 'unsafe' });
    await partnerShows('desk', { standing: 'suspended', entry: null });
    assert.equal((await count(network)) - before, 1, 'one entry, that of the suspension');
    await inForce({ contactPoints: [desk({ services: ['legal-aid'] })] });
    await partnerShows('desk', { standing: 'works' });
    const away = { subject, from: new Date(Date.now() - 1000).toISOString() };
    const back = new Date(Date.now() + 4_000).toISOString();
    await focal.post('/v1/absences', { ...away, to: back });
    await partnerShows('desk', { standing: 'vacant', vacant: ['coordination'] });
    // Time alone brings them back.
    await partnerShows('desk', { standing: 'works', vacant: [] });
    await focal.post(`/v1/appointments/${appointment}/endings`, {});
    await partnerShows('desk', { standing: 'vacant', vacant: ['coordination'] });
  });

  await t.test('nothing hidden is on the bus, at the partner or in a log; and it verifies', async () => {
    const search = new Search([...hidden, PUBLIC_NAME]);
    const rows = await onBus<{ topic: string; key: string; value: Buffer }>(
      network,
      `select topic, key, value from bus.record`,
    );
    assert.ok(rows.filter(({ topic }) => topic === 'trm.al.public').length >= 9);
    const texts = rows.map(({ topic, key, value }) => `${topic} ${key} ${value.toString('utf8')}`);
    const decoded = texts.flatMap((text) =>
      text.split(/[^A-Za-z0-9_-]+/).map((part) => Buffer.from(part, 'base64url').toString('utf8')),
    );
    assert.deepEqual(search.traces([...texts, ...decoded].join('\n')), [PUBLIC_NAME]);
    assert.ok(hidden.length >= 20, `${hidden.length} canaries`);
    const tables = await onDatabase<{ name: string }>(
      network.participant('rs').adminDatabaseUrl,
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const theirs: string[] = [];
    for (const { name } of tables)
      for (const { row } of await network.query<{ row: string }>(
        'rs',
        `select to_jsonb(r)::text as row from ${name} r`,
      ))
        theirs.push(row);
    assert.deepEqual(search.traces(theirs.join('\n')), [PUBLIC_NAME]);
    const logs = readdirSync(path.join(network.dir, 'logs'))
      .filter((name) => !name.startsWith('postgres'))
      .map((name) => readFileSync(path.join(network.dir, 'logs', name), 'utf8'));
    assert.ok(logs.join('').length > 1_000);
    assert.deepEqual(search.traces(logs.join('\n')), []);
    await verified(network);
  });

  await t.test('a partner’s database that is made anew from the bus shows the same', async () => {
    const before = await shown(network);
    await network.stop('rs');
    await emptied(network, 'rs');
    await rebuilt(network, 'rs');
    await network.start('rs');
    await network.untilReady();
    assert.deepEqual(await shown(network), before);
    assert.deepEqual(
      (await incidents(network, 'rs')).filter(({ code }) => code !== 'silent'),
      [],
    );
    await verified(network);
  });

  await t.test(
    'a directory that went back to an old back-up is told to the partner as it stands',
    async () => {
      await network.stop('al');
      await copyDatabase(network, 'trm_al', 'trm_al_backup');
      await network.start('al');
      await network.untilReady();
      await inForce({ closed: ['house'] });
      await partnerShows('house', { standing: 'closed', entry: null });
      await network.stop('al');
      await copyDatabase(network, 'trm_al_backup', 'trm_al');
      await rebuilt(network, 'al');
      await network.start('al');
      await network.untilReady();
      const own = (await focal.get<{ items: readonly Shown[] }>('/v1/directory')).items;
      assert.equal(own.find(({ id }) => id === 'house')?.standing, 'works');
      await partnerShows('house', { standing: 'works', verifiedOn: dayBefore(0) });
      await verified(network);
    },
  );
});

/** Of `al`, as anybody at the partner sees it. */
async function shown(network: Network): Promise<readonly Shown[]> {
  const office = network.participant('rs').tokens.find(({ role }) => role === 'case-worker')?.office ?? '';
  const worker = new ApiClient(network.participant('rs').url, network.token('rs', 'case-worker', { office }));
  return (await worker.get<{ items: readonly Shown[] }>('/v1/directory?participant=al')).items;
}

async function count(network: Network): Promise<number> {
  const rows = await onBus(network, `select 1 from bus.record where topic = 'trm.al.public'`);
  return rows.length;
}

async function verified(network: Network): Promise<void> {
  for (const id of ['al', 'rs'])
    await until(`${id} has published all`, LIMIT_MS, async () => (await ownFaults(network, id)).length === 0);
  assert.deepEqual((await audit(network)).faults, []);
  const { exitCode, stdout, stderr } = await command('scripts/audit.ts', [
    'verify',
    '--data',
    network.dir,
    '--json',
  ]);
  assert.equal(exitCode, 0, stdout + stderr);
}
