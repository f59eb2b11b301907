/**
 * What the audit is measured against: the bare operations of one record on every core, with keys that are ready and
 * bytes of the same sizes, and nothing else. `envelope`: one Ed25519 verification. `full`: one more X25519 agreement and
 * one AES-256-GCM opening.
 */
import {
  createCipheriv,
  createDecipheriv,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { RawJob } from './messages.ts';

const GCM = 'aes-256-gcm';
/** Different messages, so that no cache helps more than it does with real records. */
const MESSAGES = 64;

export interface RawRate {
  /** Records per second of all cores together. */
  readonly perSecond: number;
  /** CPU time of one record, which other work on the machine does not change much. */
  readonly cpuMs: number;
}

export async function rawRate(job: RawJob): Promise<RawRate> {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL(import.meta.url), { workerData: job }),
  );
  try {
    await Promise.all(workers.map((worker) => next(worker)));
    const rates = workers.map((worker) => {
      const answer = next(worker);
      worker.postMessage('go');
      return answer;
    });
    const all = await Promise.all(rates);
    return {
      perSecond: all.reduce((sum, rate) => sum + rate.perSecond, 0),
      cpuMs: all.reduce((sum, rate) => sum + rate.cpuMs, 0) / all.length,
    };
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function next(worker: Worker): Promise<RawRate> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  const measure = prepare(workerData as RawJob);
  measure((workerData as RawJob).forMs / 4);
  port.once('message', () => port.postMessage(measure((workerData as RawJob).forMs)));
  port.postMessage(0);
}

/** For this thread alone. */
function prepare(job: RawJob): (forMs: number) => RawRate {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const messages = Array.from({ length: MESSAGES }, () => randomBytes(job.signedBytes));
  const signatures = messages.map((message) => sign(null, message, privateKey));
  const own = generateKeyPairSync('x25519');
  const peers = Array.from({ length: MESSAGES }, () => generateKeyPairSync('x25519').publicKey);
  const key = randomBytes(32);
  const iv = randomBytes(12);
  const aad = randomBytes(200);
  const cipher = createCipheriv(GCM, key, iv, { authTagLength: 16 });
  cipher.setAAD(aad);
  const ciphertext = cipher.update(randomBytes(job.ciphertextBytes));
  cipher.final();
  const tag = cipher.getAuthTag();

  return (forMs) => {
    const started = performance.now();
    const before = process.threadCpuUsage();
    let count = 0;
    let spent: number;
    do {
      for (let index = 0; index < MESSAGES; index += 1) {
        const message = messages[index];
        const signature = signatures[index];
        const peer = peers[index];
        if (message === undefined || signature === undefined || peer === undefined) continue;
        if (!verify(null, message, publicKey, signature)) throw new Error('raw: a signature does not verify');
        if (job.kind === 'envelope') continue;
        diffieHellman({ privateKey: own.privateKey, publicKey: peer });
        const decipher = createDecipheriv(GCM, key, iv, { authTagLength: 16 });
        decipher.setAAD(aad);
        decipher.setAuthTag(tag);
        decipher.update(ciphertext);
        decipher.final();
      }
      count += MESSAGES;
      spent = performance.now() - started;
    } while (spent < forMs);
    const { user, system } = process.threadCpuUsage(before);
    return { perSecond: (count * 1000) / spent, cpuMs: (user + system) / 1000 / count };
  };
}
