/** Errors of PostgreSQL are classified once, and no value of a row is left in them (house-style.md 11). */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { test } from 'node:test';
import { breaksSession, classify } from '../../../../services/lib/platform/db/errors.ts';

function pgError(code: string, message: string): Error {
  return Object.assign(new Error(message), {
    code,
    detail: 'Key (name)=(Ana) exists.',
    where: 'Ana',
    constraint: 'one_name',
  });
}

test('what may succeed later is transient, the rest permanent', () => {
  const transient = ['40001', '40P01', '55P03', '57P01', '57014', '53300', '08006', '25P03', '58030'];
  const permanent = ['23505', '22P02', '42501', '42P01', '42601', '28P01', '3D000', '25P02', 'P0001'];
  for (const code of transient)
    assert.equal(classify(pgError(code, 'x'), 'in-transaction').code, 'transient', code);
  for (const code of permanent)
    assert.equal(classify(pgError(code, 'x'), 'in-transaction').code, 'permanent', code);
  for (const code of ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']) {
    const error = classify(Object.assign(new Error('x'), { code }), 'connect');
    assert.equal(error.code, 'transient', code);
    assert.equal(error.sqlState, null, code);
    assert.ok(breaksSession(error), code);
  }
});

test('no text of the error or its causes holds a value', () => {
  for (const code of ['23505', '22P02', '23514', 'P0001', '22001']) {
    const error = classify(pgError(code, 'invalid input: "Ana"'), 'committing');
    assert.equal(inspect(error, { depth: 9, showHidden: true }).includes('Ana'), false, code);
    assert.equal(error.constraint, 'one_name');
    assert.ok(error.cause instanceof Error);
  }
});

test('only silence while committing leaves the outcome unknown', () => {
  const reset = Object.assign(new Error('x'), { code: 'ECONNRESET' });
  assert.equal(classify(reset, 'committing').outcome, 'unknown');
  assert.equal(classify(reset, 'in-transaction').outcome, 'not-done');
  assert.equal(classify(pgError('23505', 'x'), 'committing').outcome, 'not-done');
  assert.equal(classify(pgError('57P01', 'x'), 'committing').outcome, 'unknown');
});
