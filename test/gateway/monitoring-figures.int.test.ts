// A focal point reads the month: what this gateway took, sent and left lying, counted from metadata. Nothing of a person,
// of an office's people or of a referral's number is in it. contract.md 4; domain.md 5, 9; decision 0025.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { answerSchemas } from '../../services/gateway/http/openapi-schemas.ts';
import { roles } from '../../services/lib/contract/index.ts';
import { fromCsv } from '../../services/lib/htcds/index.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import { recordClockFact } from '../../services/lib/store/clock-facts.ts';
import { setState } from '../../services/lib/store/referrals.ts';
import {
  deliver,
  get,
  people,
  post,
  received,
  startGateway,
  submitted,
  takeFromPeer,
  textOf,
  type Answered,
  type Gateway,
} from './gateway-world.ts';

const URL = '/v1/monitoring-figures';
const CANARY = 'Zqkanari3f9b51';
const auditor = { sub: 'auditor-1', roles: ['auditor'] };

const ask = (gateway: Gateway, query = ''): Promise<Answered> =>
  get(gateway, `${URL}${query}`, { as: people.focal });

function row(body: JsonObject, id: string, group: JsonObject): JsonObject | undefined {
  const indicators = body['indicators'] as readonly {
    readonly id: string;
    readonly rows: readonly JsonObject[];
  }[];
  const all: JsonObject = { direction: null, urgency: null, partner: null, reason: null, limit: null };
  return indicators
    .find((each) => each.id === id)
    ?.rows.find((each) =>
      Object.entries({ ...all, ...group }).every(([name, value]) => !(name in each) || each[name] === value),
    );
}

/** Al sends one that is acknowledged after two hours and declined; xk sends one that al has not opened after five. */
async function history(gateway: Gateway): Promise<readonly string[]> {
  const begin = gateway.context.now();
  const later = (hours: number): void => gateway.setNow(new Date(begin + hours * 3_600_000).toISOString());
  const inbound = await received(gateway, { peer: 'al' });
  const outbound = await submitted(gateway);
  await deliver(gateway, 'al', outbound.reference, outbound.message);
  later(2);
  const base = `/v1/referrals/${inbound.reference}`;
  assert.equal((await post(gateway, `${base}/acknowledgements`, { as: people.duty })).status, 201);
  later(3);
  const declined = await post(gateway, `${base}/declines`, {
    as: people.focal,
    body: { reasons: ['no-capacity'], wouldHelp: CANARY },
  });
  assert.equal(declined.status, 201, declined.text);
  later(4);
  const at = new Date(gateway.context.now()).toISOString();
  await gateway.db.tx(async (sql) => {
    const fact = { limit: 'acknowledge', startedAt: at, dueAt: at, at } as const;
    await recordClockFact(sql, outbound.reference, { ...fact, percent: 50 });
    await recordClockFact(sql, outbound.reference, { ...fact, percent: 100 });
  });
  // What happens in this very moment belongs to what follows.
  later(5);
  return [inbound.reference, outbound.reference];
}

void test('the figures of a small month are right, described, and name nobody', async (t) => {
  const gateway = await startGateway(t);
  const references = await history(gateway);
  const month = new Date(gateway.context.now()).toISOString().slice(0, 7);
  const { body, text, status, headers } = await ask(gateway, `?month=${month}`);
  assert.equal(status, 200, text);
  assert.equal(headers['cache-control'], 'no-store');
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(answerSchemas.MonitoringFigures);
  assert.ok(validate(body), JSON.stringify(validate.errors?.slice(0, 5)));

  const inbound = { direction: 'received', urgency: 'urgent' };
  const outbound = { direction: 'sent', urgency: 'urgent' };
  const acknowledged = row(body, 'time-to-acknowledge', { ...inbound, partner: 'al' });
  assert.deepEqual([acknowledged?.['referrals'], acknowledged?.['medianSeconds']], [1, 7_200]);
  assert.equal(row(body, 'time-to-decide', inbound)?.['medianSeconds'], 3_600);
  const waiting = row(body, 'time-to-acknowledge', outbound);
  assert.deepEqual(
    [waiting?.['referrals'], waiting?.['open'], waiting?.['longestOpenSeconds']],
    [0, 1, 5 * 3_600],
  );
  assert.equal(
    row(body, 'declined-by-reason', { direction: 'received', reason: 'no-capacity' })?.['referrals'],
    1,
  );
  const late = row(body, 'overdue', { direction: 'sent', limit: 'acknowledge', partner: 'al' });
  assert.deepEqual([late?.['passed'], late?.['overdue']], [1, 1]);
  const reached = row(body, 'escalations', { direction: 'sent', limit: 'acknowledge' });
  assert.deepEqual([reached?.['reached50'], reached?.['reached100'], reached?.['reached200']], [1, 1, 0]);
  assert.deepEqual(body['participants'], [
    { id: 'al', name: 'Albania' },
    { id: 'xk', name: 'Kosovo*' },
  ]);
  assert.match(textOf(body, 'footnote'), /without prejudice to positions on status/);

  const file = await ask(gateway, `?month=${month}&format=csv`);
  for (const put of [text, file.text]) {
    for (const reference of references) assert.ok(!put.includes(reference));
    assert.ok(!put.includes(CANARY), 'no content');
    for (const { sub } of Object.values(people)) assert.ok(!put.includes(sub), 'nobody of an office');
    assert.doesNotMatch(put, /traffick|victim|shelter/i);
  }
  assert.ok(!gateway.lines.join('\n').includes(CANARY));
});

void test('exercises do not count, and what a partner writes as a code cannot become a formula', async (t) => {
  const gateway = await startGateway(t);
  await history(gateway);
  const month = new Date(gateway.context.now()).toISOString().slice(0, 7);
  const before = (await ask(gateway, `?month=${month}`)).body;
  const { reference } = await received(gateway, { peer: 'rs' });
  await gateway.db.query(`update trm.referral set drill = true where reference = $1`, [reference]);
  assert.deepEqual((await ask(gateway, `?month=${month}`)).body, before);

  const { reference: sent, message } = await submitted(gateway);
  const answers = await deliver(gateway, 'al', sent, message);
  const common = { reference: sent, urgency: 'urgent', answers } as const;
  await takeFromPeer(gateway, 'al', {
    metadata: { type: 'referral.acknowledged', role: 'duty-officer', ...common },
  });
  await takeFromPeer(gateway, 'al', {
    metadata: {
      type: 'referral.declined',
      role: 'national-focal-point',
      reasons: [`=${CANARY}()`],
      ...common,
    },
  });
  gateway.setNow(new Date(gateway.context.now() + 1_000).toISOString());
  const { body, text } = await ask(gateway, `?month=${month}`);
  assert.equal(row(body, 'declined-by-reason', { direction: 'sent', reason: 'other' })?.['referrals'], 1);
  assert.ok(!text.includes(CANARY));
});

void test('a referral between two offices of this participant counts apart, and is asked for by its own id', async (t) => {
  const gateway = await startGateway(t);
  await submitted(gateway, { to: 'xk' });
  gateway.setNow(new Date(gateway.context.now() + 1_000).toISOString());
  const month = new Date(gateway.context.now()).toISOString().slice(0, 7);
  const { body } = await ask(gateway, `?month=${month}&partner=xk`);
  for (const partner of [null, 'xk'])
    assert.equal(
      row(body, 'submitted', { direction: 'domestic', urgency: 'urgent', partner })?.['referrals'],
      1,
    );
  assert.equal(row(body, 'submitted', { direction: 'sent', urgency: 'urgent' })?.['referrals'], 0);
  const other = (await ask(gateway, `?month=${month}&partner=al`)).body;
  assert.equal(row(other, 'submitted', { direction: 'domestic', urgency: 'urgent' })?.['referrals'], 0);
});

void test('only focal point, duty officer and auditor read them, and a misspelt question is refused', async (t) => {
  const gateway = await startGateway(t);
  for (const role of roles) {
    const { status } = await get(gateway, URL, { as: { sub: 'someone', roles: [role] } });
    const allowed = ['national-focal-point', 'duty-officer', 'auditor'].includes(role);
    assert.equal(status, allowed ? 200 : 403, role);
  }
  assert.equal((await get(gateway, URL)).status, 401);
  for (const [query, pointer, code] of [
    ['?month=2026-13', '/month', 'format'],
    ['?from=2026-10-01', '/to', 'format'],
    ['?from=2026-10-02&to=2026-10-01', '/to', 'range'],
    ['?month=2026-10&from=2026-10-01&to=2026-10-02', '/month', 'range'],
    ['?partner=Al', '/partner', 'pattern'],
    ['?format=xml', '/format', 'enum'],
    ['?person=1', '', 'parameterUnknown'],
  ] as const) {
    const refused = await ask(gateway, query);
    assert.equal(refused.status, 400, query);
    assert.deepEqual(refused.body['errors'], [{ pointer, code }], query);
  }
  const month = new Date(gateway.context.now());
  month.setUTCMonth(month.getUTCMonth() - 1, 1);
  const plain = (await get(gateway, URL, { as: auditor })).body;
  assert.equal(plain['from'], `${month.toISOString().slice(0, 7)}-01T00:00:00.000Z`, 'the last full month');
});

void test('a file where the address or the client asks for one, with the same rows', async (t) => {
  const gateway = await startGateway(t);
  await history(gateway);
  const [from, to] = [-1, 1].map((days) =>
    new Date(gateway.context.now() + days * 86_400_000).toISOString().slice(0, 10),
  );
  const query = `?from=${from}&to=${to}&partner=al`;
  const json = await ask(gateway, query);
  const indicators = json.body['indicators'] as readonly {
    readonly id: string;
    readonly rows: readonly JsonObject[];
  }[];
  assert.ok(!indicators.some(({ id }) => id === 'liveness'), 'what is of no partner');
  const accepted = (accept: string): Promise<Answered> =>
    get(gateway, `${URL}${query}`, { as: auditor, headers: { accept } });
  const file = await accepted('text/csv');
  assert.equal(file.headers['content-type'], 'text/csv; charset=utf-8; header=present');
  assert.equal(file.headers['content-disposition'], `attachment; filename="figures-${from}-${to}.csv"`);
  assert.equal((await ask(gateway, `${query}&format=csv`)).text, file.text);
  for (const accept of ['*/*', 'application/json', 'application/json, text/csv;q=0.5', 'text/csv;q=0'])
    assert.match(String((await accepted(accept)).headers['content-type']), /json/, accept);
  const reading = fromCsv(file.text);
  assert.ok(reading.ok);
  assert.equal(
    reading.rows.length,
    indicators.reduce((sum, { rows }) => sum + rows.length, 0),
  );
  const found = reading.rows.find(
    (each) => each['indicator'] === 'time-to-decide' && each['partner'] === 'al',
  );
  assert.deepEqual(
    [found?.['direction'], found?.['partnerName'], found?.['median'], found?.['referrals']],
    ['received', 'Albania', 'PT1H', '1'],
  );
  assert.match(found?.['footnote'] ?? '', /without prejudice/);
});

void test('no content key is touched: figures are the same when every content is gone', async (t) => {
  const gateway = await startGateway(t);
  const [reference] = await history(gateway);
  const query = `?month=${new Date(gateway.context.now()).toISOString().slice(0, 7)}`;
  const before = (await ask(gateway, query)).text;
  await gateway.db.tx(async (sql) => {
    await sql.query(`delete from trm.content_key`);
    // A list's projection says nothing that the messages do not say.
    await setState(sql, reference ?? '', 'declined', new Date(gateway.context.now()).toISOString());
  });
  assert.equal((await ask(gateway, query)).text, before);
});
