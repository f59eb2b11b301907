// What two participants and a bus give away when real content has gone both ways: canaries in every free string arrive
// at the other side and are in clear nowhere else; a second reader, which shares no code with the services, opens every
// record; one changed byte is named by the audit; a database or bus role has nothing that is not its own.
// One file of more than 300 lines, because all of it looks at the traffic of one network.
// formats.md 1 to 7; contract.md 2, 5, 6 and 7; protocol.md 1 (P1).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { audit, onBus, onDatabase, testNetwork } from '../support/network.ts';
import { CANARY, canary, examples, type JsonObject, overwrite, plant } from './canaries.ts';
import { exposedPlaces } from './leaks.ts';
import { must, Outsider, referralIn, type Way } from './network-api.ts';
import {
  digestOf,
  ENVELOPE_MEMBERS,
  exactJson,
  type OkpJwk,
  openRing,
  readJws,
  thumbprint,
} from './wire-reader.ts';

const closers: (() => unknown)[] = [];
let network: Network;
let way: Way;

before(async () => {
  network = await testNetwork(
    { after: (close: () => unknown) => void closers.push(close) },
    { participants: ['al', 'xk', 'rs'] },
  );
  way = { from: new Outsider(network, 'xk'), to: new Outsider(network, 'al') };
});
after(async () => {
  for (const close of closers) await close();
});

/** State in which each command finds its referral, and who gives it. */
const BEFORE: Readonly<Record<string, readonly [state: string, by: 'from' | 'to']>> = {
  'enquiry.capacity': ['draft', 'from'],
  'enquiry.reply': ['enquiry', 'to'],
  'referral.acknowledged': ['delivered', 'to'],
  'referral.accepted': ['acknowledged', 'to'],
  'referral.declined': ['acknowledged', 'to'],
  'referral.disclosed': ['accepted', 'from'],
};

const urgencyOf = (metadata: JsonObject): JsonObject => ({ urgency: metadata['urgency'] ?? 'routine' });

async function submitPlanted(body: JsonObject, metadata: JsonObject, planted: string[]): Promise<void> {
  const schema = (await way.from.operations()).get('referral.drafted')?.schema ?? {};
  const { receiver } = body['basis'] as JsonObject;
  const to = new Outsider(network, typeof receiver === 'string' ? receiver : way.to.id);
  // Whoever refers asserts a status under the own regime; the examples come from several participants.
  const persons = (body['persons'] as readonly JsonObject[]).map((person) => ({
    ...person,
    status: (person['status'] as readonly JsonObject[]).map((status) => ({ ...status, regime: 'nrm-xk' })),
  }));
  const drafted = plant(
    [schema],
    { ...body, persons, to: to.id, ...urgencyOf(metadata) },
    planted,
  ) as JsonObject;
  const answer = must(await way.from.post('/v1/referrals', 'liaison-officer', drafted));
  const { reference } = answer.body;
  assert.ok(typeof reference === 'string');
  must(await way.from.command('referral.submitted', reference));
  await to.untilState(reference, 'delivered');
  await untilShown(to, reference, planted);
}

async function untilShown(side: Outsider, reference: string, planted: readonly string[]): Promise<void> {
  await until(`${planted.length} canaries are shown`, 60_000, async () => {
    const { text } = await side.get(`/v1/referrals/${reference}`, 'national-focal-point');
    return planted.every((each) => text.includes(each));
  });
}

/** Where a message can be said after the first steps of a case; empty when more must go before. */
async function shortWay(type: string): Promise<readonly [state?: string, by?: 'from' | 'to']> {
  const operation = (await way.from.operations()).get(type);
  const said = ['referral.submitted', 'referral.acknowledged', 'referral.accepted'];
  // The second reader below wants to read every payload: an erasure takes them off the bus, and proceedings have other keys.
  if (type === 'data.erased' || type.startsWith('justice.')) return [];
  if (operation === undefined || !operation.needs.every((need) => said.includes(need))) return [];
  const state = ['accepted', 'acknowledged', 'delivered'].find((one) => operation.fromStates?.includes(one));
  return state === undefined ? [] : [state, operation.side === 'receiver' ? 'to' : 'from'];
}

void test('canaries in every free string of every valid example arrive at the other side', async (t) => {
  const types = new Set<string>();
  let arrived = 0;
  for (const { type, file, body, metadata } of examples('valid')) {
    const planted: string[] = [];
    if (type === 'referral.submitted') await submitPlanted(body, metadata, planted);
    else {
      const [state, by] = BEFORE[type] ?? (await shortWay(type));
      // Further on in a case: told by the scenarios and by the erasure, with canaries of their own.
      if (state === undefined || by === undefined) continue;
      const reference = await referralIn(way, state, urgencyOf(metadata));
      const schema = (await way[by].operations()).get(type)?.schema ?? {};
      const content = plant([schema], body, planted) as JsonObject;
      const answer = await way[by].command(type, reference, content);
      // The examples of the first messages hold on any day; of others, days may have passed that a rule asks for.
      if (BEFORE[type] === undefined && answer.body['code'] === 'guard-failed') continue;
      assert.equal(answer.status, 201, `${type} ${file}: ${answer.text}`);
      await untilShown(by === 'from' ? way.to : way.from, reference, planted);
    }
    types.add(type);
    arrived += planted.length;
  }
  t.diagnostic(`${arrived} canaries in ${types.size} types`);
  assert.ok(arrived >= 60 && types.size >= 25, `${arrived} canaries in ${types.size} types`);
});

void test('canaries in every string of every invalid example are refused without an echo', async () => {
  const places = {
    draft: await referralIn(way, 'draft'),
    enquiry: await referralIn(way, 'enquiry'),
    delivered: await referralIn(way, 'delivered'),
    acknowledged: await referralIn(way, 'acknowledged'),
    accepted: await referralIn(way, 'accepted'),
  } as Readonly<Record<string, string>>;
  let refused = 0;
  const open = await way.from.operations();
  for (const { type, file, body, metadata } of examples('invalid')) {
    // What the clock alone says has no address.
    if (!open.has(type)) continue;
    const planted: string[] = [];
    const whole = overwrite({ ...metadata, ...body, [canary('I')]: 'x' }, planted);
    const answers =
      type === 'referral.submitted'
        ? [
            await way.from.post('/v1/referrals', 'liaison-officer', whole),
            await way.from.command(type, places['draft'] ?? '', whole),
          ]
        : await Promise.all(
            // An unknown member is refused before anything is asked about the referral.
            (BEFORE[type] === undefined ? [whole] : [whole, overwrite(body, planted)])
              .filter((each) => Object.keys(each as JsonObject).length > 0)
              .map((each) => {
                const [state = '', by = 'from'] = BEFORE[type] ?? [];
                return way[by].command(type, places[state] ?? '', each);
              }),
          );
    for (const { status, text, headers } of answers) {
      assert.equal(status, 422, `${type} ${file}: ${text}`);
      assert.doesNotMatch(text + JSON.stringify([...headers]), CANARY);
      refused += 1;
    }
  }
  assert.ok(refused >= 60, `${refused} refusals`);
});

void test('no canary is in clear in any log, figure, file, column, bus value or envelope', async () => {
  const places = await exposedPlaces(network);
  assert.ok(places.some(({ name, text }) => name.startsWith('logs') && text.includes('command.accepted')));
  assert.ok(places.some(({ name, text }) => name === 'bus bus.record' && text.includes('urn:trm:al')));
  assert.ok(places.some(({ name, text }) => name === 'xk trm.message_content' && text.length > 1000));
  for (const { name, text } of places) assert.doesNotMatch(text, CANARY, name);
});

const fileOf = (...names: string[]): unknown =>
  JSON.parse(readFileSync(path.join(network.dir, ...names), 'utf8'));

interface KeyFile {
  readonly payload: readonly { readonly jwk: OkpJwk }[];
  readonly metadata: readonly { readonly jwk: OkpJwk }[];
}
interface BusRow {
  readonly topic: string;
  readonly lane: number;
  readonly key: string;
  readonly value: Buffer;
}

void test('a second reader finds every record of every pair as formats.md writes it', async () => {
  const ids = Object.keys(network.demo.participants);
  const signing = new Map(
    ids.map((id) => [id, fileOf('participants', id, 'signing-key.json') as OkpJwk] as const),
  );
  const keys = new Map(
    ids.map((id) => [id, fileOf('participants', id, 'encryption-keys.json') as KeyFile] as const),
  );
  const auditor = (fileOf('auditor', 'encryption-keys.json') as KeyFile).metadata[0]?.jwk;
  assert.ok(auditor !== undefined);
  const heads = new Map<string, { sequence: number; digest: string }>();
  const digests = new Map<string, string>();
  const witnessed: { place: string; digest: unknown }[] = [];
  const rows = await onBus<BusRow>(
    network,
    `select topic, lane, key, value from bus.record where topic ~ '^trm\\.[a-z0-9]+\\.[a-z0-9]+$' and topic !~ '\\.public$'
     order by topic, lane, position`,
  );
  assert.ok(rows.length >= 80, `${rows.length} records`);
  for (const { topic, lane, key, value } of rows) {
    const [, from = '', to = ''] = topic.split('.');
    const record = exactJson(value.toString('utf8'), ['envelope', 'metadata', 'payload']) as Record<
      'envelope' | 'metadata' | 'payload',
      string
    >;
    const own = signing.get(from);
    assert.ok(own !== undefined);
    const { payload } = readJws(record.envelope, 'trm-envelope+jws', () => own);
    const envelope = exactJson(payload, ENVELOPE_MEMBERS);
    const stream = `${topic}/${lane}/${String(envelope['generation'])}`;
    const head = heads.get(stream) ?? { sequence: 0, digest: digestOf(stream) };
    const sequence = head.sequence + 1;
    assert.deepEqual(
      ['id', 'source', 'recipient', 'lane', 'sequence', 'previous', 'metadatadigest', 'payloaddigest'].map(
        (name) => envelope[name],
      ),
      [
        key,
        `urn:trm:${from}`,
        `urn:trm:${to}`,
        lane,
        sequence,
        head.digest,
        digestOf(record.metadata),
        digestOf(record.payload),
      ],
    );
    const digest = digestOf(record.envelope);
    heads.set(stream, { sequence, digest });
    digests.set(`${stream} ${sequence}`, digest);
    const opposite = `trm.${to}.${from}/${lane}/${String(envelope['generation'])}`;
    digests.set(`${opposite} 0`, digestOf(opposite));
    witnessed.push({
      place: `${opposite} ${String(envelope['seensequence'])}`,
      digest: envelope['seendigest'],
    });

    const place = { id: key, stream, sequence };
    const payloadKeys = [from, to].map((id) => keys.get(id)?.payload.map(({ jwk }) => jwk) ?? []);
    const metadata = openRing(record.metadata, 'metadata', place, auditor);
    assert.equal(envelope['metadatacommit'], digestOf(metadata.plaintext));
    assert.deepEqual(
      metadata.readers,
      [keys.get(from)?.metadata[0]?.jwk, keys.get(to)?.metadata[0]?.jwk, auditor].map((jwk) =>
        jwk === undefined ? '' : thumbprint(jwk),
      ),
    );
    const receiverKey = payloadKeys[1]?.find((jwk) => record.payload.includes(thumbprint(jwk)));
    assert.ok(receiverKey !== undefined, 'a week key of the receiver opens it');
    const content = openRing(record.payload, 'payload', place, receiverKey);
    assert.equal(envelope['payloadcommit'], digestOf(content.plaintext));
    assert.equal(content.readers.length, 2);
    assert.ok(!content.readers.includes(thumbprint(auditor)), 'no auditor reads content');
  }
  for (const { place, digest } of witnessed) assert.equal(digest, digests.get(place), place);
});

void test('one changed byte in any ring is named by the audit as the only root, and mended by restoring it', async () => {
  for (const id of Object.keys(network.demo.participants)) await network.stop(id);
  assert.deepEqual((await audit(network)).faults, []);
  const [row] = await onBus<{ position: string; value: Buffer }>(
    network,
    `select position, value from bus.record where topic = 'trm.al.xk' order by length(value) desc limit 1`,
  );
  assert.ok(row !== undefined);
  const text = row.value.toString('latin1');
  const record = JSON.parse(text) as Record<string, string>;
  const change = `update bus.record set value = set_byte(value, $2, get_byte(value, $2) # 1) where topic = 'trm.al.xk' and position = $1`;
  for (const ring of Object.values(record)) {
    const written = JSON.stringify(ring).slice(1, -1);
    const start = text.indexOf(written);
    for (const at of [start, start + (written.length >> 1), start + written.length - 1]) {
      await onBus(network, change, [row.position, at]);
      const roots = (await audit(network)).faults.filter(({ cause }) => cause === null);
      assert.deepEqual(
        roots.map(({ stream, offset }) => [stream?.split('/')[0], String(offset)]),
        [['trm.al.xk', row.position]],
        `byte ${at}`,
      );
      await onBus(network, change, [row.position, at]);
    }
  }
  assert.deepEqual((await audit(network)).faults, []);
});

const APPEND_ONLY =
  'access_log announced_key incident incident_change justice_waiting message message_content negative_evidence negative_evidence_signature not_sent published registry_version sealed set_aside set_aside_mended taken task task_answer'.split(
    ' ',
  );

void test('the role of one database owns nothing, changes no history and cannot reach another database', async () => {
  const url = readFileSync(path.join(network.dir, 'participants', 'xk', 'database-url'), 'utf8').trim();
  const refused = async (at: string, statement: string): Promise<void> => {
    await assert.rejects(onDatabase(at, statement), { code: '42501' }, statement);
  };
  for (const other of ['trm_al', 'trm_rs', 'trm_bus']) {
    const elsewhere = new URL(url);
    elsewhere.pathname = `/${other}`;
    await refused(elsewhere.href, 'select 1');
  }
  const [owned] = await onDatabase<{ n: number }>(
    url,
    'select count(*)::int as n from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = current_user',
  );
  assert.equal(owned?.n, 0);
  for (const table of APPEND_ONLY) {
    await refused(url, `delete from trm.${table}`);
    await refused(url, `truncate trm.${table}`);
    await refused(url, `alter table trm.${table} add column x int`);
    const [column] = await onDatabase<{ name: string }>(
      url,
      `select column_name as name from information_schema.columns where table_schema = 'trm' and table_name = $1 limit 1`,
      [table],
    );
    await refused(url, `update trm.${table} set ${column?.name ?? ''} = default`);
  }
});

void test('the bus role of one participant reads its own pairs and writes only what is its own', async () => {
  const url = readFileSync(path.join(network.dir, 'participants', 'xk', 'bus-url'), 'utf8').trim();
  const topics = await onDatabase<{ topic: string }>(url, 'select distinct topic from bus.record order by 1');
  assert.deepEqual(
    topics.map(({ topic }) => topic),
    [
      'trm.al.public',
      'trm.al.xk',
      'trm.registry',
      'trm.rs.public',
      'trm.rs.xk',
      'trm.xk.al',
      'trm.xk.public',
      'trm.xk.rs',
    ],
  );
  for (const topic of ['trm.al.xk', 'trm.al.rs', 'trm.al.public', 'trm.registry'])
    await assert.rejects(
      onDatabase(url, `select bus.publish('xk', bus.open_writer('xk'), $1, $2, $3, $4)`, [
        [topic],
        [0],
        ['forged'],
        [Buffer.from('forged')],
      ]),
      topic,
    );
  await assert.rejects(onDatabase(url, `select bus.open_writer('al')`));
  for (const statement of [
    `insert into bus.record values ('trm.xk.al', 0, 99999, 'k', 'x')`,
    `update bus.record set value = 'x'`,
    'delete from bus.record',
  ])
    await assert.rejects(onDatabase(url, statement), { code: '42501' });
});
