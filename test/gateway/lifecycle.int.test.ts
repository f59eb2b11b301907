// One referral at each of its two ends, by HTTP alone; what the bus would bring is put in through the store.
// contract.md 4 (commands, timeline), domain.md 4 and 6.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeList, minimalExample } from '../../services/lib/contract/index.ts';
import { brokenAt, readChain } from '../../services/lib/store/chains.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import {
  deliver,
  draftBody,
  drafted,
  get,
  people,
  post,
  received,
  seal,
  startGateway,
  submitted,
  takeFromPeer,
  textOf,
} from './gateway-world.ts';

interface Entry {
  readonly message: string | null;
  readonly type: string;
  readonly delivery: string;
  readonly code: string | null;
  readonly content: JsonObject | null;
  readonly role: string | null;
}
const timelineOf = (body: JsonObject): readonly Entry[] => body['timeline'] as unknown as readonly Entry[];

void test('the sender drafts, asks, submits, and sees how each message fares', async (t) => {
  const gateway = await startGateway(t);
  const reference = await drafted(gateway);
  const draft = await get(gateway, `/v1/referrals/${reference}`, { as: people.liaison });
  assert.equal(draft.status, 200);
  assert.equal(draft.body['state'], 'draft');
  assert.deepEqual(draft.body['draft'], draftBody());
  assert.deepEqual(draft.body['allowed'], ['enquiry.capacity', 'safety.alert', 'transit.announced']);
  assert.deepEqual(
    timelineOf(draft.body).map(({ type, delivery }) => [type, delivery]),
    [['referral.drafted', 'local']],
  );

  const enquiry = await post(gateway, `/v1/referrals/${reference}/enquiries`, {
    as: people.liaison,
    body: minimalExample('enquiry.capacity', gateway.context.now()),
  });
  assert.equal(enquiry.status, 201, enquiry.text);
  assert.equal(enquiry.body['state'], 'enquiry');
  const asked = await deliver(gateway, 'al', reference, textOf(enquiry.body, 'message'));
  await takeFromPeer(gateway, 'al', {
    metadata: {
      type: 'enquiry.reply',
      reference,
      urgency: 'urgent',
      role: 'liaison-officer',
      answer: 'yes',
      answers: asked,
    },
  });

  const submission = await post(gateway, `/v1/referrals/${reference}/submissions`, { as: people.focal });
  assert.equal(submission.status, 201, submission.text);
  assert.deepEqual(Object.keys(submission.body), ['reference', 'message', 'state']);
  assert.equal(submission.body['state'], 'submitted');
  assert.equal(gateway.enqueued(), 2);

  const message = textOf(submission.body, 'message');
  const deliveryNow = async (): Promise<string | undefined> => {
    const { body } = await get(gateway, `/v1/referrals/${reference}`, { as: people.focal });
    return timelineOf(body).find((entry) => entry.message === message)?.delivery;
  };
  assert.equal(await deliveryNow(), 'queued');
  const position = await seal(gateway, message);
  assert.equal(await deliveryNow(), 'published');
  await takeFromPeer(gateway, 'al', {
    metadata: { type: 'receipt.delivered', reference, answers: position },
  });
  assert.equal(await deliveryNow(), 'delivered');

  const acknowledged = { reference, urgency: 'urgent', role: 'duty-officer', answers: position } as const;
  await takeFromPeer(gateway, 'al', { metadata: { type: 'referral.acknowledged', ...acknowledged } });
  const body = { name: 'National Reception Centre', contact: 'Duty desk' };
  await takeFromPeer(gateway, 'al', {
    metadata: { type: 'referral.accepted', ...acknowledged, role: 'national-focal-point', conditions: [] },
    payload: { responsibleBody: body, handoverSecret: 'A'.repeat(43) },
  });
  const accepted = await get(gateway, `/v1/referrals/${reference}`, { as: people.focal });
  assert.equal(accepted.body['state'], 'accepted');
  const open = accepted.body['allowed'] as readonly string[];
  assert.ok(open.includes('referral.disclosed'));
  // Both are the receiver's or another state's.
  assert.ok(!open.includes('referral.accepted') && !open.includes('referral.submitted'));
  assert.equal(accepted.body['draft'], undefined);
  assert.deepEqual(accepted.body['persons'], draftBody()['persons']);
  assert.deepEqual(accepted.body['basis'], draftBody()['basis']);

  const disclosed = await post(gateway, `/v1/referrals/${reference}/disclosures`, {
    as: people.focal,
    body: minimalExample('referral.disclosed', gateway.context.now()),
  });
  assert.equal(disclosed.status, 201, disclosed.text);
  assert.equal(disclosed.body['state'], 'accepted');

  const log = await readChain(gateway.db, 'access_log');
  assert.ok(log.length >= 4, 'every read of content is written down');
  assert.equal(brokenAt(gateway.context.cipher, 'access_log', log), null);
  assert.ok(log.every(({ content }) => (JSON.parse(content) as JsonObject)['reference'] === reference));
});

void test('a refused message is told with the code of its refusal, a withdrawn row as not sent', async (t) => {
  const gateway = await startGateway(t);
  const { reference, message } = await submitted(gateway);
  const answers = await seal(gateway, message);
  await takeFromPeer(gateway, 'al', {
    metadata: { type: 'receipt.refused', reference, answers, step: 9, code: 'schema', final: true },
  });
  const { body } = await get(gateway, `/v1/referrals/${reference}`, { as: people.focal });
  const entry = timelineOf(body).find((each) => each.message === message);
  assert.equal(entry?.delivery, 'refused');
  assert.equal(entry.code, 'schema');
  assert.equal(body['state'], 'draft', 'a refusal moves no state');
});

void test('the receiver acknowledges, its contact point answers, the focal point accepts', async (t) => {
  const gateway = await startGateway(t);
  const { reference, task } = await received(gateway, { office: 'shelter' });
  const spelt = `${reference.slice(0, 4).toLowerCase()}-${reference.slice(4, 8)}%20${reference.slice(8)}`;

  const early = await post(gateway, `/v1/referrals/${reference}/acceptances`, {
    as: people.focal,
    body: minimalExample('referral.accepted', gateway.context.now()),
  });
  assert.equal(early.status, 409);
  assert.equal(early.body['code'], 'transition-not-allowed');

  const acknowledgement = await post(gateway, `/v1/referrals/${spelt}/acknowledgements`, { as: people.duty });
  assert.equal(acknowledgement.status, 201, acknowledgement.text);
  assert.equal(acknowledgement.body['state'], 'acknowledged');

  const tasks = await get(gateway, '/v1/tasks?state=open', { as: people.worker });
  assert.deepEqual(
    (tasks.body['items'] as unknown as readonly JsonObject[]).map(({ id, state }) => [id, state]),
    [[task, 'open']],
  );
  const other = { ...people.worker, office: 'another-office' };
  assert.equal((await get(gateway, `/v1/tasks/${task}`, { as: other })).status, 404);
  const answerBody = { answer: 'cannot', reason: 'no-capacity' };
  assert.equal(
    (await post(gateway, `/v1/tasks/${task}/answers`, { as: other, body: answerBody })).status,
    404,
  );
  const unreasoned = await post(gateway, `/v1/tasks/${task}/answers`, {
    as: people.worker,
    body: { answer: 'cannot' },
  });
  assert.equal(unreasoned.status, 422);
  const answer = await post(gateway, `/v1/tasks/${task}/answers`, { as: people.worker, body: answerBody });
  assert.equal(answer.status, 201, answer.text);
  const twice = await post(gateway, `/v1/tasks/${task}/answers`, { as: people.worker, body: answerBody });
  assert.equal(twice.status, 409);
  assert.equal((await get(gateway, `/v1/tasks/${task}`, { as: people.worker })).body['state'], 'answered');

  const [condition] = codeList('conditions').codes;
  const acceptance = await post(gateway, `/v1/referrals/${reference}/acceptances`, {
    as: people.focal,
    body: { ...minimalExample('referral.accepted', gateway.context.now()), conditions: [condition?.code] },
  });
  assert.equal(acceptance.status, 201, acceptance.text);
  assert.equal(acceptance.body['state'], 'accepted-conditionally');

  const { body } = await get(gateway, `/v1/referrals/${reference}`, { as: people.focal });
  const accepted = timelineOf(body).find(({ type }) => type === 'referral.accepted');
  assert.match(textOf(accepted?.content ?? undefined, 'handoverSecret'), /^[A-Za-z0-9_-]{43}$/);
  assert.ok(timelineOf(body).some(({ type, code }) => type === 'task.answered' && code === 'no-capacity'));
  assert.ok(!timelineOf(body).some(({ type }) => type.startsWith('receipt.')));
});

void test('who may read what: the office, the liaison officer, the body that needs it', async (t) => {
  const gateway = await startGateway(t);
  const { reference, position } = await received(gateway, { office: 'shelter' });
  const stranger = { ...people.worker, sub: 'worker-9', office: 'another-office' };
  assert.equal((await get(gateway, `/v1/referrals/${reference}`, { as: stranger })).status, 404);
  const office = gateway.context.pack.offices[0];
  assert.ok(office);
  await post(gateway, `/v1/referrals/${reference}/acknowledgements`, { as: people.duty });
  const acceptance = await post(gateway, `/v1/referrals/${reference}/acceptances`, {
    as: people.focal,
    body: minimalExample('referral.accepted', gateway.context.now()),
  });
  const answers = await seal(gateway, textOf(acceptance.body, 'message'));
  const common = {
    type: 'referral.disclosed',
    reference,
    urgency: 'urgent',
    role: 'national-focal-point',
    answers,
  };
  const persons = [{ subject: '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53' }];
  await takeFromPeer(gateway, 'al', {
    metadata: { ...common, tier: 't2' },
    payload: { forBody: 'shelter', persons },
  });
  await takeFromPeer(gateway, 'al', {
    metadata: { ...common, tier: 't3' },
    payload: { forBody: office.name, persons },
  });
  assert.ok(position.sequence > 0);

  const seen = async (as: {
    sub: string;
    roles: readonly string[];
    office?: string;
  }): Promise<readonly string[]> => {
    const { body, status } = await get(gateway, `/v1/referrals/${reference}`, { as });
    assert.equal(status, 200);
    return timelineOf(body)
      .filter(({ content }) => content !== null && Object.keys(content).length > 0)
      .map(({ type }) => type);
  };
  const all = ['referral.submitted', 'referral.accepted', 'referral.disclosed', 'referral.disclosed'];
  assert.deepEqual(await seen(people.focal), all);
  assert.deepEqual(await seen(people.duty), all);
  assert.deepEqual(await seen(people.liaison), all.slice(0, 3));
  assert.deepEqual(await seen(people.worker), ['referral.submitted', 'referral.disclosed']);
});

// domain.md 6.2: a passage names nobody, so the bars of the whole local case speak for whoever is meant.
void test('whoever is barred from the person is not asked for a passage of the same case either', async (t) => {
  const gateway = await startGateway(t);
  const [about, passage, other] = [await drafted(gateway), await drafted(gateway), await drafted(gateway)];
  const barred = await post(gateway, `/v1/referrals/${about}/contact-bars`, {
    as: people.liaison,
    body: { participant: 'al', reason: 'asylum-application' },
  });
  assert.equal(barred.status, 201, barred.text);
  const opened = await post(gateway, '/v1/cases', {
    as: people.liaison,
    body: { references: [about, passage] },
  });
  assert.equal(opened.status, 201, opened.text);
  const announce = (reference: string): ReturnType<typeof post> =>
    post(gateway, `/v1/referrals/${reference}/transits`, {
      as: people.liaison,
      body: minimalExample('transit.announced', gateway.context.now()),
    });

  const refused = await announce(passage);
  assert.equal(refused.status, 422, refused.text);
  assert.equal(refused.body['guard'], 'do-not-contact');
  assert.equal((await announce(other)).status, 201);
});

void test('four eyes, and the texts of guards', async (t) => {
  const gateway = await startGateway(t);
  const both = { sub: 'one-person', roles: ['liaison-officer', 'national-focal-point', 'duty-officer'] };
  const reference = await drafted(gateway, {}, both);
  const alone = await post(gateway, `/v1/referrals/${reference}/submissions`, { as: both });
  assert.equal(alone.status, 422);
  assert.equal(alone.body['code'], 'guard-failed');
  assert.equal(alone.body['guard'], 'four-eyes');
  assert.equal(alone.body['who'], 'national-focal-point');
  assert.equal(
    (await post(gateway, `/v1/referrals/${reference}/submissions`, { as: people.duty })).status,
    422,
  );

  const emergency = await drafted(gateway, { urgency: 'emergency' }, both);
  const sent = await post(gateway, `/v1/referrals/${emergency}/submissions`, { as: both });
  assert.equal(sent.status, 201, sent.text);

  const barred = await drafted(gateway, { doNotContact: ['al'] });
  const refused = await post(gateway, `/v1/referrals/${barred}/submissions`, { as: people.focal });
  assert.equal(refused.body['guard'], 'do-not-contact');

  const empty = await post(gateway, '/v1/referrals', {
    as: people.liaison,
    body: { to: 'al', urgency: 'routine' },
  });
  assert.equal(empty.status, 201, empty.text);
  const incomplete = await post(gateway, `/v1/referrals/${textOf(empty.body, 'reference')}/submissions`, {
    as: people.focal,
  });
  assert.equal(incomplete.body['code'], 'content-invalid');
  assert.ok(
    Array.isArray(incomplete.body['errors']) && (incomplete.body['errors'] as readonly unknown[]).length > 0,
  );

  gateway.setNow('2028-06-01T10:00:00.000Z');
  const late = await drafted(gateway);
  const withoutBasis = await post(gateway, `/v1/referrals/${late}/submissions`, { as: people.focal });
  assert.equal(withoutBasis.body['guard'], 'transfer-basis');
});

void test('lists are paged without losing or repeating a referral', async (t) => {
  const gateway = await startGateway(t);
  const references: string[] = [];
  for (let i = 0; i < 7; i += 1) references.push(await drafted(gateway));
  const found: string[] = [];
  let cursor = '';
  do {
    const { body, status } = await get(
      gateway,
      `/v1/referrals?direction=sent&state=draft&limit=3&cursor=${cursor}`,
      { as: people.duty },
    );
    assert.equal(status, 200);
    found.push(
      ...(body['items'] as unknown as readonly { reference: string }[]).map(({ reference }) => reference),
    );
    cursor = (body['next'] as unknown as string | null) ?? '';
  } while (cursor !== '');
  assert.deepEqual(found.toSorted(), references.toSorted());
  const own = await get(gateway, '/v1/referrals', { as: people.worker });
  assert.deepEqual(own.body['items'], []);
  for (const query of [
    'limit=0',
    'limit=x',
    'cursor=AAAA',
    'state=nowhere',
    'direction=up',
    'page=2',
    'limit=1&limit=2',
  ]) {
    const { status, body } = await get(gateway, `/v1/referrals?${query}`, { as: people.duty });
    assert.equal(status, 400, query);
    assert.equal(body['code'], 'malformed');
  }
});
