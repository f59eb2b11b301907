/**
 * A verifying thread: judges chunks of values that the main thread hands over, nothing else.
 * Invariant: holds no state between chunks, so it does not matter which thread gets which.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { nodeCipher } from '../lib/platform/cipher/node-cipher.ts';
import { unpackChunk, type Chunk } from './chunk.ts';
import { Judge, type JudgeSetup } from './judge.ts';

if (parentPort === null) throw new TypeError('worker.ts is started by pool.ts alone');
const port = parentPort;
const judge = new Judge(nodeCipher, workerData as JudgeSetup);

port.on('message', (chunk: Chunk) => {
  for (const value of unpackChunk(chunk)) judge.judge(value);
  const judged = judge.take();
  port.postMessage({ number: chunk.number, judged }, [judged.rows.buffer]);
});
port.postMessage('ready');
