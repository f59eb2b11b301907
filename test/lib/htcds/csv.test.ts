// CSV is opened in spreadsheets, and a spreadsheet runs a cell that begins like a formula: names and stories come from
// people who may mean harm. What is written is inert, and what is read back is what was meant. RFC 4180.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { guard, unguard } from '../../../services/lib/htcds/csv.ts';
import { fromCsv, toCsv } from '../../../services/lib/htcds/index.ts';

const nasty = fc.string({
  unit: fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    "'",
    '"',
    ',',
    ';',
    ' ',
    'a',
    '1',
    '＝',
    '＋',
    '－',
    '＠',
    'ë',
    'ш',
  ),
  maxLength: 12,
});

const FORMULA = /(^|[;\t\r\n])[^\S\t\r\n]*[=+\-@＝＋－＠]/;

test('nothing that a spreadsheet may take for a cell begins like a formula, and each text comes back', () => {
  for (const [text, written] of [
    ['=1+1', "'=1+1"],
    ['+355691234567', "'+355691234567"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "\t'=1"],
    ["'=1", "''=1"],
    ["''-1", "'''-1"],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    // Opened with semicolons, the second half is a cell of its own.
    ['Jane;=HYPERLINK("x")', `Jane;'=HYPERLINK("x")`],
    ['first\r\n- second', "first\r\n'- second"],
    ['a;;@b', "a;;'@b"],
  ] as const)
    assert.equal(guard(text), written);
  for (const text of ["'s-Gravenhage", 'a=b', '', "'", 'ë', '1-2', 'a; b', 'a, =b'])
    assert.equal(guard(text), text);
  fc.assert(fc.property(nasty, (text) => assert.equal(unguard(guard(text)), text)));
  fc.assert(fc.property(nasty, (text) => assert.doesNotMatch(guard(text), FORMULA)));
});

test('rows come back as they were', () => {
  const columns = ['a', 'b', 'c'];
  const row = fc.record({ a: nasty, b: nasty, c: fc.constant('end') }, { noNullPrototype: true });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
      const reading = fromCsv(toCsv(columns, rows));
      assert.ok(reading.ok);
      assert.deepEqual(
        reading.rows.map((each) => ({ ...each })),
        rows,
      );
    }),
  );
});

test('to the byte: RFC 4180 with a byte order mark, lists by semicolon, a checkbox in capitals', () => {
  const text = toCsv(
    ['x', 'y', 'z'],
    [{ x: 'say "no"', y: ['A', 'B'], z: true }, { x: '=HYPERLINK("http://x")' }],
  );
  assert.equal(
    text,
    '\uFEFF"x","y","z"\r\n"say ""no""","A;B","TRUE"\r\n"\'=HYPERLINK(""http://x"")","",""\r\n',
  );
});

test('what spreadsheets write is read: semicolons, tabs, bare line feeds, no quotes, empty lines', () => {
  const expected = [{ a: '1', b: 'x, y' }];
  for (const text of [
    'a;b\n1;x, y\n',
    'a\tb\r\n1\tx, y',
    'a,b\r\n\r\n1,"x, y"\r\n,\r\n',
    '\uFEFFa;b\r1;x, y\r',
  ]) {
    const reading = fromCsv(text);
    assert.ok(reading.ok, JSON.stringify(text));
    assert.deepEqual(
      reading.rows.map((each) => ({ ...each })),
      expected,
    );
  }
  assert.deepEqual(fromCsv(''), { ok: true, rows: [] });
  const short = fromCsv('a,b\n1\n');
  assert.ok(short.ok);
  assert.deepEqual({ ...short.rows[0] }, { a: '1', b: '' });
});

test('what has two readings is refused', () => {
  for (const text of ['a,b\n"1,2\n', 'a,b\n"1"2,3\n', 'a,b\n1,2,3\n', 'a,a\n1,2\n'])
    assert.deepEqual(fromCsv(text), { ok: false });
});

test('a column called like a member of every object is a column', () => {
  const reading = fromCsv('__proto__,constructor\n1,2\n');
  assert.ok(reading.ok);
  assert.deepEqual(Object.entries(reading.rows[0] ?? {}), [
    ['__proto__', '1'],
    ['constructor', '2'],
  ]);
});
