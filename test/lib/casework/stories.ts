/**
 * Whole referrals as people give them, message by message, with invented contents; together they hold every command of
 * the table at a moment when it is right to give it.
 */
import type { JsonObject } from '../../../services/lib/protocol/types.ts';
import { Pair, type Step, SUBJECT } from './gateways.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const START: readonly Step[] = [
  [null, 'referral.submitted'],
  [null, 'referral.acknowledged'],
];
const ACCEPTED: readonly Step[] = [...START, [null, 'referral.accepted', { conditions: [] }]];

/** An assessment that lets the child travel, and both ends' view of the risk. */
function assessed(decision = 'return-to-care'): readonly Step[] {
  const best = (on: string): JsonObject => ({
    persons: [{ subject: SUBJECT, decision, on, deciderKind: 'social-work', heard: true }],
  });
  return [
    ['sender', 'assessment.best-interests', best('2026-11-22')],
    ['sender', 'assessment.risk'],
    ['receiver', 'assessment.risk'],
  ];
}

const PLANNED: readonly Step[] = [
  ...ACCEPTED,
  ...assessed(),
  [null, 'return.plan-proposed'],
  [null, 'return.plan-agreed'],
];
const ARRIVED: readonly Step[] = [...PLANNED, [null, 'transfer.departed'], [null, 'transfer.arrived']];
const ASSISTED: readonly Step[] = [...ARRIVED, [null, 'assistance.started']];

export const stories: Readonly<Record<string, readonly Step[]>> = {
  'from the enquiry to the end': [
    [null, 'enquiry.capacity'],
    [null, 'enquiry.reply'],
    ...START,
    [null, 'referral.clarification-requested'],
    [null, 'referral.clarification-provided'],
    ['sender', 'status.asserted'],
    ['receiver', 'status.asserted'],
    ['sender', 'indicators.observed'],
    ['sender', 'interview.recorded', { necessity: null }],
    ['receiver', 'interview.recorded'],
    [null, 'consent.recorded'],
    [null, 'referral.amended'],
    [null, 'referral.accepted', { conditions: ['escort-provided'] }],
    [null, 'referral.accepted', { conditions: [] }],
    [null, 'referral.disclosed'],
    [null, 'return.identity-check-requested'],
    [null, 'return.identity-check-result'],
    ['receiver', 'family.tracing-requested'],
    ['sender', 'family.tracing-result'],
    ...assessed(),
    [null, 'return.plan-proposed'],
    [null, 'return.plan-agreed'],
    [null, 'transfer.departed'],
    [null, 'transfer.delayed'],
    9 * HOUR,
    ['sender', 'transfer.not-arrived'],
    ['sender', 'safety.alert'],
    ['receiver', 'safety.alert-acknowledged'],
    ['receiver', 'safety.alert-cleared'],
    [null, 'transfer.arrived'],
    [null, 'assistance.started'],
    [null, 'service.feedback'],
    [null, 'person.feedback'],
    ['receiver', 'justice.hearing-notice'],
    ['receiver', 'justice.testimony-requested'],
    ['sender', 'justice.testimony-arranged'],
    ['receiver', 'justice.compensation'],
    ['receiver', 'justice.protection-measure'],
    ['sender', 'referral.on-hold'],
    ['receiver', 'referral.resumed'],
    [null, 'consent.changed'],
    ['receiver', 'consent.withdrawal-confirmed'],
    [null, 'referral.completed'],
    ['sender', 'data.access-requested'],
    ['receiver', 'data.access-provided'],
    ['sender', 'data.rectified'],
    ['sender', 'data.breach-notified'],
    5 * 366 * DAY,
    { clock: 'sender', type: 'referral.sealed' },
    { clock: 'receiver', type: 'referral.sealed' },
    ['sender', 'data.erased'],
    ['receiver', 'data.erasure-receipt'],
  ],
  'an identity before the referral': [
    [null, 'return.identity-check-requested'],
    [null, 'return.identity-check-result'],
    [null, 'referral.submitted'],
  ],
  'the receiver is not competent': [...START, [null, 'referral.redirected']],
  'the receiver declines': [...START, [null, 'referral.declined']],
  'the receiver takes it back': [
    ...ACCEPTED,
    [null, 'referral.declined', { reasons: ['no-longer-possible-here'] }],
  ],
  'it cannot be done': [...ASSISTED, [null, 'referral.not-possible']],
  'the sender recalls it': [...START, [null, 'referral.withdrawn'], [null, 'referral.withdrawal-confirmed']],
  'the person withdraws through the sender': [
    ...START,
    ['sender', 'consent.withdrawn'],
    ['receiver', 'consent.withdrawal-confirmed'],
  ],
  'the person withdraws through the receiver': [
    ...ACCEPTED,
    ['receiver', 'consent.withdrawn'],
    ['sender', 'consent.withdrawal-confirmed'],
    ['sender', 'data.erased', { scope: 'all', reasons: ['consent-withdrawn'] }],
    ['receiver', 'data.erasure-receipt'],
  ],
  'it should never have been': [...ACCEPTED, [null, 'referral.entered-in-error']],
  'nobody answers': [[null, 'referral.submitted'], 7 * HOUR, { clock: 'sender', type: 'referral.expired' }],
  'another plan': [
    ...PLANNED,
    [null, 'return.plan-proposed', { plan: 2 }],
    [null, 'return.plan-agreed', { plan: 2 }],
  ],
  'two legs': [
    ...ACCEPTED,
    ...assessed(),
    [null, 'return.plan-proposed', twoLegs()],
    [null, 'return.plan-agreed'],
    [null, 'transfer.departed', { leg: 1, last: false }],
    [null, 'transfer.arrived', { leg: 1, last: false }],
    [null, 'transfer.departed', { leg: 2, last: true }],
    ['sender', 'referral.on-hold'],
    [null, 'transfer.delayed', { leg: 2 }],
    [null, 'transfer.arrived', { leg: 2, last: true }],
  ],
  'found after a hold': [
    ...PLANNED,
    [null, 'transfer.departed'],
    ['receiver', 'referral.on-hold'],
    9 * HOUR,
    { clock: 'receiver', type: 'transfer.not-arrived' },
    { clock: 'sender', type: 'transfer.not-arrived' },
    [null, 'return.plan-proposed', { plan: 2 }],
  ],
  'help on hold': [
    ...ASSISTED,
    ['receiver', 'referral.on-hold'],
    [null, 'service.feedback'],
    [null, 'person.feedback'],
    ['sender', 'referral.resumed'],
    [null, 'assistance.started'],
  ],
  'help where the person is': [...ACCEPTED, [null, 'assistance.started']],
  'an error on hold': [...ACCEPTED, ['receiver', 'referral.on-hold'], [null, 'referral.entered-in-error']],
  'a passage': [
    [null, 'transit.announced'],
    [null, 'transit.agreed'],
    [null, 'transit.entered'],
    [null, 'transit.passed'],
  ],
  'an alert and nothing else': [
    ['sender', 'safety.alert'],
    ['receiver', 'safety.alert-acknowledged'],
  ],
};

function twoLegs(): JsonObject {
  const leg = (number: number, departAt: string, arriveAt: string): JsonObject => ({
    leg: number,
    mode: 'car',
    from: 'Shelter',
    to: 'Border crossing',
    departAt,
    arriveAt,
    meetingPlace: 'Car park of the border crossing',
    metBy: { function: 'liaison', contact: 'Duty phone of the receiver' },
  });
  return {
    legCount: 2,
    legs: [
      leg(1, '2026-11-22T12:00:00.000Z', '2026-11-22T14:00:00.000Z'),
      leg(2, '2026-11-22T14:00:00.000Z', '2026-11-22T18:00:00.000Z'),
    ],
  };
}

/** Every story, told to its end. */
export function told(): readonly (readonly [name: string, pair: Pair])[] {
  return Object.entries(stories).map(([name, steps]) => [name, new Pair().run(steps)] as const);
}
