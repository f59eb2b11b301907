/**
 * Commands through a participant's HTTP API, timed from the request to the commit of the receipt at the sender.
 * Invariant: one monotonic clock for both ends; a sample counts once its receipt is matched by stream and sequence in the
 * sender's database, never by order of arrival.
 */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { syntheticDraft } from '../demo/traffic.ts';
import type { Pair } from './site.ts';

/** Commands given and not yet confirmed by a receipt, at saturation. */
export const WINDOW = 32;
const RECEIPT_LIMIT_MS = 60_000;
const AT_ONCE = 16;
const agent = new Agent({ keepAlive: true, maxSockets: 2 * WINDOW });

/** Drafts to be submitted; none of this is measured. */
export async function draft(pair: Pair, count: number): Promise<readonly string[]> {
  const references: string[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      // One size of record: every draft is the same but for its number.
      const body = syntheticDraft(100_000 + 3 * next + 1, pair.to);
      next += 1;
      const { reference } = await post<{ reference: string }>(pair, '/v1/referrals', pair.drafter, body);
      references.push(reference);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return references;
}

export interface LoadResult {
  /** Milliseconds from each request to the commit of its receipt. */
  readonly samples: readonly number[];
  /** From the first request to the last receipt. */
  readonly seconds: number;
}

/** As fast as it goes: a new command for each receipt, `WINDOW` of them under way. */
export async function saturate(pair: Pair, references: readonly string[]): Promise<LoadResult> {
  const run = new Run(pair, references.length);
  let next = 0;
  let underWay = 0;
  const fill = (): void => {
    while (underWay < WINDOW && next < references.length) {
      const reference = references[next] ?? '';
      next += 1;
      underWay += 1;
      run.submit(reference);
    }
  };
  run.onReceipt = () => {
    underWay -= 1;
    fill();
  };
  fill();
  return run.finish();
}

/** At a fixed rate, whatever is still under way. `delayMs`: when the first one goes. */
export async function pace(
  pair: Pair,
  references: readonly string[],
  perSecond: number,
  delayMs: number,
): Promise<LoadResult> {
  const run = new Run(pair, references.length);
  const started = performance.now() + delayMs;
  for (const [index, reference] of references.entries()) {
    const due = started + (index * 1000) / perSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    run.submit(reference);
  }
  return run.finish();
}

class Run {
  onReceipt: () => void = () => undefined;
  readonly #pair: Pair;
  readonly #expected: number;
  readonly #sent = new Map<string, bigint>();
  readonly #posts: Promise<void>[] = [];
  readonly #received = new Map<string, bigint>();
  readonly #done = Promise.withResolvers<void>();
  readonly #limit: NodeJS.Timeout;

  constructor(pair: Pair, expected: number) {
    this.#pair = pair;
    this.#expected = expected;
    // Re-armed by every receipt: only standing still is a failure.
    this.#limit = setTimeout(() => {
      const text = `${this.#received.size} of ${expected} receipts came, then none for a minute`;
      this.#done.reject(new Error(`bench: ${pair.from} to ${pair.to}: ${text}`));
    }, RECEIPT_LIMIT_MS);
    this.#done.promise.catch(() => undefined);
    pair.onReceipt = (id, at) => {
      this.#received.set(id, at);
      this.#limit.refresh();
      this.onReceipt();
      if (this.#received.size === expected) this.#done.resolve();
    };
  }

  submit(reference: string): void {
    const at = process.hrtime.bigint();
    const path = `/v1/referrals/${reference}/submissions`;
    const answered = post<{ message: string }>(this.#pair, path, this.#pair.focalPoint, {}).then(
      ({ message }) => void this.#sent.set(message, at),
      (error: unknown) => this.#done.reject(error),
    );
    this.#posts.push(answered);
  }

  async finish(): Promise<LoadResult> {
    try {
      await this.#done.promise;
      // A receipt may be faster than the answer to its command.
      await Promise.all(this.#posts);
    } finally {
      clearTimeout(this.#limit);
      this.#pair.onReceipt = () => undefined;
    }
    const answered = await answers(this.#pair);
    const samples: number[] = [];
    let first: bigint | null = null;
    let last = 0n;
    for (const [receipt, at] of this.#received) {
      const message = answered.get(receipt);
      const sent = message === undefined ? undefined : this.#sent.get(message);
      if (sent === undefined) throw new Error('bench: a receipt answers none of the commands of this run');
      samples.push(Number(at - sent) / 1e6);
      if (first === null || sent < first) first = sent;
      if (at > last) last = at;
    }
    if (samples.length !== this.#expected) throw new Error('bench: a command has no receipt');
    return { samples, seconds: Number(last - (first ?? last)) / 1e9 };
  }
}

/** Which of our messages each receipt answers, as the sender's own database has it. */
async function answers(pair: Pair): Promise<ReadonlyMap<string, string>> {
  const rows = await pair.databases[0].query<{ receipt: string; message: string }>(
    `select r.id as receipt, s.id as message from trm.message r
     join trm.sealed s on s.stream = r.metadata->'answers'->>'stream' and s.sequence = (r.metadata->'answers'->>'sequence')::int
     where r.direction = 'in' and r.type = 'receipt.delivered'`,
  );
  return new Map(rows.map(({ receipt, message }) => [receipt, message]));
}

function post<T>(pair: Pair, to: string, token: string, body: object): Promise<T> {
  const bytes = Buffer.from(JSON.stringify(body), 'utf8');
  return new Promise((resolve, reject) => {
    const asked = request(
      pair.url + to,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': bytes.length,
          'idempotency-key': randomUUID(),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (response.statusCode === 201) resolve(JSON.parse(text) as T);
          else
            reject(
              new Error(
                `bench: a command was answered with ${response.statusCode ?? 0}: ${text.slice(0, 300)}`,
              ),
            );
        });
      },
    );
    asked.on('error', reject);
    asked.end(bytes);
  });
}
