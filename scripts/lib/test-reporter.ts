/**
 * Reporter for node's test runner: one marked line of JSON for each test that stands for itself, one for each figure
 * that a test tells.
 * Invariant: a suite is not counted, its tests are; a test that failed only because a test inside it failed is not
 * counted a second time.
 */
import { inspect } from 'node:util';
import type { TestEvent } from 'node:test/reporters';
import { BUSY_MARK, IDLE_MARK, NOTE_MARK, REPORT_MARK, type ReportedTest } from './test-runner.ts';

export default async function* report(events: AsyncIterable<TestEvent>): AsyncIterable<string> {
  let open = 0;
  for await (const event of events) {
    if (event.type === 'test:enqueue' && open++ === 0) yield `\n${BUSY_MARK}\n`;
    if (event.type === 'test:complete' && --open === 0) yield `\n${IDLE_MARK}\n`;
    if (event.type === 'test:stderr' || event.type === 'test:stdout') yield event.data.message;
    // The runner's own counts come the same way, but of no file.
    if (event.type === 'test:diagnostic' && event.data.file !== undefined)
      yield `\n${NOTE_MARK}${JSON.stringify(event.data.message)}\n`;
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { name, skip, todo, details } = event.data;
    if (details.type === 'suite' && event.type === 'test:pass') continue;
    const error =
      event.type === 'test:fail' ? (event.data.details.error as Error & { failureType?: string }) : undefined;
    if (error?.failureType === 'subtestsFailed') continue;
    const reason = typeof skip === 'string' ? skip : typeof todo === 'string' ? todo : undefined;
    const idle = (skip !== undefined && skip !== false) || (todo !== undefined && todo !== false);
    const test: ReportedTest = {
      name,
      outcome: error ? 'failed' : idle ? 'skipped' : 'passed',
      ...(error
        ? { detail: inspect(error.cause ?? error, { depth: 4 }) }
        : reason !== undefined && reason !== ''
          ? { detail: reason }
          : {}),
    };
    yield `\n${REPORT_MARK}${JSON.stringify(test)}\n`;
  }
}
