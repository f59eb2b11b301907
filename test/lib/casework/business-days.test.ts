// Routine limits are counted in the working days of whoever has to act; urgent ones and emergencies never are.
// Invariant under test: every limit in working days is carried by its message, so both ends are told one end of it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { minimalExample, operationByType, transitions } from '../../../services/lib/contract/index.ts';
import { clocksOf, decide, defaultLimits, fold, type Side } from '../../../services/lib/casework/index.ts';
import { actsOn, type Ends, limitStartedBy, respondBy } from '../../../services/lib/casework/limits.ts';
import { type Calendar, isWorkingDay } from '../../../services/lib/directory/calendar.ts';
import { inputFor } from './command-support.ts';

/** Friday, 15:00 in both. */
const FRIDAY = '2026-11-27T14:00:00.000Z';
const told = { source: 'invented', confirmed: false } as const;
const xk: Calendar = {
  id: 'xk',
  version: 1,
  asOf: '2026-11-23',
  timeZone: 'Europe/Belgrade',
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  holidays: [],
};
const al: Calendar = {
  ...xk,
  id: 'al',
  timeZone: 'Europe/Tirane',
  holidays: [
    { date: '2026-11-30', name: 'Dita e Pavarësisë', ...told },
    { date: '2026-12-01', name: 'Dita e Çlirimit', ...told },
  ],
};
const calendars = new Map([
  ['xk', xk],
  ['al', al],
]);
const calendarOf = (participant: string): Calendar | null => calendars.get(participant) ?? null;
/** xk refers to al. */
const from = (side: Side): Ends => ({ side, from: 'xk', to: 'al', calendarOf });

suite('a Friday afternoon', () => {
  const due = (type: string, side: Side): string | null =>
    respondBy(defaultLimits, type, 'routine', FRIDAY, from(side));
  test('a submission is acknowledged by who is asked: after its weekend and its two holidays', () =>
    assert.equal(due('referral.submitted', 'sender'), '2026-12-02T14:00:00.000Z'));
  test('an acknowledgement is decided by who gave it', () =>
    assert.equal(due('referral.acknowledged', 'receiver'), '2026-12-04T14:00:00.000Z'));
  test('questions are answered by who refers: three working days there, no holiday among them', () =>
    assert.equal(due('referral.clarification-requested', 'receiver'), '2026-12-02T14:00:00.000Z'));
  test('a withdrawal is confirmed by who was asked', () =>
    assert.equal(due('referral.withdrawn', 'sender'), '2026-12-02T14:00:00.000Z'));
  test('a consent withdrawn at either end is confirmed by the other', () => {
    assert.equal(due('consent.withdrawn', 'sender'), '2026-12-02T14:00:00.000Z');
    assert.equal(due('consent.withdrawn', 'receiver'), '2026-11-30T14:00:00.000Z');
  });
  test('who accepts plans, in fourteen working days', () =>
    assert.equal(due('referral.accepted', 'receiver'), '2026-12-21T14:00:00.000Z'));
  test('feedback has its seven days of the clock', () =>
    assert.equal(due('assistance.started', 'receiver'), '2026-12-04T14:00:00.000Z'));
});

test('urgent limits and emergencies run by the clock, whatever day it is', () => {
  for (const urgency of ['urgent', 'emergency'] as const)
    for (const type of ['referral.submitted', 'referral.acknowledged', 'referral.accepted'])
      assert.equal(
        respondBy(defaultLimits, type, urgency, FRIDAY, from('sender')),
        respondBy(defaultLimits, type, urgency, FRIDAY),
      );
});

test('where the calendar of who has to act is not known, the clock runs, which ends earlier', () => {
  const one = (known: string): Ends => ({
    ...from('sender'),
    calendarOf: (id) => (id === known ? calendarOf(id) : null),
  });
  const due = (ends: Ends): string | null =>
    respondBy(defaultLimits, 'referral.submitted', 'routine', FRIDAY, ends);
  assert.equal(due(one('xk')), '2026-11-28T14:00:00.000Z');
  assert.equal(due(one('al')), '2026-12-02T14:00:00.000Z');
});

test('limits of a pair are counted so too, and those of seconds stay seconds', () => {
  const limits = { ...defaultLimits, acknowledge: { routine: 'P2D' }, decide: { routine: 'PT5S' } };
  assert.equal(
    respondBy(limits, 'referral.submitted', 'routine', FRIDAY, from('sender')),
    '2026-12-03T14:00:00.000Z',
  );
  assert.equal(
    respondBy(limits, 'referral.acknowledged', 'routine', '2026-11-29T14:00:00.000Z', from('receiver')),
    '2026-11-29T14:00:05.000Z',
  );
});

suite('a decided message carries it', () => {
  const change = {
    referral: { urgency: 'routine' as const },
    context: { calendarOf },
  };
  const dueOf = (type: 'referral.submitted' | 'referral.acknowledged', context: object): unknown => {
    const body = minimalExample(type, FRIDAY);
    const decision = decide({ ...inputFor(type, { ...change, body, context }), now: FRIDAY });
    assert.ok(decision.ok);
    return decision.metadata.respondBy;
  };
  test('the sender names the end in working days of the receiver', () =>
    assert.equal(dueOf('referral.submitted', { calendarOf }), '2026-12-02T14:00:00.000Z'));
  test('the receiver names the end in its own', () =>
    assert.equal(dueOf('referral.acknowledged', { calendarOf }), '2026-12-04T14:00:00.000Z'));
  test('a gateway without calendars counts by the clock', () =>
    assert.equal(dueOf('referral.submitted', {}), '2026-11-28T14:00:00.000Z'));
  test('and both ends run their clock to that end', () => {
    const decision = decide({ ...inputFor('referral.submitted', change), now: FRIDAY });
    assert.ok(decision.ok);
    const stream = 'trm.xk.al/0/1';
    const record = {
      side: 'sender',
      stream,
      sequence: 1,
      order: 1,
      metadata: decision.metadata,
      payload: null,
      at: FRIDAY,
    } as const;
    for (const ours of ['sender', 'receiver'] as const) {
      const clock = clocksOf({
        history: [record],
        fold: fold([record]),
        local: [],
        ours,
        urgency: 'routine',
        limits: defaultLimits,
        now: '2026-12-01T14:00:00.000Z',
      }).find(({ limit }) => limit === 'acknowledge');
      assert.deepEqual([clock?.dueAt, clock?.state], ['2026-12-02T14:00:00.000Z', 'running']);
    }
  });
});

suite('every limit in working days', () => {
  const inDays = Object.entries(transitions.limits).filter(([, limit]) =>
    Object.values(limit.calendar).includes('business'),
  );
  assert.ok(inDays.length > 0);
  for (const [name, limit] of inDays)
    test(name, () => {
      assert.ok(limit.carried, 'its message names its end, for the other end may know other calendars');
      assert.equal(limit.after, undefined);
      assert.deepEqual(limit.calendar, {
        emergency: 'wall-clock',
        urgent: 'wall-clock',
        routine: 'business',
      });
      for (const type of limit.startedBy) {
        assert.equal(limitStartedBy(type), name);
        const side = operationByType(type)?.side;
        for (const starter of side === 'either' ? (['sender', 'receiver'] as const) : [side as Side]) {
          const acting = actsOn(limit, starter);
          const can = limit.metBy.map((meeting) => operationByType(meeting)?.side);
          assert.ok(can.includes(acting) || can.includes('either'), `${type}: nobody there can meet it`);
          const due = respondBy(defaultLimits, type, 'routine', FRIDAY, from(starter));
          assert.ok(due !== null && isWorkingDay(acting === 'sender' ? xk : al, due), `${type} ${due}`);
        }
      }
    });
});
