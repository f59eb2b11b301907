/**
 * Code lists: well-formed, sourced, and every list that a schema names exists; every code passes the pattern that
 * stands beside its list (protocol.md 10, domain.md 5).
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  codeList,
  codeListNames,
  ContractError,
  hasCode,
  isChildBand,
  schemas,
} from '../../../services/lib/contract/index.ts';
import { inline } from '../../../services/lib/contract/inline.ts';
import { SCHEMAS, subschemas } from './support.ts';

const CODE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/;
const MEMBERS = new Set([
  'code',
  'labels',
  'htcds',
  'htcdsAlso',
  'htcdsOrgType',
  'ctdc',
  'ctdcFolded',
  'child',
  'participant',
  'late',
  'lateOnly',
  'carriesReferral',
  'barred',
  'source',
]);

test('every file is a list, named as its file', () => {
  const files = readdirSync(join(SCHEMAS, 'codes')).map((file) => file.replace(/\.json$/, ''));
  assert.deepEqual([...codeListNames()].sort(), files.sort());
});

describe('well-formed', () => {
  for (const name of codeListNames())
    test(name, () => {
      const list = codeList(name);
      assert.equal(list.list, name);
      assert.ok(Number.isInteger(list.version) && list.version >= 1);
      assert.match(list.asOf, /^\d{4}-\d{2}-\d{2}$/);
      assert.ok(list.source.length > 0);
      const codes = list.codes.map((code) => code.code);
      assert.equal(new Set(codes).size, codes.length, 'a code stands twice');
      if (list.degradesTo !== null)
        assert.ok(codes.includes(list.degradesTo), 'what a code degrades to is in the list');
      for (const code of list.codes) {
        assert.match(code.code, CODE);
        assert.ok(code.labels.en.length > 0 && code.source.length > 0, code.code);
        for (const member of Object.keys(code)) assert.ok(MEMBERS.has(member), member);
      }
    });
});

test('every list that a schema names exists, and its codes pass the pattern beside it', () => {
  let found = 0;
  for (const [id, schema] of Object.entries(schemas))
    for (const { path, schema: part } of subschemas(inline(schema))) {
      if (typeof part['codeList'] !== 'string') continue;
      found += 1;
      assert.equal(typeof part['pattern'], 'string', `${id}${path}`);
      const pattern = new RegExp(String(part['pattern']), 'u');
      for (const { code } of codeList(part['codeList']).codes) assert.match(code, pattern, `${id}${path}`);
    }
  assert.ok(found > 30);
});

test('HTCDS: what it lacks is there, and a citizenship of Kosovo can be recorded', () => {
  for (const code of ['confinement', 'forced-criminality', 'forced-begging'])
    assert.ok(hasCode('exploitation', code));
  assert.ok(hasCode('citizenship', 'XK'));
  assert.equal(codeList('citizenship').codes.filter((code) => !code.code.startsWith('X')).length, 249);
});

test('whoever is in doubt is a child', () => {
  for (const band of ['0-8', '9-17', 'age-in-doubt', 'a-band-of-version-2'])
    assert.equal(isChildBand(band), true);
  for (const band of ['18-20', '48-plus', 'adult']) assert.equal(isChildBand(band), false);
  for (const { code, child } of codeList('age-band').codes) assert.equal(typeof child, 'boolean', code);
});

test('a regime of a participant names it; a late reason and a barred one are there to be judged by', () => {
  for (const { code, participant } of codeList('regimes').codes)
    if (code.startsWith('nrm-') && code !== 'nrm-other') assert.equal(participant, code.slice('nrm-'.length));
    else assert.equal(participant, undefined, code);
  const marked = (list: string, mark: 'late' | 'lateOnly' | 'barred'): readonly string[] =>
    codeList(list)
      .codes.filter((code) => code[mark] === true)
      .map((code) => code.code);
  assert.deepEqual(marked('decline-reasons', 'late'), [
    'safety-risk-here',
    'person-declined',
    'no-longer-possible-here',
  ]);
  assert.deepEqual(marked('decline-reasons', 'lateOnly'), ['no-longer-possible-here']);
  assert.deepEqual(marked('decline-reasons', 'barred'), ['no-cooperation-with-police']);
  assert.deepEqual(marked('conditions', 'barred'), ['statement-to-police']);
});

test('a list that does not exist is our own fault', () => {
  assert.throws(
    () => codeList('colours'),
    (error) => error instanceof ContractError && error.code === 'list-unknown',
  );
  assert.throws(() => hasCode('__proto__', 'x'), ContractError);
});
