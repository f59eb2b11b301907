// The justice channel over the whole way, between real processes: sealed to one office and read by it, held where nobody
// has its keys, opened when they come, refused where a sender mixes the channels. No word of it lies where it should not.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type CommandAnswer, type ReferralDetail, until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { clientOf, submit, syntheticDraft, untilState } from '../../scripts/lib/demo/traffic.ts';
import { minimalExample } from '../../services/lib/contract/index.ts';
import type { Head, JsonObject } from '../../services/lib/protocol/types.ts';
import {
  audit,
  command,
  incidents,
  onBus,
  onDatabase,
  readyz,
  testNetwork,
  untilIncident,
} from '../support/network.ts';
import { forge } from './forge.ts';

const FROM = 'al';
const TO = 'rs';
const CANARY = 'canary-of-proceedings';
const HELP = 'canary-of-protection';
const LIMIT_MS = 40_000;

type JusticeType = 'justice.hearing-notice' | 'justice.testimony-requested' | 'justice.protection-measure';

const says = (type: JusticeType, text: string): JsonObject => ({ ...minimalExample(type, Date.now()), text });

const justiceView = (network: Network, id: string, reference: string): Promise<ReferralDetail> =>
  clientOf(network, id, 'justice-liaison').get<ReferralDetail>(`/v1/justice-referrals/${reference}`);

/** Waits until a justice message stands at a participant as it should; gives its content. */
async function untilDelivery(
  network: Network,
  id: string,
  reference: string,
  message: string,
  delivery: string,
): Promise<JsonObject | null> {
  const entry = await until(`${message} at ${id} is ${delivery}`, LIMIT_MS, async () => {
    const view = await justiceView(network, id, reference).catch(() => null);
    return view?.timeline.find((each) => each.message === message && each.delivery === delivery);
  });
  return entry.content as JsonObject | null;
}

async function give(
  network: Network,
  reference: string,
  noun: string,
  body: JsonObject,
  id = FROM,
): Promise<string> {
  const answer = await clientOf(network, id, 'justice-liaison').post<CommandAnswer>(
    `/v1/referrals/${reference}/${noun}`,
    body,
  );
  return answer.message;
}

async function delivered(network: Network): Promise<string> {
  const draft = { ...syntheticDraft(1, TO), text: HELP };
  const reference = await submit(network, { from: FROM, to: TO }, draft);
  await untilState(network, TO, reference, ['delivered']);
  await untilState(network, FROM, reference, ['delivered']);
  return reference;
}

async function headOf(network: Network): Promise<Head> {
  const [last] = await network.query<Head>(FROM, `select sequence, digest from trm.stream where name = $1`, [
    `trm.${FROM}.${TO}/0/1`,
  ]);
  assert.ok(last);
  return last;
}

const justiceMetadata = (type: JusticeType, reference: string, { digest }: Head): JsonObject => ({
  type,
  version: 1,
  reference,
  urgency: 'routine',
  drill: false,
  role: 'justice-liaison',
  directory: { sequence: 1, digest },
});

/** Restarts a participant with or without the keys that open the channel; its key-encryption key stays. */
async function restart(network: Network, id: string, withKeys: boolean): Promise<void> {
  const { config } = network.participant(id);
  const members = JSON.parse(readFileSync(config, 'utf8')) as Record<string, unknown>;
  const { justiceKeysFile: _given, ...others } = members;
  const file = path.join(path.dirname(config), 'justice-keys.json');
  await network.stop(id);
  writeFileSync(config, JSON.stringify(withKeys ? { ...others, justiceKeysFile: file } : others));
  await network.start(id);
  await until(`${id} is ready`, LIMIT_MS, async () => (await readyz(network, id))?.status === 200);
}

/** Every row of a participant's database, every value of the bus, every line of every log. */
async function everything(network: Network): Promise<string> {
  const texts: string[] = [];
  for (const id of [FROM, TO]) {
    const tables = await network.query<{ name: string }>(
      id,
      `select table_name as name from information_schema.tables where table_schema = 'trm'`,
    );
    for (const { name } of tables) {
      const rows = await network.query<{ text: string }>(
        id,
        `select row_to_json(x)::text as text from trm."${name}" x`,
      );
      texts.push(...rows.map(({ text }) => text));
    }
  }
  const values = await onBus<{ text: string }>(
    network,
    `select convert_from(value, 'UTF8') as text from bus.record`,
  );
  texts.push(...values.map(({ text }) => text));
  const logs = path.join(network.dir, 'logs');
  for (const name of readdirSync(logs))
    if (name.endsWith('.ndjson')) texts.push(readFileSync(path.join(logs, name), 'utf8'));
  return texts.join('\n');
}

void test('a notice is read by the other liaison and by nobody else; nowhere does it lie in clear', async (t) => {
  const network = await testNetwork(t, { participants: [FROM, TO] });
  const reference = await delivered(network);
  const body = says('justice.testimony-requested', CANARY);
  const message = await give(network, reference, 'testimony-requests', body);
  assert.deepEqual(await untilDelivery(network, TO, reference, message, 'delivered'), body);
  await untilDelivery(network, FROM, reference, message, 'delivered');
  const answer = await give(
    network,
    reference,
    'testimony-arrangements',
    { ...minimalExample('justice.testimony-arranged', Date.now()), text: `${CANARY} two` },
    TO,
  );
  await untilDelivery(network, FROM, reference, answer, 'delivered');

  for (const id of [FROM, TO])
    for (const role of ['duty-officer', 'national-focal-point', 'liaison-officer']) {
      const detail = await clientOf(network, id, role).get<ReferralDetail>(`/v1/referrals/${reference}`);
      const entries = detail.timeline.filter(({ type }) => type.startsWith('justice.'));
      assert.deepEqual(
        entries.map(({ content }) => content),
        [null, null],
      );
      assert.ok(!JSON.stringify(detail).includes(CANARY), `${id} ${role}`);
    }
  for (const id of [FROM, TO])
    assert.ok(!JSON.stringify(await justiceView(network, id, reference)).includes(HELP));

  const all = await everything(network);
  assert.ok(all.includes(reference), 'what was looked through holds the case');
  for (const canary of [CANARY, HELP]) {
    assert.ok(!all.includes(canary));
    assert.ok(!all.includes(Buffer.from(canary).toString('hex')));
  }
  const report = await audit(network);
  assert.deepEqual(report.faults, []);
});

void test('without the keys of the channel a message is held, help goes on, and it is opened when they come', async (t) => {
  const network = await testNetwork(t, { participants: [FROM, TO] });
  const reference = await delivered(network);
  await restart(network, TO, false);
  const body = says('justice.hearing-notice', CANARY);
  const message = await give(network, reference, 'hearing-notices', body);
  assert.equal(await untilDelivery(network, TO, reference, message, 'held'), null);
  const duty = clientOf(network, TO, 'duty-officer');
  const entry = (await duty.get<ReferralDetail>(`/v1/referrals/${reference}`)).timeline.find(
    (each) => each.message === message,
  );
  assert.deepEqual(
    [entry?.delivery, entry?.code, entry?.content],
    ['held', 'held-for-justice-liaison', null],
  );
  await untilIncident(network, TO, { code: 'justice-held', state: 'open' });

  // Behind it in the same stream and from this side, help goes on.
  await duty.post(`/v1/referrals/${reference}/acknowledgements`, {});
  await untilState(network, FROM, reference, ['acknowledged']);
  const second = await delivered(network);
  assert.notEqual(second, reference);
  const own = await justiceView(network, FROM, reference);
  assert.equal(own.timeline.find((each) => each.message === message)?.delivery, 'published');

  await restart(network, TO, true);
  assert.deepEqual(await untilDelivery(network, TO, reference, message, 'delivered'), body);
  await untilDelivery(network, FROM, reference, message, 'delivered');
  await untilIncident(network, TO, { code: 'justice-held', state: 'mended' });
  assert.ok((await incidents(network, TO)).every(({ code }) => code !== 'refused'));
  const [kept] = await network.query<{ outcome: string; again: string }>(
    TO,
    `select t.outcome, o.outcome as again from trm.taken t join trm.reopened o using (stream, sequence)`,
  );
  assert.deepEqual(kept, { outcome: 'noted', again: 'applied' });
  assert.deepEqual((await audit(network)).faults, []);
});

void test('a sender that mixes the channels, or draws somebody in without an agreement, is refused with a signed reason', async (t) => {
  const network = await testNetwork(t, { participants: [FROM, TO] });
  const reference = await delivered(network);
  const last = await headOf(network);
  await network.stop(FROM);
  const justice = (type: JusticeType) => justiceMetadata(type, reference, last);
  const withdrawal = { type: 'receipt.delivered', version: 1, reference, drill: false };
  const { agreement: _none, ...unagreed } = says('justice.testimony-requested', CANARY);
  const forgeries = [
    // A protection role was to read it.
    {
      content: {
        metadata: justice('justice.hearing-notice'),
        payload: says('justice.hearing-notice', CANARY),
      },
      wanted: 'ring-unopenable',
    },
    // One reader of each channel.
    {
      content: {
        metadata: justice('justice.hearing-notice'),
        payload: says('justice.hearing-notice', CANARY),
      },
      payloadSeries: ['payload', 'justice'],
      wanted: 'ring-unopenable',
    },
    // A message of the protection side for the liaison's eyes.
    {
      content: {
        metadata: { ...withdrawal, answers: { stream: `trm.${TO}.${FROM}/0/1`, sequence: 1 } },
        payload: {},
      },
      payloadSeries: ['justice', 'justice'],
      wanted: 'ring-unopenable',
    },
    // Rightly sealed, and nobody was asked.
    {
      content: { metadata: justice('justice.testimony-requested'), payload: unagreed },
      payloadSeries: ['justice', 'justice'],
      wanted: 'guard',
    },
  ] as const;
  let { sequence, digest } = last;
  for (const forgery of forgeries) {
    sequence += 1;
    digest = await forge(network, {
      from: FROM,
      to: TO,
      sequence,
      previous: digest,
      content: forgery.content,
      ...('payloadSeries' in forgery ? { payloadSeries: forgery.payloadSeries } : {}),
    });
  }
  const taken = await until('all four are taken', LIMIT_MS, async () => {
    const rows = await network.query<{ sequence: number; outcome: string; code: string }>(
      TO,
      `select sequence, outcome, code from trm.taken where stream = $1 and sequence > $2 order by sequence`,
      [`trm.${FROM}.${TO}/0/1`, last.sequence],
    );
    return rows.length === forgeries.length ? rows : null;
  });
  assert.deepEqual(
    taken.map(({ outcome, code }) => [outcome, code]),
    forgeries.map(({ wanted }) => ['refused', wanted]),
  );
  const signed = await until('the refusals are signed and published', LIMIT_MS, async () => {
    const rows = await network.query<{ code: string }>(
      TO,
      `select m.metadata->>'code' as code from trm.message m join trm.sealed s on s.id = m.id
       join trm.published p on p.stream = s.stream and p.sequence = s.sequence
       where m.type = 'receipt.refused' order by s.sequence`,
    );
    return rows.length === forgeries.length ? rows : null;
  });
  assert.deepEqual(
    signed.map(({ code }) => code),
    forgeries.map(({ wanted }) => wanted),
  );
  const seen = JSON.stringify(await justiceView(network, TO, reference).catch(() => null));
  assert.ok(!seen.includes(CANARY));
});

void test('what was held is judged with its content when the keys come, and can be refused then', async (t) => {
  const network = await testNetwork(t, { participants: [FROM, TO] });
  const reference = await delivered(network);
  await restart(network, TO, false);
  const last = await headOf(network);
  await network.stop(FROM);
  const { agreement: _none, ...unagreed } = says('justice.testimony-requested', CANARY);
  await forge(network, {
    from: FROM,
    to: TO,
    sequence: last.sequence + 1,
    previous: last.digest,
    content: { metadata: justiceMetadata('justice.testimony-requested', reference, last), payload: unagreed },
    payloadSeries: ['justice', 'justice'],
  });
  await untilIncident(network, TO, { code: 'justice-held', state: 'open' });
  await restart(network, TO, true);
  const view = await until('it is refused', LIMIT_MS, async () => {
    const seen = await justiceView(network, TO, reference).catch(() => null);
    return seen?.timeline.some(({ delivery }) => delivery === 'refused') === true ? seen : null;
  });
  assert.deepEqual(
    view.timeline.map(({ delivery, code, content }) => [delivery, code, content]),
    [['refused', 'guard', null]],
  );
  assert.ok(!JSON.stringify(view).includes(CANARY));
  const [receipt] = await network.query<{ step: number; code: string; final: boolean }>(
    TO,
    `select (metadata->>'step')::int as step, metadata->>'code' as code, (metadata->>'final')::boolean as final
     from trm.message where type = 'receipt.refused'`,
  );
  assert.deepEqual(receipt, { step: 10, code: 'guard', final: true });
});

void test('a referral between two offices of one participant has the channel too, sealed to its own keys', async (t) => {
  const network = await testNetwork(t, { participants: [FROM, TO] });
  const { reference } = await clientOf(network, FROM, 'case-worker').post<CommandAnswer>(
    '/v1/referrals',
    syntheticDraft(1, FROM),
  );
  await clientOf(network, FROM, 'national-focal-point').post(`/v1/referrals/${reference}/submissions`, {});
  await untilState(network, FROM, reference, ['delivered']);
  const body = says('justice.protection-measure', CANARY);
  const message = await give(network, reference, 'protection-measures', body);
  assert.deepEqual(await untilDelivery(network, FROM, reference, message, 'delivered'), body);
  const [sealed] = await network.query<{ ring: string }>(
    FROM,
    `select r.ring from trm.sealed s join trm.payload_ring r using (stream, sequence) where s.id = $1`,
    [message],
  );
  const readers = (JSON.parse(sealed?.ring ?? '{}') as { recipients: { header: { kid: string } }[] })
    .recipients;
  const series = await network.query<{ series: string }>(
    FROM,
    `select series from trm.announced_key where participant = $1 and kid = any($2)`,
    [FROM, readers.map(({ header }) => header.kid)],
  );
  assert.deepEqual(series, [{ series: 'justice' }]);
  const detail = await clientOf(network, FROM, 'national-focal-point').get<ReferralDetail>(
    `/v1/referrals/${reference}`,
  );
  assert.ok(!JSON.stringify(detail).includes(CANARY));
});

void test('a database rebuilt without the keys of the channel has its contents again when they come', async (t) => {
  const network = await testNetwork(t, { participants: [FROM, TO] });
  const reference = await delivered(network);
  const [ours, theirs] = [
    says('justice.hearing-notice', CANARY),
    says('justice.protection-measure', `${CANARY} two`),
  ];
  const sent = await give(network, reference, 'hearing-notices', ours);
  const received = await give(network, reference, 'protection-measures', theirs, TO);
  await untilDelivery(network, FROM, reference, sent, 'delivered');
  assert.deepEqual(await untilDelivery(network, FROM, reference, received, 'delivered'), theirs);
  await untilDelivery(network, TO, reference, received, 'delivered');

  const { config } = network.participant(FROM);
  await network.stop(FROM);
  const members = JSON.parse(readFileSync(config, 'utf8')) as Record<string, unknown>;
  const { justiceKeysFile, ...others } = members;
  writeFileSync(config, JSON.stringify(others));
  await onDatabase(network.postgres.adminUrl(), `drop database trm_${FROM} with (force)`);
  const adminUrlFile = path.join(network.dir, 'admin-url');
  writeFileSync(adminUrlFile, network.postgres.adminUrl(), { mode: 0o600 });
  for (const args of [['migrate', '--admin-url-file', adminUrlFile], ['rebuild']]) {
    const done = await command('services/participant/main.ts', [...args, '--config', config, '--json']);
    assert.equal(done.exitCode, 0, done.stderr + done.stdout);
  }
  await network.start(FROM);
  await network.untilReady();
  assert.equal(await untilDelivery(network, FROM, reference, received, 'held'), null);
  assert.equal(await untilDelivery(network, FROM, reference, sent, 'delivered'), null);

  await network.stop(FROM);
  writeFileSync(config, JSON.stringify({ ...others, justiceKeysFile }));
  await network.start(FROM);
  assert.deepEqual(await untilDelivery(network, FROM, reference, received, 'delivered'), theirs);
  await until('the own notice is there again', LIMIT_MS, async () => {
    const view = await justiceView(network, FROM, reference).catch(() => null);
    return view?.timeline.find(({ message, content }) => message === sent && content !== null);
  });
  const receipts = await network.query<{ count: number }>(
    TO,
    `select count(*)::int as count from trm.message where type = 'receipt.delivered' and direction = 'in'
       and metadata->'answers'->>'stream' = $1 group by metadata->'answers'`,
    [`trm.${TO}.${FROM}/0/1`],
  );
  assert.ok(receipts.length > 0 && receipts.every(({ count }) => count === 1), 'nothing was said twice');
  assert.deepEqual((await audit(network)).faults, []);
});
