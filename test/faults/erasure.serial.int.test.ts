/**
 * Erasure where things go wrong: a command that is cut at each of its calls, a stripping run that dies anywhere, records
 * that lose their payload before anybody says why, full forms that somebody puts back. Whatever happens, an erasure has
 * happened whole or not at all, and what was stripped stays stripped. protocol.md 7.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { type ReferralDetail, until } from '../../scripts/lib/demo/api.ts';
import { untilSettled } from '../../scripts/lib/demo/counts.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import {
  clientOf,
  draftingOffice,
  submit,
  syntheticDraft,
  untilState,
} from '../../scripts/lib/demo/traffic.ts';
import { republish } from '../../services/gateway/publisher/publishing.ts';
import { Stripping } from '../../services/gateway/publisher/stripping.ts';
import { type BusWriter, openBus } from '../../services/lib/platform/bus/index.ts';
import { openPool } from '../../services/lib/platform/db/index.ts';
import { audit, command, incidents, onBus, onDatabase, readyz, testNetwork } from '../support/network.ts';
import { CutPoint, commandDoor, configOf, secretsOf } from './parts.ts';

const LIMIT_MS = 60_000;
const LEAST_POINTS = 20;
const MOST_POINTS = 600;
const STREAM = 'trm.al.rs/0/1';

test('the command is cut at its k-th call: erased whole, or not at all', { timeout: 240_000 }, async (t) => {
  const network = await testNetwork(t, { participants: ['al', 'rs'] });
  const officer = network.token('al', 'data-protection-officer');
  let { reference, subjects } = await siblings(network);
  const places = new Set<string>();
  let wholes = 0;
  let k = 0;
  for (let isCut = true; isCut;) {
    k += 1;
    assert.ok(k < MOST_POINTS, 'a command comes to its end');
    const before = await held(network, reference, subjects[0]);
    const point = new CutPoint(k);
    const door = await commandDoor(network, 'al', point);
    const path = `/v1/referrals/${reference}/erasures`;
    const body = { scope: 'persons', reasons: ['objection'], subjects: [subjects[0]] };
    await door.post(path, officer, body, `erasure-${reference}`).catch(() => null);
    await door.close();
    isCut = point.isCut;
    if (isCut) places.add(point.place);
    const now = await until('its connections have ended', LIMIT_MS, async () => {
      const found = await held(network, reference, subjects[0]);
      // What was not committed is given up by the server a moment after the cut.
      return found.erasures === 1 || JSON.stringify(found) === JSON.stringify(before) ? found : null;
    });
    if (now.erasures === 0) continue;
    wholes += 1;
    assert.deepEqual(now, { erasures: 1, messages: 1, declared: 1, keys: 0, rings: 0, drafts: 0, routes: 0 });
    ({ reference, subjects } = await siblings(network));
  }
  t.diagnostic(`erasure: cut at k = 1 to ${k - 1} (${[...places].sort().join(', ')})`);
  assert.ok(k > LEAST_POINTS && wholes >= 2, `${k - 1} points, ${wholes} of them after the commit`);
  await untilSettled(network);
  assert.deepEqual((await audit(network)).faults, []);
});

test('the stripping run is cut at its k-th call, and goes on', { timeout: 240_000 }, async (t) => {
  const network = await testNetwork(t, { participants: ['al', 'rs'] });
  const { reference, subjects } = await siblings(network);
  const rings = await network.query<{ sequence: number; ring: string }>(
    'al',
    `select sequence, ring from trm.payload_ring where stream = $1`,
    [STREAM],
  );
  const through = await erasedAt(network, 'al', reference, subjects[0]);
  await untilStripped(network, through);
  await network.stop('al');
  const { databaseUrl, bus: busSecrets } = secretsOf(configOf(network, 'al'), 'gateway');
  const whole = openPool(databaseUrl, { maxConnections: 2 });
  const bus = await openBus(busSecrets);
  t.after(async () => {
    await bus.close();
    await whole.close();
  });
  const places = new Set<string>();
  for (let k = 1; ; k += 1) {
    // As it was before: full forms in the table and on the bus.
    await whole.query(`update trm.stream set stripped = 0 where name = $1`, [STREAM]);
    for (const { sequence, ring } of rings)
      await whole.query(`insert into trm.payload_ring values ($1, $2, $3) on conflict do nothing`, [
        STREAM,
        sequence,
        ring,
      ]);
    const restoring = await bus.openWriter('al');
    await republish(
      whole,
      restoring,
      STREAM,
      rings.map(({ sequence }) => sequence),
    );
    assert.ok((await withPayload(network)).includes(1), 'it is full again');
    const point = new CutPoint(k);
    const db = openPool(databaseUrl, { maxConnections: 1, onCall: point.onDatabaseCall });
    const cut = await new Stripping(db, () => new Date())
      .run(cutWriter(await bus.openWriter('al'), point))
      .catch(() => null);
    await db.close();
    if (point.isCut) places.add(point.place);
    await new Stripping(whole, () => new Date()).run(await bus.openWriter('al'));
    const full = await withPayload(network);
    assert.ok(
      full.every((sequence) => sequence > through),
      `after a cut ${point.place}: ${full.join()} through ${through}`,
    );
    assert.ok(full.length > 0, 'what nobody erased keeps its payload');
    const kept = await whole.query(`select 1 from trm.payload_ring where stream = $1 and sequence <= $2`, [
      STREAM,
      through,
    ]);
    assert.equal(kept.length, 0);
    if (!point.isCut) {
      assert.ok((cut ?? 0) >= through);
      break;
    }
  }
  t.diagnostic(`stripping: cut ${[...places].sort().join(', ')}`);
  for (const place of ['before publish', 'after publish']) assert.ok(places.has(place), place);
  assert.deepEqual((await audit(network)).faults, []);

  // By age: everything that rs has witnessed, heartbeats too, and nothing else.
  const [head] = await whole.query<{ witnessed: number }>(
    `select witnessed from trm.stream where name = $1`,
    [STREAM],
  );
  await new Stripping(whole, () => new Date(), { afterMs: 0 }).run(await bus.openWriter('al'));
  assert.ok((await withPayload(network)).every((sequence) => sequence > (head?.witnessed ?? 0)));
  await network.start('al');
  await untilSettled(network);
  assert.deepEqual((await audit(network, undefined, { strippedAfterMs: 0 })).faults, []);
});

test(
  'a payload is gone before anybody says why: held, asked for, taken once its sender has said so',
  { timeout: 120_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: ['al', 'rs'] });
    const { reference, subjects } = await siblings(network);
    await network.stop('rs');
    const focal = clientOf(network, 'al', 'national-focal-point');
    await focal.post(`/v1/referrals/${reference}/disclosures`, {
      tier: 't2',
      forBody: 'House (invented)',
      persons: [{ subject: subjects[0], givenName: 'Invented' }],
    });
    const [disclosed] = await until('it is published', LIMIT_MS, async () => {
      const rows = await network.query<{ id: string; sequence: number }>(
        'al',
        `select s.id, s.sequence from trm.message m join trm.sealed s on s.id = m.id join trm.stream h on h.name = s.stream
       where m.reference = $1 and m.type = 'referral.disclosed' and h.published >= s.sequence`,
        [reference],
      );
      return rows.length === 1 ? rows : null;
    });
    assert.ok(disclosed);
    await erasedAt(network, 'al', reference, subjects[0]);
    // The bus gives it without its payload, as it would if it had been published only after the erasure.
    await onBus(
      network,
      `update bus.record set value = convert_to(regexp_replace(convert_from(value, 'UTF8'), ',"payload":".*"}$', '}'), 'UTF8')
     where topic = 'trm.al.rs' and key = $1`,
      [disclosed.id],
    );
    await network.start('rs');
    await until('rs has taken all of it', LIMIT_MS, async () =>
      (await detail(network, 'rs', reference)).timeline.some(({ type }) => type === 'data.erased'),
    );
    const told = (await detail(network, 'rs', reference)).timeline.find(
      ({ type }) => type === 'referral.disclosed',
    );
    assert.equal(told?.content, null);
    assert.equal(told.delivery, 'delivered');
    await untilSettled(network);
    const open = (await incidents(network, 'rs')).filter(
      ({ code, state }) => state === 'open' && !['silent', 'erasure-asked'].includes(code),
    );
    assert.deepEqual(open, []);
    await until('al has stripped', LIMIT_MS, async () =>
      (await withPayload(network)).every((sequence) => sequence > disclosed.sequence),
    );
    assert.deepEqual((await audit(network)).faults, []);
  },
);

test('a full form that somebody puts back is stripped again', { timeout: 120_000 }, async (t) => {
  const network = await testNetwork(t, { participants: ['al', 'rs'] });
  const { reference, subjects } = await siblings(network);
  const [full] = await onBus<{ key: string; value: Buffer }>(
    network,
    `select key, value from bus.record where topic = 'trm.al.rs' and position = 0`,
  );
  assert.ok(full);
  const through = await erasedAt(network, 'al', reference, subjects[0]);
  await untilStripped(network, through);
  await onBus(network, `insert into bus.record select 'trm.al.rs', 0, bus.end_of('trm.al.rs', 0), $1, $2`, [
    full.key,
    full.value,
  ]);
  await onBus(network, `select pg_notify('trm_bus', 'trm.al.rs')`);
  await until('it is gone again', LIMIT_MS, async () => {
    const rows = await onBus<{ value: Buffer }>(
      network,
      `select value from bus.record where topic = 'trm.al.rs' and key = $1 order by position`,
      [full.key],
    );
    return rows.length === 1 && !rows[0]?.value.includes('"payload"');
  });
  const rows = await network.query('rs', `select 1 from trm.taken where stream = $1 and sequence = 1`, [
    STREAM,
  ]);
  assert.equal(rows.length, 1);
  await untilSettled(network);
  assert.deepEqual((await audit(network)).faults, []);
});

test(
  'a closed referral is erased as a whole; the other side keeps it on a ground that it names',
  { timeout: 120_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: ['al', 'rs'] });
    const reference = await submit(network, { from: 'al', to: 'rs' }, syntheticDraft(0, 'rs'));
    await untilState(network, 'rs', reference, ['delivered']);
    const officer = clientOf(network, 'al', 'data-protection-officer');
    const { persons } = await detail(network, 'al', reference);
    const subjects = (persons ?? []).map(({ subject }) => subject as string);
    const all = { scope: 'all', reasons: ['retention-ended'], subjects };
    await assert.rejects(officer.post(`/v1/referrals/${reference}/erasures`, all), {
      code: 'transition-not-allowed',
    });
    await clientOf(network, 'rs', 'duty-officer').post(`/v1/referrals/${reference}/acknowledgements`, {});
    await clientOf(network, 'rs', 'national-focal-point').post(`/v1/referrals/${reference}/declines`, {
      reasons: ['no-capacity'],
      text: 'The house is full.',
    });
    await untilState(network, 'al', reference, ['declined']);
    await untilSettled(network);
    await officer.post(`/v1/referrals/${reference}/erasures`, all);
    await untilState(network, 'rs', reference, ['erased']);
    const other = clientOf(network, 'rs', 'data-protection-officer');
    await assert.rejects(
      other.post(`/v1/referrals/${reference}/erasure-receipts`, { outcome: 'kept', subjects }),
      (error: { problem?: { guard?: string; who?: string } }) =>
        error.problem?.guard === 'erasure-ground' && error.problem.who === 'data-protection-officer',
    );
    await other.post(`/v1/referrals/${reference}/erasure-receipts`, {
      outcome: 'kept',
      grounds: ['legal-claims'],
      subjects,
    });
    await untilSettled(network);
    const here = await detail(network, 'al', reference);
    assert.equal(here.state, 'erased');
    assert.equal(here.persons, null);
    assert.ok(here.timeline.every(({ content }) => content === null || Object.keys(content).length === 0));
    const there = await detail(network, 'rs', reference);
    assert.equal(there.state, 'erased');
    assert.equal(there.persons?.length, 1, 'rs keeps its copy, and has said on what ground');
    const left = async (id: string): Promise<number> =>
      (await network.query(id, `select 1 from trm.content_key where reference = $1`, [reference])).length;
    assert.equal(await left('al'), 0);
    assert.ok((await left('rs')) > 0);
    assert.ok(
      (await incidents(network, 'rs')).every(
        ({ code, state }) => code !== 'erasure-asked' || state === 'mended',
      ),
    );
    assert.deepEqual((await audit(network)).faults, []);
  },
);

test(
  'a domestic referral has one copy, and one of its persons is erased from it',
  { timeout: 120_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: ['al', 'rs'] });
    const { reference, subjects } = await siblings(network, 'al');
    await clientOf(network, 'al', 'data-protection-officer').post(`/v1/referrals/${reference}/erasures`, {
      scope: 'persons',
      reasons: ['objection'],
      subjects: [subjects[0]],
    });
    await until('it is taken', LIMIT_MS, async () =>
      (await detail(network, 'al', reference)).timeline.some(
        ({ type, delivery }) => type === 'data.erased' && delivery === 'delivered',
      ),
    );
    const told = await detail(network, 'al', reference);
    assert.deepEqual(
      told.persons?.map(({ subject }) => subject),
      [subjects[1]],
    );
    const keys = await network.query<{ subject: string }>(
      'al',
      `select subject from trm.content_key where reference = $1 and subject is not null`,
      [reference],
    );
    assert.deepEqual(keys, [{ subject: subjects[1] }]);
    await until('the sealed bytes are gone too', LIMIT_MS, async () => {
      const rings = await network.query(
        'al',
        `select 1 from trm.payload_ring r join trm.sealed s using (stream, sequence) join trm.message m on m.id = s.id where m.reference = $1 and m.type = 'referral.submitted'`,
        [reference],
      );
      return rings.length === 0;
    });
  },
);

test(
  'what waits to be sealed and names an erased person is not sent; what names others goes',
  { timeout: 120_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: ['al', 'rs'] });
    const { reference, subjects } = await siblings(network);
    await network.stop('al');
    // Decided while no publisher is there, as when the bus is away.
    const door = await commandDoor(network, 'al');
    t.after(() => door.close());
    const focal = network.token('al', 'national-focal-point');
    const officer = network.token('al', 'data-protection-officer');
    const disclosed = async (subject: string): Promise<string> =>
      (
        await door.post(`/v1/referrals/${reference}/disclosures`, focal, {
          tier: 't2',
          forBody: 'House (invented)',
          persons: [{ subject, givenName: 'Invented' }],
        })
      )['message'] ?? '';
    const [first, second] = [await disclosed(subjects[0]), await disclosed(subjects[1])];
    const erasing = { scope: 'persons', reasons: ['objection'] };
    await assert.rejects(
      door.post(`/v1/referrals/${reference}/erasures`, officer, { ...erasing, subjects: [randomUUID()] }),
      /422 .*subjects/,
    );
    await door.post(`/v1/referrals/${reference}/erasures`, officer, { ...erasing, subjects: [subjects[0]] });
    const notSent = await network.query<{ id: string; code: string }>(
      'al',
      `select id, code from trm.not_sent`,
    );
    assert.deepEqual(notSent, [{ id: first, code: 'erased' }]);
    await network.start('al');
    await untilSettled(network);
    const told = (await detail(network, 'rs', reference)).timeline.filter(
      ({ type }) => type === 'referral.disclosed' || type === 'data.erased',
    );
    assert.deepEqual(
      told.map(({ message }) => message === second).sort(),
      [false, true],
      'the disclosure about the other, and the erasure',
    );
    assert.equal(
      (await detail(network, 'al', reference)).timeline.find(({ message }) => message === first)?.delivery,
      'not-sent',
    );

    // A submission that is not sealed yet has gone nowhere: it cannot be erased from the chain.
    await network.stop('al');
    const office = draftingOffice(network, 'al');
    const { reference: fresh = '' } = await door.post(
      '/v1/referrals',
      network.token('al', 'case-worker', { office }),
      syntheticDraft(1, 'rs'),
    );
    await door.post(`/v1/referrals/${fresh}/submissions`, focal, {});
    const [person] = (syntheticDraft(1, 'rs') as { persons: { subject: string }[] }).persons;
    await assert.rejects(
      door.post(`/v1/referrals/${fresh}/erasures`, officer, {
        ...erasing,
        subjects: [person?.subject ?? ''],
      }),
      /503/,
    );
    await network.start('al');
    await untilSettled(network);
    assert.deepEqual((await audit(network)).faults, []);
  },
);

test(
  'a person asks, is answered, and is told right: access, rectification, breach',
  { timeout: 120_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: ['al', 'rs'] });
    const { reference, subjects } = await siblings(network);
    const [here, there] = (['al', 'rs'] as const).map((id) =>
      clientOf(network, id, 'data-protection-officer'),
    );
    assert.ok(here && there);
    const on = new Date().toISOString().slice(0, 10);
    const at = `/v1/referrals/${reference}`;
    await here.post(`${at}/access-requests`, { subjects: [subjects[0]], receivedOn: on });
    await untilSettled(network);
    await there.post(`${at}/access-answers`, {
      persons: [{ subject: subjects[0], held: ['protection-profile'] }],
      purposes: ['protection-referral'],
    });
    await there.post(`${at}/rectifications`, { persons: [{ subject: subjects[0], ageBand: '0-8' }] });
    await here.post(`${at}/breach-notices`, {
      reasons: ['device-lost'],
      discoveredOn: on,
      measures: ['access-revoked'],
      contact: { function: 'national-focal-point', channel: 'duty-phone' },
    });
    await untilSettled(network);
    for (const id of ['al', 'rs']) {
      const { timeline, state } = await detail(network, id, reference);
      const data = timeline.filter(({ type }) => type.startsWith('data.'));
      assert.equal(state, 'accepted', 'none of them moves the case');
      assert.deepEqual(
        data.map(({ type, delivery }) => `${type} ${delivery}`).sort(),
        ['access-provided', 'access-requested', 'breach-notified', 'rectified'].map(
          (name) => `data.${name} delivered`,
        ),
      );
    }
    assert.deepEqual((await audit(network)).faults, []);
  },
);

test(
  'an old backup meets an erasure that has lost its own subjects: then nothing of that referral is kept',
  { timeout: 180_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: ['al', 'rs'] });
    const { reference, subjects } = await siblings(network);
    const { reference: other } = await siblings(network);
    await network.stop('al');
    await copyDatabase(network, 'trm_al', 'trm_al_backup');
    await network.start('al');
    await erasedAt(network, 'al', reference, subjects[0]);
    await untilSettled(network);
    await until('rs has witnessed it', LIMIT_MS, async () => {
      const [row] = await network.query<{ open: number }>(
        'al',
        `select count(*)::int as open from trm.sealed s join trm.message m on m.id = s.id join trm.stream h on h.name = s.stream
         where m.type = 'data.erased' and s.sequence > h.witnessed`,
      );
      return row?.open === 0;
    });
    await network.stop('al');
    const { databaseUrl, bus: busSecrets } = secretsOf(configOf(network, 'al'), 'gateway');
    const db = openPool(databaseUrl, { maxConnections: 2 });
    const bus = await openBus(busSecrets);
    // Two weeks later.
    await new Stripping(db, () => new Date(), { afterMs: 0 }).run(await bus.openWriter('al'));
    await db.close();
    await bus.close();
    await copyDatabase(network, 'trm_al_backup', 'trm_al');
    const { config } = network.participant('al');
    const { exitCode, stderr } = await command('services/participant/main.ts', [
      'rebuild',
      '--config',
      config,
      '--json',
    ]);
    assert.equal(exitCode, 0, stderr);
    await network.start('al');
    await until('al is ready', LIMIT_MS, async () => (await readyz(network, 'al'))?.status === 200);
    const keys = async (of: string): Promise<number> =>
      (await network.query('al', `select 1 from trm.content_key where reference = $1`, [of])).length;
    assert.equal(await keys(reference), 0, 'nobody can say whom it named, so all of it goes');
    assert.ok((await keys(other)) > 0, 'and nothing of any other referral');
    assert.equal((await detail(network, 'al', reference)).state, 'accepted');
    const { persons } = await detail(network, 'al', other);
    assert.equal(persons?.length, 2);
    await untilSettled(network);
    assert.deepEqual((await audit(network, undefined, { strippedAfterMs: 0 })).faults, []);
  },
);

async function copyDatabase(network: Network, from: string, to: string): Promise<void> {
  const admin = network.postgres.adminUrl();
  await onDatabase(admin, `drop database if exists ${to} with (force)`);
  await onDatabase(admin, `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [
    from,
  ]);
  await onDatabase(admin, `create database ${to} template ${from}`);
}

interface Siblings {
  readonly reference: string;
  readonly subjects: readonly [string, string];
}

/** Two children, delivered and witnessed. */
async function siblings(network: Network, to = 'rs'): Promise<Siblings> {
  const subjects = [randomUUID(), randomUUID()] as const;
  const draft = syntheticDraft(0, to) as { persons: object[] };
  const [child] = draft.persons;
  const persons = subjects.map((subject) => ({ ...child, subject }));
  const reference = await submit(network, { from: 'al', to }, { ...draft, persons });
  if (to === 'al') {
    await untilState(network, 'al', reference, ['delivered']);
    return { reference, subjects: [...subjects] };
  }
  await untilState(network, to, reference, ['delivered']);
  await clientOf(network, to, 'duty-officer').post(`/v1/referrals/${reference}/acknowledgements`, {});
  await clientOf(network, to, 'national-focal-point').post(`/v1/referrals/${reference}/acceptances`, {
    responsibleBody: { name: 'House (invented)', contact: 'by this exchange' },
  });
  await untilState(network, 'al', reference, ['accepted']);
  await untilSettled(network);
  return { reference, subjects: [...subjects] };
}

/** Erases one person at one side; gives the position that the message names. */
async function erasedAt(network: Network, id: string, reference: string, subject: string): Promise<number> {
  const { message } = await clientOf(network, id, 'data-protection-officer').post<{ message: string }>(
    `/v1/referrals/${reference}/erasures`,
    { scope: 'persons', reasons: ['objection'], subjects: [subject] },
  );
  const [row] = await network.query<{ through: number }>(
    id,
    `select through from trm.erasure_declared where message = $1`,
    [message],
  );
  assert.ok(row);
  return row.through;
}

async function untilStripped(network: Network, through: number): Promise<void> {
  await until('al has stripped its stream', LIMIT_MS, async () => {
    const [row] = await network.query<{ stripped: number }>(
      'al',
      `select stripped from trm.stream where name = $1`,
      [STREAM],
    );
    return (row?.stripped ?? 0) >= through;
  });
}

async function detail(network: Network, id: string, reference: string): Promise<ReferralDetail> {
  return clientOf(network, id, 'national-focal-point').get<ReferralDetail>(`/v1/referrals/${reference}`);
}

/** Positions of al's stream of which the bus gives a full form. */
async function withPayload(network: Network): Promise<readonly number[]> {
  const rows = await onBus<{ value: Buffer }>(
    network,
    `select value from bus.record where topic = 'trm.al.rs' order by position`,
  );
  return rows.flatMap(({ value }) => {
    const { envelope, payload } = JSON.parse(value.toString('utf8')) as {
      envelope: string;
      payload?: string;
    };
    const { sequence } = JSON.parse(
      Buffer.from(envelope.split('.')[1] ?? '', 'base64url').toString('utf8'),
    ) as { sequence: number };
    return payload === undefined ? [] : [sequence];
  });
}

/** What al's database says about one person of a referral. */
async function held(
  network: Network,
  reference: string,
  subject: string,
): Promise<Readonly<Record<string, number>>> {
  const [row] = await onDatabase<Record<string, number>>(
    network.participant('al').adminDatabaseUrl,
    `select (select count(*)::int from trm.erasure where reference = $1 and subject = $2) as erasures,
       (select count(*)::int from trm.message where reference = $1 and type = 'data.erased') as messages,
       (select count(*)::int from trm.erasure_declared d join trm.message m on m.id = d.message where m.reference = $1) as declared,
       (select count(*)::int from trm.content_key where reference = $1 and subject = $2) as keys,
       (select count(*)::int from trm.payload_ring r join trm.sealed s using (stream, sequence) join trm.message m on m.id = s.id
          where m.reference = $1 and m.type = 'referral.submitted') as rings,
       (select count(draft)::int from trm.referral where reference = $1) as drafts,
       (select count(route)::int from trm.task where reference = $1) as routes`,
    [reference, subject],
  );
  return row ?? {};
}

function cutWriter(writer: BusWriter, point: CutPoint): BusWriter {
  return {
    maxBatchBytes: writer.maxBatchBytes,
    publish: (records) => point.around('publish', () => writer.publish(records)),
    close: () => writer.close(),
  };
}
