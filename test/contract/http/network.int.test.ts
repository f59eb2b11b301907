// Two participants as a foreign client finds them: what the description offers is taken as it stands in both
// directions, what is no HTTP or asks for too much is refused in the same form, and a fresh network has no open incident.
// contract.md 4.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { until } from '../../../scripts/lib/demo/api.ts';
import { type Network, startNetwork } from '../../../scripts/lib/demo/network.ts';
import { draft, must, Outsider, referralIn, type Way } from '../../security/network-api.ts';
import { incidents, testNetwork } from '../../support/network.ts';

const IDS = ['al', 'xk'] as const;
let network: Network;
let ways: readonly Way[];

const closers: (() => unknown)[] = [];
before(async () => {
  network = await testNetwork(
    { after: (close: () => unknown) => void closers.push(close) },
    { participants: IDS },
  );
  const [al, xk] = IDS.map((id) => new Outsider(network, id));
  assert.ok(al !== undefined && xk !== undefined);
  ways = [
    { from: xk, to: al },
    { from: al, to: xk },
  ];
});
after(async () => {
  for (const close of closers) await close();
});

void test('a fresh network has nothing to report: keys that came late leave no open incident', async () => {
  for (const id of IDS)
    await until(`${id} has no open incident`, 30_000, async () =>
      (await incidents(network, id)).every(({ state }) => state !== 'open'),
    );
});

/** What has been said when a referral is in a state that `referralIn` brings it to. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  draft: [],
  enquiry: ['enquiry.capacity'],
  delivered: ['referral.submitted'],
  acknowledged: ['referral.submitted', 'referral.acknowledged'],
  accepted: ['referral.submitted', 'referral.acknowledged', 'referral.accepted'],
};

void test('each minimal example is accepted as it stands from the first state that a short way leads to', async () => {
  for (const way of ways) {
    const { from, to } = way;
    const operations = await from.operations();
    const minimalDraft = operations.get('referral.drafted')?.minimal;
    assert.notEqual(minimalDraft?.['to'], from.id, 'nobody refers to himself');
    must(await from.post('/v1/referrals', 'liaison-officer', minimalDraft));
    const tried = new Set<string>();
    for (const { operationId, fromStates, needs, side } of operations.values()) {
      // A transit begins with a draft about nobody.
      if (operationId === 'transit.announced') continue;
      const ways = Object.entries(SAID).filter(
        ([state, said]) => fromStates?.includes(state) === true && needs.every((type) => said.includes(type)),
      );
      const [first] = ways;
      if (first === undefined) continue;
      const [state] = first;
      const reference = await referralIn(way, state);
      const answer = await (side === 'receiver' ? to : from).command(operationId, reference);
      assert.equal(answer.status, 201, `${operationId} from ${state}: ${answer.text}`);
      tried.add(operationId);
    }
    assert.ok(tried.size >= 30, `${tried.size} operations`);
  }
});

void test('a draft is not there for the other participant, and its own reads its reference in any spelling', async () => {
  const [way] = ways;
  assert.ok(way !== undefined);
  const { from, to } = way;
  const reference = await draft(way);
  must(await to.get(`/v1/referrals/${reference}`, 'national-focal-point'), 404);
  must(
    await from.get(`/v1/referrals/${reference.toLowerCase().replace(/(.{4})/g, '$1-')}`, 'duty-officer'),
    200,
  );
});

void test('an address that a POST does not know is refused like one that a GET does not know', async () => {
  const [way] = ways;
  assert.ok(way !== undefined);
  const minimal = (await way.from.operations()).get('referral.drafted')?.minimal;
  for (const answer of [
    await way.from.get('/v1/referrals?office=x', 'duty-officer'),
    await way.from.post('/v1/referrals?drill=true', 'liaison-officer', minimal),
  ]) {
    must(answer, 400);
    assert.equal(answer.body['code'], 'malformed');
  }
});

void test('a second network in the folder of a running one is refused, and the first stays', async () => {
  for (const resume of [false, true])
    await assert.rejects(startNetwork({ dir: network.dir, bus: 'embedded', resume }), { exitCode: 2 });
  for (const { from } of ways) must(await from.ask('GET', '/readyz'), 200);
});

void test('what is no HTTP is answered by a problem document too, without an echo', async () => {
  const { port } = new URL(network.participant('xk').url);
  for (const request of [
    'CANARY / nothing\r\n\r\n',
    `GET / HTTP/1.1\r\nx: ${'canary'.repeat(8000)}\r\n\r\n`,
  ]) {
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.on('error', () => undefined);
    socket.write(request);
    await once(socket, 'close');
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.match(answer, /content-type: application\/problem\+json/);
    assert.match(answer, /"code":"malformed"/);
    assert.doesNotMatch(answer, /canary/i);
  }
});
