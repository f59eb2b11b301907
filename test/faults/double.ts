/**
 * A participant that is only ever a double: its own process is stopped, its real keys seal the next records of its real
 * stream, whatever they say. Invariant: chain, witness and receipts are those of an honest gateway, so that nothing but
 * the content of a message can be wrong. protocol.md 5 and 6.
 */
import assert from 'node:assert/strict';
import { until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import {
  channelOf,
  operationByType,
  rowsOf,
  splitCommand,
  type MessageType,
} from '../../services/lib/contract/index.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { nameHead, publicStreamName } from '../../services/lib/protocol/index.ts';
import type { Head, JsonObject } from '../../services/lib/protocol/types.ts';
import { forge } from './forge.ts';

export interface Said {
  readonly type: MessageType;
  readonly reference: string;
  /** Flat, as a command's. */
  readonly body?: object;
  /** Members of the metadata instead of those that an honest gateway writes; `undefined` leaves one out. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Members of the payload that no command gives, such as the seed of the handover codes. */
  readonly payload?: JsonObject;
}

export interface Outcome {
  readonly sequence: number;
  readonly outcome: string;
  readonly step: number | null;
  readonly code: string | null;
}

interface Position {
  readonly stream: string;
  readonly sequence: number;
}

const LIMIT_MS = 40_000;

export class Double {
  readonly #network: Network;
  readonly #from: string;
  readonly #to: string;
  #head: Head;
  readonly #confirmed = new Set<string>();

  /** Newest position of the other side's public stream that the stopped participant had read. */
  readonly #directory: Head;

  private constructor(network: Network, from: string, to: string, head: Head, directory: Head) {
    this.#network = network;
    this.#from = from;
    this.#to = to;
    this.#head = head;
    this.#directory = directory;
  }

  /** Stops the participant for good and goes on in its name. */
  static async of(network: Network, from: string, to: string): Promise<Double> {
    await network.stop(from);
    const name = `trm.${from}.${to}/0/1`;
    const headOf = async (stream: string): Promise<Head | undefined> => {
      const rows = await network.query<Head>(
        from,
        `select sequence, digest from trm.stream where name = $1`,
        [stream],
      );
      return rows[0];
    };
    const directory = await headOf(publicStreamName(to));
    assert.ok(directory !== undefined, `${from} has read what ${to} announces`);
    return new Double(network, from, to, (await headOf(name)) ?? nameHead(nodeCipher, name), directory);
  }

  /** Seals one message after the receipts of all that the other side has said; gives what became of it there. */
  async say({ type, reference, body = {}, metadata: own = {}, payload: given = {} }: Said): Promise<Outcome> {
    await this.#confirm();
    const operation = operationByType(type);
    const parts = splitCommand(type, JSON.parse(JSON.stringify(body)) as JsonObject);
    const role = operation?.roles[0];
    const answers = await this.#toAnswer(type, reference);
    const metadata = {
      type,
      version: 1,
      reference,
      urgency: 'routine',
      drill: false,
      ...(role === undefined ? {} : { role }),
      ...(answers === null ? {} : { answers }),
      directory: this.#directory,
      ...parts.metadata,
      ...own,
    };
    const channel = channelOf(type) === 'justice' ? 'justice' : 'payload';
    const defined = Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined));
    await this.#seal(defined as JsonObject, { ...parts.payload, ...given }, channel);
    return this.#outcome();
  }

  async #seal(metadata: JsonObject, payload: JsonObject, series: 'payload' | 'justice'): Promise<void> {
    const sequence = this.#head.sequence + 1;
    const digest = await forge(this.#network, {
      from: this.#from,
      to: this.#to,
      sequence,
      previous: this.#head.digest,
      seen: await this.#seen(),
      content: { metadata: metadata, payload },
      payloadSeries: [series, series],
    });
    this.#head = { sequence, digest };
  }

  /** What the other side has published: an honest gateway has taken it. */
  async #seen(): Promise<Head> {
    const name = `trm.${this.#to}.${this.#from}/0/1`;
    const [last] = await this.#network.query<Head>(
      this.#to,
      `select s.sequence, s.digest from trm.sealed s join trm.published p using (stream, sequence)
       where stream = $1 order by sequence desc limit 1`,
      [name],
    );
    return last ?? nameHead(nodeCipher, name);
  }

  async #confirm(): Promise<void> {
    await until(`${this.#to} has published what it said`, LIMIT_MS, async () => {
      const waiting = await this.#network.query(this.#to, `select 1 from trm.outbox where peer = $1`, [
        this.#from,
      ]);
      return waiting.length === 0;
    });
    const said = await this.#network.query<Position & { reference: string }>(
      this.#to,
      `select s.stream, s.sequence, m.reference from trm.message m join trm.sealed s on s.id = m.id
         join trm.published p on p.stream = s.stream and p.sequence = s.sequence
       where m.direction = 'out' and m.peer = $1 and m.type not like 'receipt.%' order by s.sequence`,
      [this.#from],
    );
    for (const { stream, sequence, reference } of said) {
      if (this.#confirmed.has(`${stream} ${sequence}`)) continue;
      this.#confirmed.add(`${stream} ${sequence}`);
      const answers = { stream, sequence };
      await this.#seal(
        { type: 'receipt.delivered', version: 1, reference, drill: false, answers },
        {},
        'payload',
      );
    }
  }

  async #toAnswer(type: MessageType, reference: string): Promise<Position | null> {
    const answered = rowsOf(type).flatMap((row) => row.answers ?? []);
    if (answered.length === 0) return null;
    const [newest] = await this.#network.query<Position>(
      this.#to,
      `select s.stream, s.sequence from trm.message m join trm.sealed s on s.id = m.id
       where m.direction = 'out' and m.reference = $1 and m.type = any($2) order by s.sequence desc limit 1`,
      [reference, answered],
    );
    return newest ?? null;
  }

  async #outcome(): Promise<Outcome> {
    const { sequence } = this.#head;
    const taken = await until(`position ${sequence} is taken`, LIMIT_MS, async () => {
      const [row] = await this.#network.query<Outcome>(
        this.#to,
        `select sequence, outcome, step, code from trm.taken where stream = $1 and sequence = $2`,
        [`trm.${this.#from}.${this.#to}/0/1`, sequence],
      );
      return row;
    });
    assert.equal(taken.sequence, sequence);
    return taken;
  }
}
