/**
 * A verifying thread: judges chunks of values that the main thread hands over, nothing else.
 * Invariant: holds no state between chunks but the setup, so it does not matter which thread gets which.
 */
import { parentPort } from 'node:worker_threads';
import { nodeCipher } from '../lib/platform/cipher/node-cipher.ts';
import { unpackChunk } from './chunk.ts';
import { Judge } from './judge.ts';
import type { Answer, Order } from './threads.ts';

if (parentPort === null) throw new TypeError('worker.ts is started by threads.ts alone');
const port = parentPort;
let judge: Judge | null = null;

port.on('message', (order: Order) => {
  switch (order.kind) {
    case 'setup':
      judge = new Judge(nodeCipher, order.setup);
      return;
    case 'rest':
      judge = null;
      return;
    case 'chunk': {
      if (judge === null) throw new TypeError('a chunk came before its setup');
      for (const value of unpackChunk(order.chunk)) judge.judge(value);
      const judged = judge.take();
      const answer: Answer = { kind: 'judged', number: order.chunk.number, judged };
      port.postMessage(answer, [judged.rows.buffer]);
    }
  }
});
port.postMessage({ kind: 'ready' } satisfies Answer);
