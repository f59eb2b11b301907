// A message type is one data folder plus one rules file (architecture.md 1); both halves say the same.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { operationByType, operations, transitions } from '../../../services/lib/contract/index.ts';
import { transferBasis } from '../../../services/lib/casework/guards/transfer-basis.ts';
import { answersOf } from '../../../services/lib/casework/lifecycle.ts';
import { messageRules } from '../../../services/lib/casework/messages.ts';
import { isMachine } from '../../../services/lib/casework/rules.ts';

const folders = readdirSync(new URL('../../../schemas/messages/', import.meta.url)).sort();
const files = readdirSync(new URL('../../../services/lib/casework/messages/', import.meta.url));

test('every message folder has a rules file, and every rules file a folder', () => {
  assert.ok(folders.length > 0);
  assert.deepEqual(files.map((file) => file.replace(/\.ts$/, '')).sort(), folders);
  assert.deepEqual(messageRules.map((rules) => rules.type).sort(), folders);
});

test('rules and operation agree on the side and on what is personal', () => {
  for (const rules of messageRules) {
    const operation = operationByType(rules.type);
    assert.equal(isMachine(rules), operation === null, rules.type);
    if (operation === null) continue;
    assert.equal(rules.side, operation.side, rules.type);
    assert.equal(rules.guards.includes(transferBasis), operation.personal, rules.type);
  }
});

/** Not of the content: who gives the command, what it answers, and what must be known of the recipient. */
const BEFORE_CONTENT: ReadonlySet<string> = new Set([
  'role',
  'answers',
  'recipient-keys',
  'recipient-directory',
]);

test('the table names the guards that the rules of a type hold, and no other', () => {
  for (const rules of messageRules.filter(({ type }) => operationByType(type) !== null)) {
    const promised = transitions.transitions
      .filter((row) => row.message === rules.type)
      .flatMap((row) => row.guards)
      .filter((guard) => !BEFORE_CONTENT.has(guard));
    const held = rules.guards.map(({ guard }) => guard as string);
    assert.deepEqual([...new Set(held)].sort(), [...new Set(promised)].sort(), rules.type);
  }
});

test('the table allows each command from exactly the states that its operation names', () => {
  for (const operation of operations) {
    const states = transitions.states.map((row) => row.state);
    const open = states.filter((state) =>
      transitions.transitions.some((row) => row.message === operation.type && row.from.includes(state)),
    );
    assert.deepEqual(open.sort(), [...operation.fromStates].sort(), operation.type);
  }
});

test('every type that the table names as answered has rules', () => {
  for (const rules of messageRules)
    for (const type of answersOf(rules.type))
      assert.ok(
        messageRules.some((item) => item.type === type),
        type,
      );
});
