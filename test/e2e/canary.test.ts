/**
 * The search for canaries finds what it must: in clear, in bytea, in Base64 at any place, and not what is not there.
 * A search that finds nothing anywhere would let every leak pass.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Search, newCanary, withCanaries } from './canary.ts';

test('a trace is found in every form in which bytes lie about', () => {
  const [canary, other] = [newCanary(), newCanary()];
  const search = new Search([canary, other]);
  const json = JSON.stringify({ some: 'thing', text: canary });
  for (let shift = 0; shift < 4; shift += 1) {
    const text = ' '.repeat(shift) + json;
    const bytes = Buffer.from(text, 'utf8');
    const forms = [text, bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')];
    forms.push(Buffer.from(bytes.toString('base64url')).toString('hex'));
    for (const form of forms) assert.deepEqual(search.traces(form), [canary], form);
  }
  assert.deepEqual(search.traces(JSON.stringify({ text: newCanary() })), []);
});

test('every string that the validator leaves free gets a canary, and no other', () => {
  const content = { kind: 'fixed', text: 'free', list: [{ note: 'free' }, { note: 'free' }] };
  const { content: filled, canaries } = withCanaries(content, (candidate) => candidate['kind'] === 'fixed');
  assert.equal(canaries.length, 3);
  const text = JSON.stringify(filled);
  assert.ok(canaries.every((canary) => text.includes(canary)));
  assert.ok(!text.includes('free'));
});
