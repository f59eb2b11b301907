/**
 * A tester with curl: every command's `minimal` example of /openapi.json is accepted as it stands from one of its states
 * once what `x-trm-needs` names has gone before (contract.md 4). The other side's messages come as its router would
 * store them.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  givenOperations,
  minimalExample,
  operationByType,
  rowsOf,
  splitCommand,
  type MessageType,
} from '../../services/lib/contract/index.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { newId, newReference, type JsonObject, type Metadata } from '../../services/lib/protocol/index.ts';
import { insertMessage } from '../../services/lib/store/messages.ts';
import { enqueue } from '../../services/lib/store/outbox.ts';
import {
  deliver,
  get,
  people,
  post,
  received,
  seal,
  startGateway,
  takeFromPeer,
  textOf,
  type Gateway,
} from './gateway-world.ts';

interface Described {
  readonly operationId: string;
  readonly 'x-trm-from-states': readonly string[];
  readonly 'x-trm-needs': readonly string[];
  readonly requestBody: {
    readonly content: {
      readonly 'application/json': {
        readonly examples: { readonly minimal: { readonly value: JsonObject } };
      };
    };
  };
}
type Position = { readonly stream: string; readonly sequence: number };

const PEER = 'al';
const given = new Set<MessageType>();

/** One referral at this gateway; a step is a command given here or a message of the other side. */
class Walk {
  readonly #gateway: Gateway;
  readonly #reference: string;
  readonly #positions = new Map<string, Position>();

  constructor(gateway: Gateway, reference: string, positions: Readonly<Record<string, Position>> = {}) {
    this.#gateway = gateway;
    this.#reference = reference;
    for (const [type, position] of Object.entries(positions)) this.#positions.set(type, position);
  }

  static async draft(gateway: Gateway): Promise<Walk> {
    const { body: document } = await get(gateway, '/openapi.json');
    const paths = document['paths'] as unknown as Record<string, { readonly post: Described }>;
    const body = paths['/v1/referrals']?.post.requestBody.content['application/json'].examples.minimal.value;
    const answer = await post(gateway, '/v1/referrals', { as: people.liaison, body });
    assert.equal(answer.status, 201, answer.text);
    return new Walk(gateway, textOf(answer.body, 'reference'));
  }

  async state(): Promise<string> {
    const answer = await get(this.#gateway, `/v1/referrals/${this.#reference}`, { as: people.focal });
    return textOf(answer.body, 'state');
  }

  wait(milliseconds: number): void {
    this.#gateway.setNow(new Date(this.#gateway.context.now() + milliseconds).toISOString());
  }

  /** Commands given here, each with the example that the gateway itself names. */
  async give(...types: readonly MessageType[]): Promise<this> {
    for (const type of types) await this.#give(type);
    return this;
  }

  async #give(type: MessageType): Promise<void> {
    this.wait(1_000);
    const { body: document } = await get(this.#gateway, '/openapi.json');
    const paths = document['paths'] as unknown as Readonly<Record<string, { readonly post?: Described }>>;
    const [path, described] =
      Object.entries(paths).find(([, methods]) => methods.post?.operationId === type) ?? [];
    assert.ok(path !== undefined && described?.post !== undefined, type);
    const { post: operation } = described;
    const before = await this.state();
    assert.ok(operation['x-trm-from-states'].includes(before), `${type} from ${before}`);
    for (const needed of operation['x-trm-needs'])
      assert.ok(
        this.#positions.has(needed) || rowsOf(type).some((row) => row.answers?.some((one) => one === needed)),
        `${type} needs ${needed}`,
      );
    const role = operationByType(type)?.roles[0] ?? '';
    const answer = await post(this.#gateway, path.replace('{reference}', this.#reference), {
      as: { sub: `${role}-9`, roles: [role] },
      body: operation.requestBody.content['application/json'].examples.minimal.value,
    });
    assert.equal(answer.status, 201, `${type} from ${before}: ${answer.text}`);
    const message = textOf(answer.body, 'message');
    this.#positions.set(type, await deliver(this.#gateway, PEER, this.#reference, message));
    given.add(type);
  }

  /** Messages of the other side, with the same examples. */
  async take(...types: readonly MessageType[]): Promise<this> {
    for (const type of types) {
      this.wait(1_000);
      const body = minimalExample(type, this.#gateway.context.now());
      const { metadata, payload } = splitCommand(type, body);
      const answers = rowsOf(type)
        .flatMap((row) => row.answers ?? [])
        .map((answered) => this.#positions.get(answered))
        .find((position) => position !== undefined);
      const position = await takeFromPeer(this.#gateway, PEER, {
        metadata: {
          type,
          reference: this.#reference,
          urgency: 'urgent',
          role: operationByType(type)?.roles[0] ?? '',
          ...(answers === undefined ? {} : { answers }),
          ...metadata,
        },
        payload: type === 'referral.accepted' ? { ...payload, handoverSecret: 'A'.repeat(43) } : payload,
      });
      const { stream, sequence } = position;
      this.#positions.set(type, { stream, sequence });
      await confirm(this.#gateway, this.#reference, { stream, sequence });
    }
    return this;
  }
}

/** The router says that it has taken a message, and the publisher seals that first: what is said here later comes after it. */
async function confirm(gateway: Gateway, reference: string, answers: Position): Promise<void> {
  const id = newId(nodeCipher, gateway.context.now());
  const metadata = { type: 'receipt.delivered', version: 1, drill: false, reference, answers } as const;
  const at = new Date(gateway.context.now()).toISOString();
  await gateway.db.tx((sql) =>
    insertMessage(sql, { id, direction: 'out', peer: PEER, metadata, stream: null, sequence: null, at }),
  );
  await sealReceipt(gateway, id, metadata);
}

async function sealReceipt(gateway: Gateway, id: string, metadata: Metadata & JsonObject): Promise<void> {
  const entry = { id, peer: PEER, lane: 0, reference: null, personal: false, metadata, payload: {} };
  await gateway.db.tx((sql) => enqueue(sql, gateway.context.crypto, { ...entry, type: metadata.type }));
  await seal(gateway, id);
}

async function receivedHere(gateway: Gateway): Promise<Walk> {
  const { reference, position } = await received(gateway, { peer: PEER });
  const { stream, sequence } = position;
  const [receipt] = await gateway.db.query<{ id: string }>(
    `select id from trm.message where reference = $1 and type = 'receipt.delivered' and direction = 'out'`,
    [reference],
  );
  assert.ok(receipt);
  await sealReceipt(gateway, receipt.id, { type: 'receipt.delivered', version: 1, drill: false });
  return new Walk(gateway, reference, { 'referral.submitted': { stream, sequence } });
}

void test('what the side that refers gives', async (t) => {
  const gateway = await startGateway(t);
  const walk = await Walk.draft(gateway);
  await walk.give('enquiry.capacity', 'return.identity-check-requested', 'referral.submitted');
  await walk.take('referral.acknowledged', 'referral.clarification-requested');
  await walk.give('referral.clarification-provided', 'referral.amended');
  await walk.take('referral.accepted');
  await walk.give('referral.disclosed', 'consent.recorded', 'interview.recorded', 'indicators.observed');
  await walk.give('status.asserted', 'family.tracing-requested', 'assessment.risk');
  await walk.take('assessment.risk');
  await walk.give('return.plan-proposed');
  await walk.take('return.plan-agreed');
  await walk.give('transfer.departed', 'transfer.delayed', 'referral.on-hold', 'referral.resumed');
  await walk.give('justice.hearing-notice', 'justice.testimony-requested', 'justice.compensation');
  await walk.give('justice.protection-measure');
  await walk.take('data.access-requested');
  await walk.give('data.access-provided', 'data.access-requested', 'data.rectified', 'data.breach-notified');
  await walk.give('safety.alert', 'safety.alert-cleared');
  await walk.take('safety.alert');
  await walk.give('safety.alert-acknowledged');
  await walk.give('transfer.not-arrived', 'consent.changed', 'referral.withdrawn');
  assert.equal(await walk.state(), 'withdrawn');
});

void test('what the side that is asked gives', async (t) => {
  const gateway = await startGateway(t);
  const asked = new Walk(gateway, newReference(nodeCipher));
  await asked.take('enquiry.capacity', 'return.identity-check-requested');
  await asked.give('enquiry.reply', 'return.identity-check-result');

  const walk = await receivedHere(gateway);
  await walk.give('referral.acknowledged', 'referral.clarification-requested');
  await walk.take('referral.clarification-provided');
  await walk.give('assessment.best-interests', 'referral.accepted');
  await walk.take('family.tracing-requested', 'justice.testimony-requested');
  await walk.give('family.tracing-result', 'justice.testimony-arranged', 'assessment.risk');
  await walk.take('return.plan-proposed');
  await walk.give('return.plan-agreed');
  await walk.take('transfer.departed');
  await walk.give('transfer.arrived', 'assistance.started', 'service.feedback', 'person.feedback');
  await walk.give('referral.completed', 'data.erased');
  await walk.take('data.erased');
  await walk.give('data.erasure-receipt');
});

void test('each other ending', async (t) => {
  const gateway = await startGateway(t);
  await (await receivedHere(gateway)).give('referral.acknowledged', 'referral.declined');
  await (await receivedHere(gateway)).give('referral.acknowledged', 'referral.redirected');
  await (
    await receivedHere(gateway)
  ).give('referral.acknowledged', 'referral.accepted', 'referral.not-possible');
  await (
    await (await receivedHere(gateway)).take('referral.withdrawn')
  ).give('referral.withdrawal-confirmed');
  const withdrawn = await (await receivedHere(gateway)).take('consent.withdrawn');
  await withdrawn.give('consent.withdrawal-confirmed');
  await (await receivedHere(gateway)).give('consent.withdrawn');
  await (await Walk.draft(gateway)).give('referral.submitted', 'referral.entered-in-error');
  const transit = await (await Walk.draft(gateway)).give('transit.announced');
  assert.equal(await transit.state(), 'arranging');
  const passing = await new Walk(gateway, newReference(nodeCipher)).take('transit.announced');
  await passing.give('transit.agreed', 'transit.entered', 'transit.passed');
});

after(() => {
  const missing = givenOperations.filter(({ type }) => !given.has(type)).map(({ type }) => type);
  assert.deepEqual(missing, [], 'operations whose example nobody gave');
});
