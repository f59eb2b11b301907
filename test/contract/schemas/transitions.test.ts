/**
 * The lifecycle as one table: its parts name things that exist, and it agrees with the operations (domain.md 4,
 * contract.md 4).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  codeList,
  isCasework,
  messageTypes,
  operations,
  referralStates,
  roles,
  transitions,
} from '../../../services/lib/contract/index.ts';

const rows = transitions.transitions;

test('the states are those of the contract, each reached, and left unless terminal', () => {
  assert.deepEqual(
    transitions.states.map((row) => row.state),
    [...referralStates],
  );
  for (const { state, terminal } of transitions.states) {
    assert.ok(
      rows.some((row) => row.to === state),
      `${state} is never reached`,
    );
    const left = rows.some((row) => row.from.includes(state));
    assert.equal(left, !terminal, state);
  }
});

test('every row names things that exist', () => {
  const types: readonly string[] = [...messageTypes, 'referral.drafted'];
  for (const row of rows) {
    assert.ok(types.includes(row.message), row.message);
    for (const role of row.roles) assert.ok(roles.includes(role), role);
    for (const state of [...row.from, row.to]) assert.ok(referralStates.includes(state), state);
    for (const type of row.answers ?? []) assert.ok(messageTypes.includes(type), type);
    for (const limit of row.startsLimits) assert.equal(transitions.limits[limit].startedBy, row.message);
    assert.equal(row.kind === 'message', isCasework(row.message), row.message);
    assert.equal(row.roles.length === 0, row.kind === 'machine', row.message);
  }
});

test('from one state a message of one side leads to one state', () => {
  const seen = new Set<string>();
  for (const row of rows)
    for (const from of row.from) {
      const key = [from, row.message, row.side, row.when?.is ?? 'always'].join(' ');
      assert.ok(!seen.has(key), key);
      seen.add(key);
    }
});

describe('the operations and the table say the same', () => {
  for (const operation of operations)
    test(operation.type, () => {
      const own = rows.filter((row) => row.message === operation.type);
      assert.ok(own.length > 0);
      for (const row of own) {
        assert.equal(row.side, operation.side);
        assert.deepEqual([...row.roles], [...operation.roles]);
        assert.equal(row.guards.includes('transfer-basis'), operation.personal);
      }
      assert.deepEqual([...new Set(own.flatMap((row) => row.from))].sort(), [...operation.fromStates].sort());
    });
});

test('every limit has an ISO 8601 duration for every urgency', () => {
  const urgencies = codeList('urgency')
    .codes.map((code) => code.code)
    .sort();
  for (const [name, limit] of Object.entries(transitions.limits)) {
    assert.deepEqual(Object.keys(limit.duration).sort(), urgencies, name);
    for (const duration of Object.values(limit.duration))
      assert.match(duration, /^P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?)?$/);
    for (const type of limit.metBy) assert.ok(messageTypes.includes(type), name);
  }
});
