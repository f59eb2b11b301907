/**
 * The lifecycle as one table: its parts name things that exist, it contradicts itself nowhere, and it agrees with the
 * operations and with what the metadata can say (domain.md 4, contract.md 4).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  codeList,
  codeListNames,
  durationMs,
  isCasework,
  limitNames,
  messageTypes,
  operations,
  referralStates,
  roles,
  rowsOf,
  schemas,
  transitionRows,
  transitions,
  type ReferralState,
  type Transition,
} from '../../../services/lib/contract/index.ts';
import { inline } from '../../../services/lib/contract/inline.ts';
import type { Tree } from './support.ts';

const rows = transitions.transitions;
const types: ReadonlySet<string> = new Set(messageTypes);
const states: ReadonlySet<string> = new Set(referralStates);

const leaves = (row: Transition, state: ReferralState): boolean =>
  row.from.includes(state) && row.to !== 'same' && row.to !== state;
const metadataOf = (type: string): Tree =>
  inline(schemas[`urn:trm:schema:${type}:v1:metadata`] ?? {})['properties'] as Tree;

describe('the states', () => {
  test('are those of the contract, each reached, each left unless terminal', () => {
    assert.deepEqual(
      transitions.states.map((row) => row.state),
      [...referralStates],
    );
    for (const { state, terminal } of transitions.states) {
      assert.ok(
        rows.some((row) => row.to === state),
        `${state} is never reached`,
      );
      if (!terminal)
        assert.ok(
          rows.some((row) => leaves(row, state)),
          `${state} is never left`,
        );
    }
  });

  test('that are terminal are left only for sealed and erased', () => {
    const terminal = transitions.states.filter((row) => row.terminal).map((row) => row.state);
    assert.deepEqual(terminal, [
      'declined',
      'redirected',
      'completed',
      'not-possible',
      'withdrawal-confirmed',
      'expired',
      'entered-in-error',
      'sealed',
      'erased',
    ]);
    for (const state of terminal)
      for (const row of rows.filter((one) => leaves(one, state)))
        assert.ok(row.to === 'sealed' || row.to === 'erased', `${row.message} leaves ${state}`);
  });

  test('nothing follows withdrawn but confirmation, erasure and safety alerts', () => {
    const after = new Set(rows.filter((row) => row.from.includes('withdrawn')).map((row) => row.message));
    assert.deepEqual([...after].sort(), [
      'consent.withdrawal-confirmed',
      'data.erased',
      'data.erasure-receipt',
      'referral.withdrawal-confirmed',
      'safety.alert',
      'safety.alert-acknowledged',
      'safety.alert-cleared',
    ]);
  });

  test('a safety alert is open in every state, to whoever sees the referral', () => {
    for (const { state, seenBy } of transitions.states) {
      const sides = rowsOf('safety.alert').filter((row) => row.from.includes(state));
      assert.deepEqual(
        sides.map((row) => row.side),
        [seenBy === 'both' ? 'either' : 'sender'],
        state,
      );
    }
  });
});

test('every row names things that exist', () => {
  for (const row of rows) {
    assert.ok(types.has(row.message) || row.kind === 'local', row.message);
    for (const role of row.roles) assert.ok(roles.includes(role), role);
    for (const state of [...row.from, ...(row.heldIn ?? [])]) assert.ok(states.has(state), state);
    assert.ok(states.has(row.to) || row.to === 'same' || row.to === 'held', row.to);
    for (const type of [...(row.answers ?? []), ...(row.needs ?? [])]) assert.ok(types.has(type), type);
    for (const limit of row.startsLimits)
      assert.ok(
        transitions.limits[limit].startedBy.some((type) => type === row.message),
        row.message,
      );
    assert.equal(row.kind === 'message', isCasework(row.message), row.message);
    // What no person sends, a machine does: a gateway by itself, or its clock.
    if (row.kind === 'machine') assert.deepEqual(row.roles, [], row.message);
    else assert.ok(row.roles.length > 0 || row.automatic === true, row.message);
    if (row.reasons !== undefined) assert.ok(codeListNames().includes(row.reasons), row.reasons);
  }
});

test('a hold opens nothing that the state before it did not, but its own end', () => {
  const opens = (state: ReferralState, held: ReferralState | null, type: string): boolean =>
    rowsOf(type).some(
      ({ from, heldIn }) =>
        from.includes(state) && (heldIn === undefined || (held !== null && heldIn.includes(held))),
    );
  const held = rowsOf('referral.on-hold').flatMap(({ from }) => from.filter((state) => state !== 'on-hold'));
  assert.ok(held.length > 0);
  for (const { type } of operations)
    for (const state of held)
      if (type !== 'referral.resumed' && opens('on-hold', state, type))
        assert.ok(opens(state, null, type), `${type} in ${state}`);
});

test('a type is of one kind of referral in all its rows, and transit.* of transits alone', () => {
  for (const row of rows) {
    for (const other of rowsOf(row.message)) assert.equal(other.referral, row.referral, row.message);
    assert.equal(row.referral === 'transit', row.message.startsWith('transit.'), row.message);
  }
  assert.deepEqual(
    rows
      .filter(({ referral, to }) => referral === 'transit' && to === 'arranging')
      .map(({ message }) => message),
    ['transit.announced'],
  );
});

test('a row about a referral on hold starts there and nowhere else', () => {
  for (const row of rows)
    if (row.heldIn !== undefined || row.to === 'held') assert.deepEqual(row.from, ['on-hold'], row.message);
});

test('an answer answers the other side', () => {
  for (const row of rows)
    for (const type of row.answers ?? [])
      for (const other of rowsOf(type))
        assert.ok(row.side === 'either' || row.side !== other.side, `${row.message} answers ${type}`);
});

test('guards: those of every message first, and those that the row itself calls for', () => {
  for (const row of rows.filter((one) => one.kind === 'message')) {
    assert.deepEqual(row.guards.slice(0, 3), ['role', 'recipient-keys', 'recipient-directory'], row.message);
    assert.equal(new Set(row.guards).size, row.guards.length, row.message);
    assert.equal(row.guards.includes('answers'), row.answers !== undefined, row.message);
    if (row.reasons !== undefined) assert.ok(row.guards.includes('reasons-required'), row.message);
  }
});

/** Whether no message can take both rows from the same state. */
function exclusive(one: Transition, other: Transition): boolean {
  const apart = one.heldIn !== undefined && other.heldIn?.every((state) => !one.heldIn?.includes(state));
  if (apart === true) return true;
  if (one.when === undefined || other.when === undefined || one.when.member !== other.when.member)
    return false;
  if ('is' in one.when) return 'is' in other.when && one.when.is !== other.when.is;
  return 'equals' in other.when && one.when.equals !== other.when.equals;
}

test('from one state a message of one side leads to one state', () => {
  const taken = new Map<string, Transition[]>();
  for (const row of rows)
    for (const from of row.from)
      for (const side of row.side === 'either' ? ['sender', 'receiver'] : [row.side]) {
        const key = [from, row.message, side].join(' ');
        const others = taken.get(key) ?? [];
        for (const other of others) assert.ok(exclusive(row, other), key);
        taken.set(key, [...others, row]);
      }
});

describe('the operations and the table say the same', () => {
  for (const operation of operations)
    test(operation.type, () => {
      const own = rowsOf(operation.type);
      assert.ok(own.length > 0);
      for (const row of own) {
        assert.deepEqual([...row.roles], [...operation.roles]);
        assert.equal(row.guards.includes('transfer-basis'), operation.personal);
        assert.equal(row.automatic ?? false, operation.automatic);
        assert.deepEqual(row.needs ?? [], operation.needs);
      }
      const sides = new Set(own.map((row) => row.side));
      assert.equal(sides.size === 1 ? [...sides][0] : 'either', operation.side);
      assert.deepEqual([...new Set(own.flatMap((row) => row.from))].sort(), [...operation.fromStates].sort());
    });
});

describe('metadata can say what the table asks of it', () => {
  for (const type of new Set(rows.filter((row) => row.kind === 'message').map((row) => row.message)))
    test(type, () => {
      const members = metadataOf(type);
      for (const { when, reasons } of rowsOf(type)) {
        if (when !== undefined) assert.ok(when.member in members, when.member);
        if (reasons === undefined) continue;
        const items = (members['reasons'] as Tree | undefined)?.['items'] as Tree | undefined;
        assert.equal(items?.['codeList'], reasons);
      }
    });
});

describe('every limit', () => {
  test('has a name of the contract', () =>
    assert.deepEqual(Object.keys(transitions.limits), [...limitNames]));

  const urgencies = codeList('urgency')
    .codes.map((code) => code.code)
    .sort();
  for (const name of limitNames)
    test(name, () => {
      const limit = transitions.limits[name];
      assert.deepEqual(Object.keys(limit.duration).sort(), urgencies);
      assert.deepEqual(Object.keys(limit.calendar).sort(), urgencies);
      for (const duration of Object.values(limit.duration)) assert.notEqual(durationMs(duration), null);
      assert.ok(limit.startedBy.length > 0 && limit.metBy.length > 0);
      for (const type of limit.startedBy) {
        assert.ok(types.has(type), type);
        const starting = rowsOf(type).filter((row) => row.startsLimits.includes(name));
        assert.ok(starting.length > 0, `no row of ${type} starts it`);
        if (limit.after !== undefined) assert.ok(limit.after in metadataOf(type), type);
      }
      for (const type of limit.metBy) assert.ok(types.has(type) !== (limit.local ?? false), type);
      for (const pause of limit.pausedBy ?? [])
        for (const type of [...pause.by, ...pause.until]) assert.ok(types.has(type), type);
    });
});

test('a type without a row moves nothing; every type of this repository has one', () => {
  assert.deepEqual(transitionRows, rows);
  assert.deepEqual(rowsOf('heartbeat'), []);
  assert.deepEqual(rowsOf('__proto__'), []);
});
