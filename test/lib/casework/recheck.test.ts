// Between command and sealing something may be read or decided that forbids a message: then it does not go (protocol.md 4).
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  fold,
  recheck,
  type CaseRecord,
  type MessageType,
  type RecheckInput,
  type Side,
} from '../../../services/lib/casework/index.ts';
import type { JsonObject } from '../../../services/lib/protocol/types.ts';
import { Pair, type Step, SUBJECT } from './gateways.ts';

const LOCAL = { bars: [], redirectedOn: null, transitsAgreed: [] };
const ACCEPTED: readonly Step[] = [
  [null, 'referral.submitted'],
  [null, 'referral.acknowledged'],
  [null, 'referral.accepted'],
];

/** What waits behind what was sealed, in this order. */
interface Waiting {
  readonly type: MessageType;
  readonly own?: JsonObject;
}

/** Decides them one after the other and asks of each, as the publisher does: what does not go counts no longer. */
function sealed(
  before: readonly Step[],
  waiting: readonly Waiting[],
  changes: Partial<RecheckInput> = {},
  meanwhile: readonly Step[] = [],
  side: Side = 'sender',
): readonly (string | null)[] {
  const pair = new Pair().run(before);
  const records: CaseRecord[] = [];
  for (const { type, own } of waiting) {
    const record = pair.give(side, type, own);
    records.push({ ...record, stream: null, sequence: null, order: 2 ** 40 + records.length });
    // Decided, and not sealed yet: nobody else knows of it.
    Object.assign(record, { stream: null, sequence: null, order: 2 ** 40 + records.length });
  }
  const other = new Pair().run([...before, ...meanwhile]);
  const own = side;
  const base = other.view(own);
  const verdicts: (string | null)[] = [];
  const left = [...records];
  for (const record of records) {
    const history = [...base, ...left];
    const verdict = recheck({
      history,
      fold: fold(history),
      index: history.indexOf(record),
      referral: { from: 'xk', to: 'al' },
      basis: true,
      local: LOCAL,
      ...changes,
    });
    verdicts.push(verdict);
    if (verdict !== null) left.splice(left.indexOf(record), 1);
  }
  return verdicts;
}

const submission: Waiting = { type: 'referral.submitted' };
const disclosure: Waiting = { type: 'referral.disclosed' };
const withdrawal: Waiting = { type: 'referral.withdrawn', own: { reasons: ['consent-withdrawn'] } };

test('what was decided and still holds goes', () => {
  assert.deepEqual(sealed([], [submission]), [null]);
  assert.deepEqual(sealed(ACCEPTED, [disclosure, disclosure]), [null, null]);
});

test('an ended transfer basis and a bar that was set here meanwhile stop it', () => {
  assert.deepEqual(sealed([], [submission], { basis: false }), ['transfer-basis']);
  const bars = [{ type: 'contact-bar.set', subject: 'lida', participant: 'al' }];
  assert.deepEqual(sealed([], [submission], { local: { ...LOCAL, bars } }), ['do-not-contact']);
});

suite('a withdrawal that was decided later', () => {
  test('stops what is personal and waits before it, and goes itself', () => {
    assert.deepEqual(sealed(ACCEPTED, [disclosure, withdrawal]), ['consent-or-basis', null]);
    const byPerson: Waiting = { type: 'consent.withdrawn' };
    assert.deepEqual(sealed(ACCEPTED, [disclosure, byPerson]), ['consent-or-basis', null]);
  });

  test('lets a safety alert and data protection go', () => {
    const alert: Waiting = { type: 'safety.alert' };
    const breach: Waiting = { type: 'data.breach-notified' };
    assert.deepEqual(sealed(ACCEPTED, [alert, breach, withdrawal]), [null, null, null]);
    assert.deepEqual(sealed(ACCEPTED, [alert, withdrawal], { basis: false }), [null, null]);
  });

  test('of a referral that never went has nothing to recall', () => {
    assert.deepEqual(sealed([], [submission, withdrawal]), ['consent-or-basis', 'transition']);
  });
});

test('a doubt of the age that is read meanwhile stops a wider agreement of the person alone, and no narrower one', () => {
  const aged = (ageBand: string): JsonObject => ({
    persons: [
      {
        subject: SUBJECT,
        ageBand,
        ageAssessment: { byKindOfBody: 'social-work', on: '2026-11-21', method: 'documents' },
      },
    ],
  });
  const change = (purposes: readonly string[]): Waiting => ({
    type: 'consent.changed',
    own: { agreement: { by: 'person', on: '2026-11-21', receiver: 'al', purposes: [...purposes] } },
  });
  const before: readonly Step[] = [
    ...ACCEPTED,
    ['sender', 'status.asserted', aged('18-20')],
    ['sender', 'consent.recorded'],
  ];
  const doubt: readonly Step[] = [['receiver', 'status.asserted', aged('age-in-doubt')]];
  const wider = change(['protection-referral', 'family-contact']);
  assert.deepEqual(sealed(before, [wider], {}, doubt), ['guardian']);
  assert.deepEqual(sealed(before, [wider]), [null]);
  assert.deepEqual(sealed(before, [change(['protection-referral'])], {}, doubt), [null]);
});

test('what lost its place to something that was read meanwhile does not go', () => {
  const submitted: readonly Step[] = [[null, 'referral.submitted'], 7 * 3_600_000];
  const acknowledged: readonly Step[] = [[null, 'referral.acknowledged']];
  const pair = new Pair().run(submitted);
  const expiry = pair.giveAutomatic('sender', 'referral.expired');
  const unsealed = { ...expiry, stream: null, sequence: null, order: 2 ** 40 };
  const read = new Pair().run([...submitted, ...acknowledged]);
  const history = [...read.view('sender'), unsealed];
  const index = history.length - 1;
  const referral = { from: 'xk', to: 'al' };
  assert.equal(
    recheck({ history, fold: fold(history), index, referral, basis: true, local: LOCAL }),
    'transition',
  );
});

test('a reflection period that was read meanwhile stops a plan that the person did not ask for', () => {
  const best: Step = [
    'sender',
    'assessment.best-interests',
    {
      persons: [
        {
          subject: '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53',
          decision: 'return-to-care',
          on: '2026-11-22',
          deciderKind: 'social-work',
          heard: true,
        },
      ],
    },
  ];
  const hold: readonly Step[] = [
    ['receiver', 'referral.on-hold', { reasons: ['reflection-period'], reviewOn: '2026-12-30' }],
    ['receiver', 'referral.resumed'],
  ];
  const plan = (personAsked: boolean): Waiting => ({ type: 'return.plan-proposed', own: { personAsked } });
  const before = [...ACCEPTED, best];
  assert.deepEqual(sealed(before, [plan(false)], {}, hold), ['reflection-period']);
  assert.deepEqual(sealed(before, [plan(true)], {}, hold), [null]);
});

test('messages of the machines and of no known type pass', () => {
  const pair = new Pair().run(ACCEPTED);
  const history = pair.view('sender');
  const index = history.findIndex(({ metadata }) => metadata.type === 'receipt.delivered');
  const base = { fold: fold(history), referral: { from: 'xk', to: 'al' }, basis: false, local: LOCAL };
  assert.equal(recheck({ ...base, history, index }), null);
  const metadata = { type: 'unheard-of', version: 1, drill: false };
  const strange = history.map((item, place) => (place === index ? { ...item, metadata } : item));
  assert.equal(recheck({ ...base, history: strange, index }), null);
});
