/** Programs begin and end in one way: exit codes, signals, one orderly stop, no texts of errors (contract.md 1). */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { runtimeProblem } from '../../../../services/lib/platform/lifecycle/index.ts';

const MODULE = new URL('../../../../services/lib/platform/lifecycle/index.ts', import.meta.url).href;

interface Program {
  readonly child: ChildProcess;
  readonly output: () => string;
  until(text: string): Promise<void>;
  exit(): Promise<number | null>;
}

function program(t: TestContext, body: string, options = '{}'): Program {
  const source = `import { run, ExitError } from ${JSON.stringify(MODULE)};
    run(async (life) => { ${body} }, ${options});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  const closed = once(child, 'close');
  let text = '';
  child.stdout?.on('data', (data: Buffer) => (text += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (text += data.toString()));
  return {
    child,
    output: () => text,
    until: async (wanted) => {
      while (!text.includes(wanted)) await once(child.stdout as NodeJS.ReadableStream, 'data');
    },
    exit: async () => {
      await closed;
      return child.exitCode;
    },
  };
}

test('what was opened is undone in reverse order; a handle left open does not keep the program alive; the code is 0', async (t) => {
  const it = program(
    t,
    `life.onStop(() => console.log('first')); life.onStop(() => console.log('second'));
     setInterval(() => {}, 1000); console.log('up');`,
    '{ stopLimitMs: 300 }',
  );
  await it.until('up');
  it.child.kill('SIGTERM');
  assert.equal(await it.exit(), 0);
  assert.equal(it.output(), 'up\nsecond\nfirst\n');
});

test('a second signal does not wait for a stop that hangs', async (t) => {
  const it = program(
    t,
    `life.onStop(() => new Promise(() => console.log('hanging'))); setInterval(() => {}, 1000); console.log('up');`,
  );
  await it.until('up');
  it.child.kill('SIGINT');
  await it.until('hanging');
  it.child.kill('SIGINT');
  assert.equal(await it.exit(), 1);
});

test('a number is the exit code', async (t) => {
  assert.equal(await program(t, 'return 1;').exit(), 1);
  assert.equal(await program(t, 'return 0;').exit(), 0);
});

test('an ExitError tells its text, any other failure only its class', async (t) => {
  const told = program(t, `throw new ExitError(2, 'say --config FILE');`);
  assert.equal(await told.exit(), 2);
  assert.match(told.output(), /say --config FILE/);
  const kept = program(t, `throw new TypeError('Ana is not a function');`);
  assert.equal(await kept.exit(), 1);
  assert.match(kept.output(), /failed: TypeError/);
  assert.equal(kept.output().includes('Ana'), false);
});

test('what nobody caught ends the program without its text', async (t) => {
  const it = program(
    t,
    `life.onStop(() => console.log('undone')); setTimeout(() => { Promise.reject(new Error('Ana')); }, 1);`,
  );
  assert.equal(await it.exit(), 1);
  assert.match(it.output(), /undone/);
  assert.equal(it.output().includes('Ana'), false);
});

test('an older Node.js is named together with the remedy', () => {
  assert.equal(runtimeProblem('v24.0.0'), null);
  assert.equal(runtimeProblem('v26.1.0'), null);
  assert.match(runtimeProblem('v22.18.0') ?? '', /npm run/);
});
