/** A log line holds the members of contract.md 7 and nothing that somebody submitted. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { codeOf, createLogger, logEvents } from '../../../../services/lib/platform/log/index.ts';

function collect(): { lines: () => Record<string, unknown>[]; stream: { write(line: string): void } } {
  const raw: string[] = [];
  return {
    lines: () => raw.map((line) => JSON.parse(line) as Record<string, unknown>),
    stream: { write: (line) => void raw.push(line) },
  };
}

test('the events are those of schemas/codes/log-events.json', () => {
  const file = new URL('../../../../schemas/codes/log-events.json', import.meta.url);
  const list = JSON.parse(readFileSync(file, 'utf8')) as { codes: { code: string }[] };
  assert.deepEqual(Object.keys(logEvents).sort(), list.codes.map(({ code }) => code).sort());
});

test('a line has exactly the members of the contract, in their order', () => {
  const { lines, stream } = collect();
  const log = createLogger('al', 'info', { stream });
  log.event('record.refused', { message: '0192f0c1-2345-7abc-8def-0123456789ab', code: 'schema' });
  log.event('service.started');
  const [refused, started] = lines();
  assert.deepEqual(Object.keys(refused ?? {}), ['level', 'time', 'participant', 'event', 'message', 'code']);
  assert.deepEqual(Object.keys(started ?? {}), ['level', 'time', 'participant', 'event']);
  assert.equal(refused?.['level'], 'warn');
  assert.match(String(refused?.['time']), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
});

test('what is no id and no code is withheld', () => {
  const { lines, stream } = collect();
  const log = createLogger('al', 'info', { stream });
  log.event('record.refused', { message: 'Ana Example', code: 'her phone is 555' });
  const [line] = lines();
  assert.equal(line?.['message'], 'withheld');
  assert.equal(line?.['code'], 'withheld');
});

test('an error is told by its code or class, never by its text', () => {
  const { lines, stream } = collect();
  const log = createLogger('al', 'info', { stream });
  log.failure('database.down', Object.assign(new Error('password of Ana'), { code: 'ECONNREFUSED' }));
  log.failure('error.unexpected', new TypeError('Ana is not a function'));
  log.failure('error.unexpected', 'Ana');
  assert.deepEqual(
    lines().map((line) => line['code']),
    ['ECONNREFUSED', 'TypeError', 'unknown'],
  );
  assert.equal(JSON.stringify(lines()).includes('Ana'), false);
});

test('the code of a cause is found when the error itself has none', () => {
  const cause = Object.assign(new Error('x'), { code: '40P01' });
  assert.equal(codeOf(new Error('outer', { cause })), '40P01');
});

test('the level decides what is written', () => {
  const { lines, stream } = collect();
  createLogger('al', 'warn', { stream }).event('service.started');
  assert.equal(lines().length, 0);
});
