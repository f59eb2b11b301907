// Work in turns: one at a time, woken at once, tried again after a failure, none after the stop.
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { Turns } from '../../../../services/lib/platform/lifecycle/turns.ts';

const NEVER_MS = 2 ** 30;

interface Watched {
  readonly turns: Turns;
  readonly errors: unknown[];
  /** Resolves at the start of turn `number`. */
  begun(number: number): Promise<void>;
  count(): number;
  mostAtOnce(): number;
}

function watched(t: TestContext, everyMs: number, work: (turn: number) => Promise<void>): Watched {
  const errors: unknown[] = [];
  const waiting = new Map<number, () => void>();
  let count = 0;
  let running = 0;
  let most = 0;
  const turns = new Turns(
    async () => {
      count += 1;
      running += 1;
      most = Math.max(most, running);
      waiting.get(count)?.();
      try {
        await work(count);
      } finally {
        running -= 1;
      }
    },
    { everyMs, onError: (error) => void errors.push(error) },
  );
  t.after(() => turns.stop());
  return {
    turns,
    errors,
    begun: (number) =>
      count >= number ? Promise.resolve() : new Promise((resolve) => waiting.set(number, resolve)),
    count: () => count,
    mostAtOnce: () => most,
  };
}

test('a wake during a turn brings one more after it, never two at a time', async (t) => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const watch = watched(t, NEVER_MS, (turn) => (turn === 1 ? held : Promise.resolve()));
  watch.turns.start();
  watch.turns.start();
  assert.equal(watch.count(), 0);
  watch.turns.wake();
  await watch.begun(1);
  watch.turns.wake();
  watch.turns.wake();
  assert.equal(watch.count(), 1);
  release();
  await watch.begun(2);
  await watch.turns.stop();
  assert.deepEqual([watch.count(), watch.mostAtOnce()], [2, 1]);
});

test('a turn that fails is told and tried again after the pause, woken or not', async (t) => {
  const failure = new Error('away');
  const watch = watched(t, 1, (turn) => (turn === 1 ? Promise.reject(failure) : Promise.resolve()));
  watch.turns.start();
  watch.turns.wake();
  await watch.begun(2);
  assert.deepEqual(watch.errors, [failure]);
});

test('the stop waits for the running turn, and none begins after it', async (t) => {
  let ended = false;
  const watch = watched(t, 1, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    ended = true;
  });
  watch.turns.start();
  await watch.begun(1);
  await watch.turns.stop();
  assert.ok(ended);
  const before = watch.count();
  watch.turns.wake();
  watch.turns.start();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(watch.count(), before);
});
