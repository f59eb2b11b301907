import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ordinaryHistory } from './history.ts';

test('an honest history has no fault and no note', async () => {
  const history = ordinaryHistory();
  const report = await history.audit();
  assert.deepEqual(report, { ok: true, records: history.written.length, streams: 6, pending: 0, faults: [], notes: [] });
});
