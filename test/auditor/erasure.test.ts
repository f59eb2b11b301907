/**
 * Payloads that are gone: rightly, because their own sender says in the chain that it has erased them, or wrongly, because
 * nobody does. The auditor reads metadata alone, so the sender's word is all that it can go by. protocol.md 7.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codesOf, erasureHistory, supersede } from './erasure-history.ts';

describe('records without payload before their time', () => {
  test('at or below the position that an erasure names: notes, at either depth, and no fault', async () => {
    const { history, own, erased } = erasureHistory({ through: 'all' });
    for (const written of own) supersede(history, written);
    const report = await history.audit();
    assert.deepEqual(report.faults, []);
    assert.deepEqual(codesOf(report, erased.stream), { stripped: own.length });
    const shallow = await history.audit({ depth: 'envelope' });
    assert.deepEqual(shallow.faults, []);
  });

  test('beyond it: damage, named', async () => {
    const { history, own } = erasureHistory({ through: 'first' });
    for (const written of own) supersede(history, written);
    const report = await history.audit();
    assert.deepEqual(
      report.faults.map(({ code, sequence }) => ({ code, sequence })),
      own.slice(1).map(({ sequence }) => ({ code: 'ring-digest', sequence })),
    );
    // Who opens no ring cannot tell one from the other, and calls neither damage.
    assert.deepEqual((await history.audit({ depth: 'envelope' })).faults, []);
  });

  test('without anybody saying so: damage', async () => {
    const { history, own } = erasureHistory({ through: null });
    const [first] = own;
    assert.ok(first);
    supersede(history, first);
    assert.deepEqual(
      (await history.audit()).faults.map(({ code, sequence }) => ({ code, sequence })),
      [{ code: 'ring-digest', sequence: first.sequence }],
    );
  });

  test('by the word of the other side about our stream: damage, for nobody erases for another', async () => {
    const { history, own } = erasureHistory({ through: 'all', saidBy: 'rs' });
    const [first] = own;
    assert.ok(first);
    supersede(history, first);
    assert.deepEqual(
      (await history.audit()).faults.map(({ code, sequence }) => ({ code, sequence })),
      [{ code: 'ring-digest', sequence: first.sequence }],
    );
  });

  test('that the other side has not witnessed: damage, for it may never have been taken', async () => {
    const { history, last } = erasureHistory({ through: 'all', tail: true });
    supersede(history, last);
    // However old it is.
    assert.deepEqual(
      (await history.audit({ strippedAfterMs: 0 })).faults.map(({ code, sequence }) => ({ code, sequence })),
      [{ code: 'ring-digest', sequence: last.sequence }],
    );
  });
});
