// Each indicator over histories that are counted by hand: what falls into a period, what waits, what never counts.
// Long because every indicator has borders of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  definitions,
  type LivenessFact,
  type ReferralRecord,
} from '../../../services/lib/statistics/index.ts';
import { Pair, type Step } from '../casework/gateways.ts';
import { stories } from '../casework/stories.ts';
import { after, DAY, figures, HOUR, MINUTE, moved, NOVEMBER, recordOf, row } from './support.ts';

const BEGIN = '2026-11-22T10:00:00.000Z';
const SUBMITTED: Step = [null, 'referral.submitted'];
const ACKNOWLEDGED: readonly Step[] = [SUBMITTED, after(2 * HOUR), [null, 'referral.acknowledged']];
const URGENT_SENT = { direction: 'sent', urgency: 'urgent' };

const told = (steps: readonly Step[], changes: Partial<ReferralRecord> = {}): ReferralRecord =>
  recordOf(new Pair({ now: BEGIN }).run(steps), changes);

void test('every row has exactly the members of its definition, and zero is shown', () => {
  const shown = figures([told(stories['from the enquiry to the end'] ?? [])]);
  assert.deepEqual(
    shown.indicators.map(({ id }) => id),
    definitions.map(({ id }) => id),
  );
  for (const { id, rows } of shown.indicators) {
    const { groupedBy, measures } = definitions.find((each) => each.id === id) ?? assert.fail(id);
    assert.ok(rows.length > 0, id);
    for (const { group, values } of rows) {
      assert.deepEqual(Object.keys(group), groupedBy, id);
      assert.deepEqual(Object.keys(values).toSorted(), [...measures].toSorted(), id);
    }
  }
  const none = row(figures([]), 'time-to-decide', { direction: 'received', urgency: 'emergency' });
  assert.deepEqual(none, {
    referrals: 0,
    medianSeconds: null,
    p90Seconds: null,
    minSeconds: null,
    maxSeconds: null,
    open: 0,
    longestOpenSeconds: null,
    endedWithout: 0,
  });
});

void test('time to acknowledge: by direction, urgency and partner, the median of an even number between the two', () => {
  const shown = figures([
    told(ACKNOWLEDGED),
    told([SUBMITTED, after(HOUR), [null, 'referral.acknowledged']], { partner: 'rs' }),
    told(ACKNOWLEDGED, { direction: 'received', partner: 'rs', ours: 'receiver' }),
  ]);
  const all = row(shown, 'time-to-acknowledge', URGENT_SENT);
  assert.deepEqual(
    [
      all?.['referrals'],
      all?.['medianSeconds'],
      all?.['minSeconds'],
      all?.['maxSeconds'],
      all?.['p90Seconds'],
    ],
    [2, 5_400, 3_600, 7_200, null],
  );
  assert.equal(
    row(shown, 'time-to-acknowledge', { ...URGENT_SENT, partner: 'al' })?.['medianSeconds'],
    7_200,
  );
  assert.equal(
    row(shown, 'time-to-acknowledge', { ...URGENT_SENT, partner: 'rs' })?.['medianSeconds'],
    3_600,
  );
  assert.equal(
    row(shown, 'time-to-acknowledge', { direction: 'received', urgency: 'urgent' })?.['referrals'],
    1,
  );
  assert.equal(row(shown, 'submitted', URGENT_SENT)?.['referrals'], 2);
});

void test('a ninth decile is said of ten values and not of nine', () => {
  const ten = Array.from({ length: 10 }, (_, index) =>
    told([SUBMITTED, after((index + 1) * HOUR), [null, 'referral.acknowledged']]),
  );
  const p90 = (records: readonly ReferralRecord[]): unknown =>
    row(figures(records), 'time-to-acknowledge', URGENT_SENT)?.['p90Seconds'];
  assert.equal(p90(ten), 9 * 3_600);
  assert.equal(p90(ten.slice(1)), null);
});

void test('the time of a decision leaves out questions and holds', () => {
  const shown = figures([
    told([
      ...ACKNOWLEDGED,
      after(HOUR),
      [null, 'referral.clarification-requested'],
      after(5 * HOUR),
      [null, 'referral.clarification-provided'],
      after(HOUR),
      ['sender', 'referral.on-hold'],
      after(7 * HOUR),
      ['sender', 'referral.resumed'],
      after(HOUR),
      [null, 'referral.accepted', { conditions: ['escort-provided'] }],
      after(9 * HOUR),
      [null, 'referral.accepted', { conditions: [] }],
    ]),
  ]);
  const all = row(shown, 'time-to-decide', URGENT_SENT);
  assert.deepEqual(
    [all?.['referrals'], all?.['medianSeconds']],
    [1, 3 * 3_600],
    'and the first decision counts',
  );
});

void test('what still waits is shown with the longest wait, and what ended without an answer does not vanish', () => {
  const waiting = told([SUBMITTED]);
  const held = told([...ACKNOWLEDGED, after(HOUR), ['sender', 'referral.on-hold']]);
  const withdrawn = told([SUBMITTED, after(2 * HOUR), [null, 'referral.withdrawn']]);
  const expired = told([SUBMITTED, 9 * HOUR, { clock: 'sender', type: 'referral.expired' }]);
  const now = '2026-11-22T20:01:00.000Z';
  const shown = figures([waiting, held, withdrawn, expired], { now });
  assert.equal(shown.asOf, now);
  const acknowledge = row(shown, 'time-to-acknowledge', URGENT_SENT);
  assert.deepEqual(
    [
      acknowledge?.['referrals'],
      acknowledge?.['open'],
      acknowledge?.['longestOpenSeconds'],
      acknowledge?.['endedWithout'],
    ],
    [1, 1, 10 * 3_600, 2],
  );
  assert.equal(row(shown, 'expired', URGENT_SENT)?.['referrals'], 1);
  const decide = row(shown, 'time-to-decide', URGENT_SENT);
  assert.deepEqual([decide?.['open'], decide?.['longestOpenSeconds']], [1, 3_600], 'on hold no time goes by');
  const month = row(figures([waiting]), 'time-to-acknowledge', URGENT_SENT);
  // 22 November 10:01 to 1 December.
  assert.equal(
    month?.['longestOpenSeconds'],
    (9 * DAY - 10 * HOUR - MINUTE) / 1_000,
    'not beyond the period',
  );
});

void test('an arrival is measured from the acceptance, without holds; help without a journey is no arrival', () => {
  const whole = told(stories['from the enquiry to the end'] ?? []);
  const at = (type: string): number =>
    Date.parse(whole.events.find(({ metadata }) => metadata.type === type)?.at ?? '');
  const journey = row(figures([whole]), 'time-to-arrive', URGENT_SENT);
  const direct = (at('transfer.arrived') - at('referral.accepted')) / 1_000;
  const held = whole.events.findIndex(({ standing }) => standing.held !== null);
  const arrived = whole.events.findIndex(({ standing }) => standing.state === 'arrived');
  assert.ok(direct > 0 && arrived < held, 'nothing held it up before it arrived');
  assert.deepEqual([journey?.['referrals'], journey?.['medianSeconds']], [1, direct]);
  const accepted: readonly Step[] = [...ACKNOWLEDGED, [null, 'referral.accepted']];
  const heldOnce = told([
    ...accepted,
    after(HOUR),
    ['receiver', 'referral.on-hold'],
    after(DAY),
    ['receiver', 'referral.resumed'],
    after(HOUR),
    [null, 'referral.withdrawn'],
  ]);
  const open = told([...accepted, after(HOUR), ['receiver', 'referral.on-hold']]);
  const resumed = told([
    ...accepted,
    after(HOUR),
    ['receiver', 'referral.on-hold'],
    after(DAY),
    ['receiver', 'referral.resumed'],
  ]);
  // Accepted on 22 November at 12:02, so a day and an hour before it goes on.
  const now = '2026-11-23T15:02:00.000Z';
  const going = row(figures([resumed], { now }), 'time-to-arrive', URGENT_SENT);
  assert.equal(going?.['longestOpenSeconds'], 3 * 3_600);
  const helped = told([...accepted, after(HOUR), [null, 'assistance.started']]);
  const shown = row(figures([heldOnce, open, helped]), 'time-to-arrive', URGENT_SENT);
  assert.deepEqual(
    [shown?.['referrals'], shown?.['open'], shown?.['longestOpenSeconds'], shown?.['endedWithout']],
    [0, 1, 3_600, 2],
  );
});

void test('the first moment of a period belongs to it, the last does not', () => {
  const record = told(ACKNOWLEDGED);
  const at = record.events.find(({ metadata }) => metadata.type === 'referral.acknowledged')?.at ?? '';
  const counted = (from: string, to: string): unknown =>
    row(figures([record], { period: { from, to } }), 'time-to-acknowledge', URGENT_SENT)?.['referrals'];
  assert.equal(counted(at, NOVEMBER.to), 1);
  assert.equal(counted(NOVEMBER.from, at), 0);
  const open = row(
    figures([record], { period: { from: NOVEMBER.from, to: at } }),
    'time-to-acknowledge',
    URGENT_SENT,
  );
  assert.deepEqual([open?.['open'], open?.['longestOpenSeconds']], [1, 7_200], 'until then it waited');
});

void test('a limit passes in the period in which its time runs out, and stays overdue while it is open', () => {
  // Urgent: three hours to acknowledge, counted from 10:01.
  const late = told([SUBMITTED, after(5 * HOUR), [null, 'referral.acknowledged']]);
  const never = told([SUBMITTED], { partner: 'rs' });
  const border = '2026-11-22T13:01:00.000Z';
  const group = { direction: 'sent', limit: 'acknowledge' };
  const before = figures([late, never], { period: { from: NOVEMBER.from, to: border } });
  assert.deepEqual(row(before, 'overdue', group) ?? null, null, 'not before its last moment');
  assert.deepEqual(row(before, 'overdue', { direction: 'sent' }), { passed: 0, overdue: 0 });
  const then = figures([late, never], { period: { from: border, to: NOVEMBER.to } });
  assert.deepEqual(row(then, 'overdue', group), { passed: 2, overdue: 1 });
  assert.deepEqual(row(then, 'overdue', { ...group, partner: 'al' }), { passed: 1, overdue: 0 });
  const later = { from: NOVEMBER.to, to: '2027-01-01T00:00:00.000Z' };
  assert.deepEqual(row(figures([late, never], { period: later }), 'overdue', group), {
    passed: 0,
    overdue: 1,
  });
  const punctual = figures([told(ACKNOWLEDGED)], { now: '2026-11-22T13:00:00.000Z' });
  assert.deepEqual(row(punctual, 'overdue', group) ?? null, null);
});

void test('in the row of all limits a referral counts when the first of them passes', () => {
  // Three hours to acknowledge, a day to decide: by 13:01 today and by 15:01 tomorrow.
  const record = told([SUBMITTED, after(5 * HOUR), [null, 'referral.acknowledged']]);
  const midnight = '2026-11-23T00:00:00.000Z';
  const today = figures([record], { period: { from: NOVEMBER.from, to: midnight } });
  const then = figures([record], { period: { from: midnight, to: NOVEMBER.to } });
  assert.deepEqual(row(today, 'overdue', { direction: 'sent' }), { passed: 1, overdue: 0 });
  assert.deepEqual(row(then, 'overdue', { direction: 'sent' }), { passed: 0, overdue: 1 });
  assert.deepEqual(row(then, 'overdue', { direction: 'sent', limit: 'decide' }), { passed: 1, overdue: 1 });
});

void test('a limit that passed before the referral was withdrawn has passed and is no longer open', () => {
  const record = told([SUBMITTED, after(5 * HOUR), [null, 'referral.withdrawn']]);
  const group = { direction: 'sent', limit: 'acknowledge' };
  assert.deepEqual(row(figures([record]), 'overdue', group), { passed: 1, overdue: 0 });
});

void test('a late retention is no delay', () => {
  const declined = told([...ACKNOWLEDGED, [null, 'referral.declined']]);
  const from = '2031-11-01T00:00:00.000Z';
  const shown = figures([declined], {
    period: { from, to: '2032-01-01T00:00:00.000Z' },
    now: '2032-02-01T00:00:00.000Z',
  });
  assert.deepEqual(row(shown, 'overdue', { direction: 'sent' }), { passed: 0, overdue: 0 });
});

void test('escalations are the recorded facts, each step once per referral', () => {
  const facts = [
    { limit: 'acknowledge', percent: 50, at: '2026-10-31T23:59:59.999Z' },
    { limit: 'acknowledge', percent: 100, at: NOVEMBER.from },
    { limit: 'acknowledge', percent: 200, at: NOVEMBER.to },
    { limit: 'arrive', percent: 50, at: '2026-11-03T00:00:00.000Z' },
    { limit: 'arrive', percent: 50, at: '2026-11-05T00:00:00.000Z' },
    { limit: 'retention', percent: 100, at: '2026-11-05T00:00:00.000Z' },
  ] as const;
  const shown = figures([told(ACKNOWLEDGED, { facts })]);
  assert.deepEqual(row(shown, 'escalations', { direction: 'sent', limit: 'acknowledge' }), {
    reached50: 0,
    reached100: 1,
    reached200: 0,
  });
  assert.equal(row(shown, 'escalations', { direction: 'sent', limit: 'arrive' })?.['reached50'], 1);
  assert.equal(row(shown, 'escalations', { direction: 'sent', limit: 'retention' }), undefined);
  assert.equal(row(shown, 'escalations', { direction: 'sent', partner: 'al' })?.['reached100'], 1);
});

void test('a step of a clock that was seen before the period is not new in it, in whatever order it is told', () => {
  const facts = ['2026-11-05T00:00:00.000Z', '2026-10-31T00:00:00.000Z'].map(
    (at) => ({ limit: 'arrive', percent: 50, at }) as const,
  );
  const shown = figures([told(ACKNOWLEDGED, { facts })]);
  assert.equal(row(shown, 'escalations', { direction: 'sent' })?.['reached50'], 0);
});

void test('exercises, transits and the same referral twice change nothing', () => {
  const record = told(ACKNOWLEDGED);
  const transit = told([[null, 'transit.announced'], 3 * HOUR, [null, 'referral.withdrawn']]);
  assert.ok(transit.events.some(({ standing }) => standing.isTransit));
  const drill = told([SUBMITTED], { drill: true });
  assert.deepEqual(figures([record, transit, drill, { ...record }]), figures([record]));
});

void test('a repeated message and a second non-arrival are one', () => {
  const pair = new Pair({ now: BEGIN }).run(ACKNOWLEDGED);
  const [first, ...rest] = pair.sent.receiver;
  assert.ok(first);
  pair.sent.receiver.splice(0, Infinity, first, first, ...rest);
  pair.read.sender += 1;
  assert.deepEqual(
    row(figures([recordOf(pair)]), 'time-to-acknowledge', URGENT_SENT),
    row(figures([told(ACKNOWLEDGED)]), 'time-to-acknowledge', URGENT_SENT),
  );
});

void test('a domestic referral counts apart, with this participant as its partner', () => {
  const shown = figures([told(ACKNOWLEDGED, { direction: 'domestic', partner: 'xk' }), told(ACKNOWLEDGED)]);
  const domestic = { direction: 'domestic', urgency: 'urgent' };
  assert.equal(row(shown, 'time-to-acknowledge', domestic)?.['referrals'], 1);
  assert.equal(row(shown, 'time-to-acknowledge', { ...domestic, partner: 'xk' })?.['referrals'], 1);
  assert.equal(row(shown, 'time-to-acknowledge', URGENT_SENT)?.['referrals'], 1);
  const own = figures([told(ACKNOWLEDGED, { direction: 'domestic', partner: 'xk' }), told(ACKNOWLEDGED)], {
    partner: 'xk',
  });
  assert.equal(row(own, 'submitted', URGENT_SENT)?.['referrals'], 0);
  assert.equal(row(own, 'submitted', domestic)?.['referrals'], 1);
  assert.equal(row(own, 'nobody-fits'), undefined, 'what is of no partner is left out');
});

void test('reasons: each of several counts, their sum only once, and what the list does not know is "other"', () => {
  const declined = (reasons: readonly string[]): ReferralRecord => {
    const record = told([...ACKNOWLEDGED, [null, 'referral.declined']]);
    const events = record.events.map((event) =>
      event.metadata.type === 'referral.declined'
        ? { ...event, metadata: { ...event.metadata, reasons } }
        : event,
    );
    return { ...record, events };
  };
  const shown = figures([
    declined(['no-capacity', 'safety-risk-here']),
    declined(['no-capacity']),
    declined(['=cmd|A1']),
  ]);
  const of = (reason?: string): unknown =>
    row(shown, 'declined-by-reason', { direction: 'sent', ...(reason === undefined ? {} : { reason }) })?.[
      'referrals'
    ];
  assert.deepEqual([of(), of('no-capacity'), of('safety-risk-here'), of('other')], [3, 2, 1, 1]);
  assert.ok(!JSON.stringify(shown).includes('cmd'));
});

void test('redirected, not possible, withdrawn by either message, and entered in error', () => {
  const shown = figures([
    told([...ACKNOWLEDGED, [null, 'referral.redirected']]),
    told([...ACKNOWLEDGED, [null, 'referral.accepted'], [null, 'referral.not-possible']]),
    told([SUBMITTED, [null, 'referral.withdrawn'], [null, 'referral.withdrawal-confirmed']]),
    told([SUBMITTED, ['sender', 'consent.withdrawn'], ['receiver', 'consent.withdrawal-confirmed']]),
    told([SUBMITTED, [null, 'referral.entered-in-error']]),
  ]);
  for (const [id, count] of [
    ['redirected-by-reason', 1],
    ['not-possible-by-reason', 1],
    ['withdrawn-by-reason', 2],
    ['entered-in-error-by-reason', 1],
    ['declined-by-reason', 0],
  ] as const)
    assert.equal(row(shown, id, { direction: 'sent' })?.['referrals'], count, id);
});

void test('closed with feedback: of the completed, whoever gave it, and no share of nothing', () => {
  const start: readonly Step[] = [...ACKNOWLEDGED, [null, 'referral.accepted'], [null, 'assistance.started']];
  const shown = figures([
    told([...start, [null, 'service.feedback'], [null, 'person.feedback'], [null, 'referral.completed']]),
    told([...start, [null, 'referral.completed']]),
    told([...start, [null, 'service.feedback']]),
  ]);
  assert.deepEqual(row(shown, 'closed-with-feedback', { direction: 'sent' }), {
    completed: 2,
    withFeedback: 1,
    withServiceFeedback: 1,
    withPersonFeedback: 1,
    share: 0.5,
  });
  assert.equal(row(shown, 'closed-with-feedback', { direction: 'received' })?.['share'], null);
});

void test('feedback that comes after the completion does not count for it', () => {
  const start: readonly Step[] = [...ACKNOWLEDGED, [null, 'referral.accepted'], [null, 'assistance.started']];
  const record = told([...start, [null, 'service.feedback'], [null, 'referral.completed']]);
  const isFeedback = ({ metadata }: (typeof record.events)[number]): boolean =>
    metadata.type === 'service.feedback';
  const events = [
    ...record.events.filter((event) => !isFeedback(event)),
    ...record.events.filter(isFeedback),
  ];
  const shown = figures([{ ...record, events }]);
  assert.equal(row(shown, 'closed-with-feedback', { direction: 'sent' })?.['withFeedback'], 0);
});

void test('nobody fits: events by service, within the period', () => {
  const shown = figures([], {
    unmetNeeds: [
      { at: NOVEMBER.from, service: 'shelter' },
      { at: '2026-11-09T08:00:00.000Z', service: 'shelter' },
      { at: '2026-11-09T08:00:00.000Z', service: 'a name' },
      { at: NOVEMBER.to, service: 'shelter' },
    ],
  });
  assert.deepEqual(row(shown, 'nobody-fits'), { events: 3 });
  assert.deepEqual(row(shown, 'nobody-fits', { service: 'shelter' }), { events: 2 });
  assert.deepEqual(row(shown, 'nobody-fits', { service: 'other' }), { events: 1 });
});

void test('liveness: an answer belongs to the newest open question, also one from before the period', () => {
  const fact = (kind: LivenessFact['kind'], at: string, contactPoint = 'shelter'): LivenessFact => ({
    contactPoint,
    function: 'accommodation',
    kind,
    at,
  });
  const shown = figures([], {
    liveness: [
      fact('asked', '2026-10-31T23:00:00.000Z'),
      fact('answered', '2026-11-01T01:00:00.000Z'),
      fact('asked', '2026-11-08T10:00:00.000Z'),
      fact('answered', '2026-11-08T10:30:00.000Z'),
      fact('asked', '2026-11-15T10:00:00.000Z'),
      fact('failed', '2026-11-16T10:00:00.000Z'),
      fact('asked', '2026-11-29T10:00:00.000Z', 'desk'),
      fact('answered', '2026-12-01T10:00:00.000Z', 'desk'),
    ],
  });
  assert.deepEqual(row(shown, 'liveness', { contactPoint: 'shelter', function: 'accommodation' }), {
    asked: 2,
    answered: 2,
    failed: 1,
    open: 0,
    medianSeconds: (7_200 + 1_800) / 2,
    lastAnsweredAt: '2026-11-08T10:30:00.000Z',
  });
  const twice = figures([], {
    liveness: [
      fact('asked', '2026-11-08T08:00:00.000Z'),
      fact('asked', '2026-11-08T10:00:00.000Z'),
      fact('answered', '2026-11-08T10:30:00.000Z'),
    ],
  });
  assert.deepEqual([row(twice, 'liveness')?.['medianSeconds'], row(twice, 'liveness')?.['open']], [1_800, 1]);
  const desk = row(shown, 'liveness', { contactPoint: 'desk', function: 'accommodation' });
  assert.deepEqual([desk?.['asked'], desk?.['open'], desk?.['lastAnsweredAt']], [1, 1, null]);
  assert.deepEqual([row(shown, 'liveness')?.['asked'], row(shown, 'liveness')?.['open']], [3, 1]);
});

void test('rows are alphabetical by id, whatever their values', () => {
  const many = ['xk', 'al', 'rs'].flatMap((partner, index) =>
    Array.from({ length: index + 1 }, () => moved(told(ACKNOWLEDGED), 0, index + 1)).map((record) => ({
      ...record,
      partner,
    })),
  );
  const rows = figures(many).indicators.find(({ id }) => id === 'time-to-acknowledge')?.rows ?? [];
  assert.deepEqual(
    rows
      .filter(({ group }) => group.direction === 'sent' && group.urgency === 'urgent')
      .map(({ group }) => group.partner),
    [null, 'al', 'rs', 'xk'],
  );
});
