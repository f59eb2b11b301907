// Names of participants are data of a deployment: the file of this repository is whole, marks what nobody has confirmed,
// and a file with a hole is told by its place. domain.md 2.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readDisplayNames } from '../../services/gateway/display-names.ts';

const FILE = new URL('../../infra/participants/display-names.json', import.meta.url);
const given = (): unknown => JSON.parse(readFileSync(FILE, 'utf8'));

test('the six participants have a name and a territory, and Kosovo its footnote', () => {
  const reading = readDisplayNames(given());
  assert.ok(reading.ok);
  const { nameOf, territoryOf, footnote } = reading.value;
  for (const id of ['al', 'ba', 'xk', 'me', 'mk', 'rs']) {
    assert.notEqual(nameOf(id), id);
    assert.equal(territoryOf(id), id.toUpperCase());
  }
  assert.ok(nameOf('xk').endsWith('*') && footnote.startsWith('*'), 'the mark leads to the footnote');
  assert.deepEqual([nameOf('si'), territoryOf('si')], ['si', null], 'who joins later is called by its id');
});

test('nothing in it is confirmed, and it says so', () => {
  const { participants, footnotes } = given() as {
    readonly participants: Readonly<Record<string, { readonly source: string; readonly confirmed: boolean }>>;
    readonly footnotes: readonly { readonly source: string; readonly confirmed: boolean }[];
  };
  for (const fact of [...Object.values(participants), ...footnotes]) {
    assert.equal(fact.confirmed, false);
    assert.ok(fact.source.length > 0);
  }
});

test('a file with holes is refused, each told by its place', () => {
  for (const nothing of [null, [], 'x', {}, { participants: {} }])
    assert.deepEqual(readDisplayNames(nothing), {
      ok: false,
      problems: ['/participants: nobody has a name'],
    });
  assert.deepEqual(
    readDisplayNames({
      participants: { al: { names: { en: 'Albania' }, territory: 'ALB' }, rs: { names: { sq: 'x' } } },
      footnotes: [{}],
    }),
    {
      ok: false,
      problems: [
        '/participants/al/territory: not in the list citizenship',
        '/participants/rs/names/en: missing',
        '/footnotes/0/texts/en: missing',
      ],
    },
  );
});
