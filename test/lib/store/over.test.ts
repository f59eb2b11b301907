// The list that the task queries hold is the one of schemas/transitions.json (domain.md 4).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TERMINAL_STATES } from '../../../services/lib/casework/index.ts';
import { OVER } from '../../../services/lib/store/tasks.ts';

void test('nobody is asked for a place once the referral has ended or is being withdrawn', () => {
  assert.deepEqual(new Set(OVER), new Set([...TERMINAL_STATES, 'withdrawn']));
});
