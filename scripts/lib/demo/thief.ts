/**
 * A double of a participant that has its signing key and no scruples: it reads what lies on the bus, and puts a record of
 * its own at the next position. Invariant: it has nothing of the participant but that one key, no login and no database.
 */
import { nodeCipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  type AnnouncedKey,
  REGISTRY_TOPIC,
  type RegistryState,
  acceptRegistry,
  authenticate,
  authenticatePublic,
  chooseKeys,
  initialHead,
  kidOf,
  nameHead,
  newId,
  opposite,
  pairTopic,
  publicStreamName,
  publicTopic,
  publicValue,
  recordValue,
  sealRecord,
  signPublicEntry,
  streamName,
} from '../../../services/lib/protocol/index.ts';
import type {
  Head,
  Jwk,
  JsonObject,
  KeySeries,
  MessageContent,
  PrivateJwk,
  Stream,
} from '../../../services/lib/protocol/types.ts';
import { pins } from '../registry-dir.ts';
import path from 'node:path';
import type { Network } from './network.ts';

/** Whoever runs the bus lets it write there: its own writer's name fences nobody. */
const WRITER = 'thief';

export interface Forged {
  readonly stream: string;
  readonly sequence: number;
  readonly digest: string;
  readonly id: string;
}

export class Thief {
  readonly #network: Network;
  readonly #from: string;
  readonly #key: PrivateJwk;

  constructor(network: Network, from: string, key: PrivateJwk) {
    this.#network = network;
    this.#from = from;
    this.#key = key;
  }

  /**
   * Seals what `content` gives at the next position of the newest generation, or of the one named, and puts it on the bus.
   * `directory`: newest position of the recipient's public stream.
   */
  async forge(
    to: string,
    content: (directory: JsonObject) => MessageContent,
    wanted: number | null = null,
  ): Promise<Forged> {
    const registry = await this.#registry();
    const from = this.#from;
    const generation = wanted ?? registry.pair(from, to)?.generation ?? 1;
    const stream: Stream = { from, to, lane: 0, generation };
    const head = (await this.#headOf(registry, stream)) ?? initialHead(nodeCipher, registry, stream);
    const seen =
      (await this.#headOf(registry, opposite(stream))) ?? nameHead(nodeCipher, streamName(opposite(stream)));
    const own = await this.#announced(registry, from);
    const theirs = await this.#announced(registry, to);
    const time = new Date().toISOString();
    const ownKeys = chooseKeys(own.keys, from, time);
    const theirKeys = chooseKeys(theirs.keys, to, time);
    const id = newId(nodeCipher, Date.now());
    const sequence = head.sequence + 1;
    const record = sealRecord(nodeCipher, {
      stream,
      id,
      time,
      sequence,
      previous: head.digest,
      seen,
      registry: { version: registry.version, digest: registry.digest },
      signingKey: this.#key,
      metadataRecipients: [
        reader(ownKeys.metadata),
        reader(theirKeys.metadata),
        ...registry.auditorsFor(from, to),
      ],
      payloadRecipients: [reader(ownKeys.payload), reader(theirKeys.payload)],
      ...content({ sequence: theirs.head.sequence, digest: theirs.head.digest }),
    });
    await this.#put(pairTopic(from, to), id, recordValue(record));
    return { stream: streamName(stream), sequence, digest: record.digest, id };
  }

  /** Signs an announcement of its own at the next position of the public stream. */
  async announce(content: JsonObject): Promise<Forged> {
    const registry = await this.#registry();
    const { head } = await this.#announced(registry, this.#from);
    const id = newId(nodeCipher, Date.now());
    const sequence = head.sequence + 1;
    const entry = signPublicEntry(nodeCipher, {
      participant: this.#from,
      id,
      time: new Date().toISOString(),
      sequence,
      previous: head.digest,
      registry: { version: registry.version, digest: registry.digest },
      signingKey: this.#key,
      content,
    });
    await this.#put(publicTopic(this.#from), id, publicValue(entry));
    return { stream: publicStreamName(this.#from), sequence, digest: entry.digest, id };
  }

  async #put(topic: string, key: string, value: Uint8Array): Promise<void> {
    const writer = await this.#network.bus.openWriter(WRITER);
    try {
      await writer.publish([{ topic, lane: 0, key, value }]);
    } finally {
      await writer.close();
    }
  }

  async #registry(): Promise<RegistryState> {
    const { bus, dir } = this.#network;
    const pinned = pins(path.join(dir, 'registry'));
    let state: RegistryState | null = null;
    for await (const { value } of bus.readRange({ topic: REGISTRY_TOPIC, lane: 0 })) {
      const outcome = acceptRegistry(nodeCipher, pinned, state, value);
      if (outcome.ok) state = outcome.state;
    }
    if (state === null) throw new Error('no registry on the bus');
    return state;
  }

  /** Last record of a stream that stands on the bus and counts; null when there is none. */
  async #headOf(registry: RegistryState, stream: Stream): Promise<Head | null> {
    const lane = { topic: pairTopic(stream.from, stream.to), lane: stream.lane };
    let head: Head | null = null;
    for await (const raw of this.#network.bus.readRange(lane)) {
      const record = authenticate(nodeCipher, registry, raw);
      if (!record.ok || record.disputed || record.streamName !== streamName(stream)) continue;
      const { sequence } = record.envelope;
      if (head === null || sequence > head.sequence) head = { sequence, digest: record.digest };
    }
    return head;
  }

  async #announced(
    registry: RegistryState,
    participant: string,
  ): Promise<{ readonly keys: readonly AnnouncedKey[]; readonly head: Head }> {
    const keys: AnnouncedKey[] = [];
    let head: Head = { sequence: 0, digest: '' };
    for await (const raw of this.#network.bus.readRange({ topic: publicTopic(participant), lane: 0 })) {
      const entry = authenticatePublic(nodeCipher, registry, raw);
      if (!entry.ok || entry.disputed) continue;
      const content = entry.content as unknown as {
        series: KeySeries;
        // What is no announcement of keys, such as an entry of the directory, has none.
        keys?: readonly { jwk: Jwk; from: string; to?: string }[];
      };
      for (const { jwk, from, to = null } of content.keys ?? [])
        keys.push({ participant, series: content.series, jwk, kid: kidOf(nodeCipher, jwk), from, to });
      head = { sequence: entry.envelope.sequence, digest: entry.digest };
    }
    return { keys, head };
  }
}

function reader(jwk: Jwk | null) {
  if (jwk === null) throw new Error('no key is announced');
  return { kid: kidOf(nodeCipher, jwk), jwk };
}
