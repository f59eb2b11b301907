// Problem codes are the closed list of the contract, under the same titles. contract.md 4 (errors).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeList, roles } from '../../../services/lib/contract/index.ts';
import { Problem, problemDocument, problemTexts, toldTo } from '../../../services/gateway/http/problem.ts';

void test('codes and titles are those of schemas/codes/problem-codes.json', () => {
  const listed = codeList('problem-codes').codes.map(({ code, labels }) => [code, labels.en]);
  assert.deepEqual(
    Object.entries(problemTexts)
      .map(([code, { title }]) => [code, title])
      .toSorted(),
    listed.toSorted(),
  );
  for (const { who } of Object.values(problemTexts))
    assert.ok((roles as readonly string[]).includes(who), who);
});

void test('what the caller can mend is told to the role that asked; what a rule or the gateway says is not', () => {
  const mended = toldTo('duty-officer', new Problem('content-invalid'));
  assert.ok(mended instanceof Problem);
  assert.equal(problemDocument(mended)['who'], 'duty-officer');
  const guard = new Problem('guard-failed', { who: 'liaison-officer', guard: 'guardian' });
  assert.equal(toldTo('duty-officer', guard), guard);
  const away = new Problem('not-ready');
  assert.equal(toldTo('duty-officer', away), away);
  const fault = new TypeError('of ours');
  assert.equal(toldTo('duty-officer', fault), fault);
});
