/**
 * Every minimal example is a command that goes (contract.md 4): given as it stands from one of its states, with what it
 * needs gone before, it is decided at one end and accepted at the other. Two ends in memory, one walk per ending.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import {
  draftExample,
  durationMs,
  minimalExample,
  operationByType,
  operations,
  rowsOf,
  validateCommand,
  validateMetadata,
  validatePayload,
  type MessageType,
} from '../../../services/lib/contract/index.ts';
import { decide, defaultLimits, fold, judge } from '../../../services/lib/casework/index.ts';
import type { CaseRecord, ReferralState, Side } from '../../../services/lib/casework/index.ts';
import { measure, type JsonObject, type Metadata } from '../../../services/lib/protocol/index.ts';

const REFERRAL = {
  reference: '4FQ20WZ7D1LF',
  from: 'xk',
  to: 'al',
  urgency: 'urgent',
  drill: false,
} as const;
const STREAM: Readonly<Record<Side, string>> = { sender: 'trm.xk.al/0/1', receiver: 'trm.al.xk/0/1' };
const SALT = 'A'.repeat(43);
const DIRECTORY = { sequence: 3, digest: SALT };

const given = new Set<MessageType>();

/** Both ends of one referral; every message arrives at once and is answered by a receipt. */
class Walk {
  #now = Date.parse('2026-11-22T10:00:00.000Z');
  readonly #records: CaseRecord[] = [];
  readonly #sequence: Record<Side, number> = { sender: 0, receiver: 0 };

  get state(): ReferralState {
    return fold(this.#records).state;
  }

  pass(duration: string): this {
    this.#now += durationMs(duration) ?? 0;
    return this;
  }

  /** `by` is needed only where either side may give it; `clock`: nobody does, the gateway's clock sends it. */
  give(type: MessageType, by: { readonly side?: Side; readonly clock?: boolean } = {}): this {
    this.#now += 1_000;
    const now = new Date(this.#now).toISOString();
    const operation = operationByType(type);
    assert.ok(operation !== null);
    const side = by.side ?? (operation.side === 'receiver' ? 'receiver' : 'sender');
    const before = fold(this.#records);
    const where = `${type} from ${before.state}`;
    assert.ok(operation.fromStates.includes(before.state), where);
    for (const needed of [...operation.needs])
      assert.ok(
        this.#records.some(({ metadata }) => metadata.type === needed),
        `${where} needs ${needed}`,
      );
    const body = minimalExample(type, now);
    assert.deepEqual(validateCommand(type, body), { ok: true, unknownCodes: [] }, where);
    const decision = decide({
      type,
      body,
      referral: {
        ...REFERRAL,
        direction: side === 'sender' ? 'sent' : 'received',
        drafter: 'lida',
        draft: side === 'sender' ? draftExample(now) : null,
      },
      history: this.#records,
      fold: before,
      side,
      actor: by.clock === true ? null : { sub: 'fatos', roles: operation.roles.slice(0, 1) },
      now,
      context: {
        basis: true,
        keys: 'known',
        directory: DIRECTORY,
        handoverSecret: SALT,
        limits: defaultLimits,
      },
    });
    assert.ok(decision.ok, `${where}: ${JSON.stringify(decision)}`);
    const { metadata, payload } = decision;
    const rings = [
      validateMetadata(type, 1, { salt: SALT, ...metadata }, 'assert'),
      validatePayload(type, 1, { salt: SALT, ...payload }, 'assert'),
    ];
    for (const ring of rings) assert.deepEqual(ring, { ok: true, unknownCodes: [] }, where);
    assert.equal(measure({ metadata, payload }), 'fits', where);

    const record = this.#append(side, metadata, payload, now);
    const peer: Side = side === 'sender' ? 'receiver' : 'sender';
    const verdict = judge({
      history: this.#records,
      index: this.#records.length - 1,
      referral: REFERRAL,
      seen: { stream: STREAM[peer], sequence: this.#sequence[peer] },
      basis: true,
    });
    assert.ok(verdict.ok, `${where}: ${JSON.stringify(verdict)}`);
    assert.equal(verdict.state, decision.state, where);
    const { stream, sequence } = record;
    assert.ok(stream !== null && sequence !== null);
    const receipt = { type: 'receipt.delivered', version: 1, drill: false, answers: { stream, sequence } };
    this.#append(peer, receipt, {}, now);
    given.add(type);
    return this;
  }

  #append(side: Side, metadata: Metadata, payload: JsonObject, now: string): CaseRecord {
    this.#sequence[side] += 1;
    const sequence = this.#sequence[side];
    const record = { side, stream: STREAM[side], sequence, order: sequence, metadata, payload, at: now };
    this.#records.push(record);
    return record;
  }
}

const submitted = (): Walk => new Walk().give('referral.submitted');
const acknowledged = (): Walk => submitted().give('referral.acknowledged');
const accepted = (): Walk => acknowledged().give('referral.accepted');
const planned = (): Walk =>
  accepted()
    .give('assessment.risk', { side: 'sender' })
    .give('assessment.risk', { side: 'receiver' })
    .give('return.plan-proposed')
    .give('return.plan-agreed');
const inAssistance = (): Walk =>
  planned().give('transfer.departed').give('transfer.arrived').give('assistance.started');

function ends(name: string, state: ReferralState, walk: () => Walk): void {
  test(`${name}: ${state}`, () => assert.equal(walk().state, state));
}

describe('every minimal example goes', () => {
  ends('from an enquiry to completion', 'completed', () =>
    new Walk()
      .give('enquiry.capacity')
      .give('enquiry.reply')
      .give('return.identity-check-requested')
      .give('return.identity-check-result')
      .give('referral.submitted')
      .give('referral.acknowledged')
      .give('referral.clarification-requested')
      .give('referral.clarification-provided')
      .give('referral.amended')
      .give('referral.accepted')
      .give('referral.disclosed')
      .give('consent.recorded')
      .give('interview.recorded')
      .give('indicators.observed')
      .give('status.asserted')
      .give('family.tracing-requested')
      .give('family.tracing-result', { side: 'receiver' })
      .give('assessment.risk', { side: 'sender' })
      .give('assessment.risk', { side: 'receiver' })
      .give('return.plan-proposed')
      .give('return.plan-agreed')
      .give('transfer.departed')
      .give('transfer.delayed')
      .give('transfer.arrived')
      .give('assistance.started')
      .give('service.feedback')
      .give('referral.on-hold')
      .give('referral.resumed')
      .give('person.feedback')
      .give('referral.completed'),
  );
  ends('declined', 'declined', () => acknowledged().give('referral.declined'));
  ends('redirected', 'redirected', () => acknowledged().give('referral.redirected'));
  ends('a best-interests assessment changes no state', 'acknowledged', () =>
    acknowledged().give('assessment.best-interests'),
  );
  ends('cannot be done', 'not-possible', () => accepted().give('referral.not-possible'));
  ends('should never have existed', 'entered-in-error', () => accepted().give('referral.entered-in-error'));
  ends('withdrawn and confirmed', 'withdrawal-confirmed', () =>
    accepted().give('referral.withdrawn').give('referral.withdrawal-confirmed'),
  );
  ends('consent withdrawn and confirmed', 'withdrawal-confirmed', () =>
    accepted()
      .give('consent.withdrawn', { side: 'receiver' })
      .give('consent.withdrawal-confirmed', { side: 'sender' }),
  );
  ends('consent narrowed and confirmed', 'accepted', () =>
    accepted().give('consent.changed').give('consent.withdrawal-confirmed', { side: 'receiver' }),
  );
  ends('nobody answers', 'expired', () => submitted().pass('P3D').give('referral.expired', { clock: true }));
  ends('retention has ended', 'sealed', () =>
    acknowledged().give('referral.declined').pass('P1900D').give('referral.sealed', { clock: true }),
  );
  ends('nobody came', 'not-arrived', () =>
    planned().give('transfer.departed').pass('P1D').give('transfer.not-arrived', { clock: true }),
  );
  ends('a person reports that nobody came', 'not-arrived', () =>
    planned().give('transfer.departed').pass('P1D').give('transfer.not-arrived', { side: 'receiver' }),
  );
  ends('a transit', 'completed', () =>
    new Walk()
      .give('transit.announced')
      .give('transit.agreed')
      .give('transit.entered')
      .give('transit.passed'),
  );
  ends('an alert after closure', 'declined', () =>
    acknowledged()
      .give('referral.declined')
      .give('safety.alert', { side: 'sender' })
      .give('safety.alert-acknowledged', { side: 'receiver' })
      .give('safety.alert-cleared', { side: 'receiver' }),
  );
  ends('an alert before anything', 'enquiry', () => new Walk().give('safety.alert'));
  ends('proceedings', 'in-assistance', () =>
    inAssistance()
      .give('justice.hearing-notice')
      .give('justice.testimony-requested')
      .give('justice.testimony-arranged', { side: 'receiver' })
      .give('justice.compensation')
      .give('justice.protection-measure'),
  );
  ends('rights of the person', 'in-assistance', () =>
    inAssistance()
      .give('data.access-requested')
      .give('data.access-provided', { side: 'receiver' })
      .give('data.rectified')
      .give('data.breach-notified')
      .give('data.erased')
      .give('data.erasure-receipt', { side: 'receiver' }),
  );
});

after(() => {
  const missing = operations.filter(({ type }) => !given.has(type)).map(({ type }) => type);
  assert.deepEqual(missing, [], 'types whose example nobody gave');
  // What `x-trm-needs` adds: an answer needs what it answers.
  for (const { type } of operations)
    for (const answered of rowsOf(type).flatMap((row) => row.answers ?? []))
      assert.ok(given.has(answered), answered);
});
