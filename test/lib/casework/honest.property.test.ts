// With contents and rules: two honest gateways that read late never refuse each other for a rule, and nothing that was
// delivered loses its place. TRM_SEED plays a run again.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { operations } from '../../../services/lib/contract/index.ts';
import { allowed, decide, fold, type MessageType, type Side } from '../../../services/lib/casework/index.ts';
import type { JsonObject } from '../../../services/lib/protocol/types.ts';
import { Pair, type Step, SUBJECT } from './gateways.ts';
import { Random } from './histories.ts';

const SEED = Number(process.env['TRM_SEED'] ?? randomInt(2 ** 31));
const RUNS = 400;
const SIDES: readonly Side[] = ['sender', 'receiver'];
const ALL_ROLES = [...new Set(operations.flatMap(({ roles }) => roles))];

/** Steps that bring a referral forward are tried more often. */
const FORWARD: Readonly<Record<string, number>> = {
  'referral.submitted': 8,
  'referral.acknowledged': 8,
  'referral.accepted': 8,
  'assessment.best-interests': 2,
  'assessment.risk': 3,
  'return.plan-proposed': 6,
  'return.plan-agreed': 12,
  'transfer.departed': 30,
  'transfer.arrived': 6,
  'consent.recorded': 1,
  'referral.withdrawn': 0.2,
  'referral.entered-in-error': 0.1,
  'referral.declined': 0.2,
  'referral.redirected': 0.2,
  'consent.withdrawn': 0.2,
};

const SIDELINE = /^(?:justice|data|transit|family)\./;

/** Half of the histories begin where much is possible. */
const ACCEPTED: readonly Step[] = [
  [null, 'referral.submitted'],
  [null, 'referral.acknowledged'],
  [null, 'referral.accepted'],
];

/** Other members than those of the minimal example, so that rules have something to say. */
function ownOf(type: MessageType, random: Random, { now, sent }: Pair): JsonObject {
  const today = now.slice(0, 10);
  switch (type) {
    case 'assessment.best-interests': {
      const decision = random.pick(['return-to-care', 'return-to-family', 'stay-here']) ?? 'stay-here';
      const person = { subject: SUBJECT, decision, on: today, deciderKind: 'social-work', heard: true };
      return { persons: [person] };
    }
    case 'referral.on-hold':
      return random.chance(0.4)
        ? {
            reasons: ['reflection-period'],
            reviewOn: new Date(Date.parse(now) + 40 * 86_400_000).toISOString().slice(0, 10),
          }
        : {};
    case 'return.plan-proposed':
      return {
        plan: sent.sender.filter(({ metadata }) => metadata.type === type).length + 1,
        personAsked: random.chance(0.5),
        destination: {
          kind: random.pick(['shelter', 'own-household']) ?? 'shelter',
          relation: random.pick(['none', 'none', 'parent']) ?? 'none',
        },
      };
    case 'return.plan-agreed':
    case 'transfer.departed':
      return {
        plan: sent.sender.filter(({ metadata }) => metadata.type === 'return.plan-proposed').length,
      };
    case 'interview.recorded':
      return {
        necessity: random.chance(0.5) ? 'new-information' : null,
        topics: [random.pick(['needs', 'health']) ?? 'needs'],
      };
    case 'status.asserted': {
      const ageBand = random.pick(['9-17', '18-20', 'age-in-doubt']) ?? '9-17';
      const ageAssessment = { byKindOfBody: 'social-work', on: today, method: 'documents' };
      return { persons: [{ subject: SUBJECT, ageBand, ...(random.chance(0.6) ? { ageAssessment } : {}) }] };
    }
    case 'referral.accepted':
      return random.chance(0.3) ? { conditions: ['escort-provided'] } : {};
    case 'consent.changed':
      return random.chance(0.5)
        ? {}
        : {
            agreement: {
              by: random.pick(['person', 'person-and-guardian']) ?? 'person',
              on: today,
              receiver: 'al',
              purposes: ['protection-referral', 'feedback-to-sender'],
            },
            removedPurposes: ['return-arrangement'],
          };
    default:
      return {};
  }
}

function act(pair: Pair, side: Side, random: Random, decided: Map<string, number>): void {
  const flags = { drafter: 'lida', urgency: pair.urgency };
  const open = allowed(
    pair.input(side, 'safety.alert').fold,
    { sub: 'fatos', roles: ALL_ROLES },
    side,
    flags,
  );
  const weights = open.map((type) => FORWARD[type] ?? (SIDELINE.test(type) ? 0.05 : 0.5));
  let point = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  const type = open.find((_, index) => (point -= weights[index] ?? 0) <= 0);
  if (type === undefined) return;
  const own = ownOf(type, random, pair);
  const decision = decide(pair.input(side, type, own));
  if (!decision.ok) return;
  pair.give(side, type, own);
  decided.set(type, (decided.get(type) ?? 0) + 1);
}

test(`honest gateways never refuse each other for a rule (TRM_SEED=${SEED})`, (t) => {
  const decided = new Map<string, number>();
  let transitions = 0;
  for (let number = 0; number < RUNS; number += 1) {
    const random = new Random(SEED + number * 7919);
    const pair = new Pair().run(number % 2 === 0 ? [] : ACCEPTED);
    const eagerness = { sender: 0.2 + 0.6 * random.next(), receiver: 0.2 + 0.6 * random.next() };
    for (let step = 0; step < 70; step += 1) {
      const side = random.pick(SIDES) ?? 'sender';
      if (random.chance(0.02)) pair.wait(random.below(3 * 86_400_000));
      if (random.chance(eagerness[side])) pair.readNext(side);
      else act(pair, side, random, decided);
    }
    pair.sync();
    const told = `run ${number} of seed ${SEED}: ${pair.given.map(({ side, type }) => `${side} ${type}`).join(', ')}`;
    assert.deepEqual(
      pair.refusals.filter(({ code }) => code === 'guard'),
      [],
      told,
    );
    transitions += pair.refusals.length;
    const all = pair.view('sender');
    const result = fold(all);
    assert.deepEqual(result.rejected, [], told);
    assert.deepEqual(result.waiting, [], told);
    assert.equal(result.state, fold(pair.view('receiver')).state, told);
  }
  t.diagnostic(`seed ${SEED}: ${RUNS} histories, ${transitions} messages lost a race`);
  t.diagnostic([...decided].map(([type, count]) => `${type} ${count}`).join(', '));
  for (const type of [
    'transfer.departed',
    'return.plan-proposed',
    'referral.on-hold',
    'safety.alert-cleared',
  ])
    assert.ok((decided.get(type) ?? 0) > 0, `${type} is among what was sent`);
});
