/**
 * A history of a given number of records between two participants, as their gateways would leave it on a bus: half of it
 * referrals, half of it their receipts. Invariant: sealed by the code that gateways use, and an audit finds no fault.
 */
import { nodeCipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import type { OutgoingRecord } from '../../../services/lib/platform/bus/index.ts';
import {
  kidOf,
  nameHead,
  newId,
  newReference,
  opposite,
  pairTopic,
  publicJwk,
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
  JsonObject,
  PrivateJwk,
  Recipient,
  RegistryRef,
  Stream,
} from '../../../services/lib/protocol/types.ts';

export interface HistoryParty {
  readonly id: string;
  readonly signing: PrivateJwk;
  readonly metadata: { readonly jwk: PrivateJwk; readonly from: string };
  readonly payload: PrivateJwk;
}

export interface HistoryInput {
  readonly parties: readonly [HistoryParty, HistoryParty];
  readonly auditor: PrivateJwk;
  readonly registry: RegistryRef;
  readonly records: number;
  /** Content of each `referral.submitted`. */
  readonly payload: JsonObject;
  /** Time of the last record. */
  readonly endMs: number;
}

export interface History {
  /** Public entries first. */
  readonly records: readonly (OutgoingRecord & { readonly writer: string })[];
  /** What the raw rates must be measured with: bytes of a signing input and of a metadata ciphertext. */
  readonly signedBytes: number;
  readonly ciphertextBytes: number;
  readonly recordBytes: number;
}

const BETWEEN_MS = 10;

export function makeHistory(input: HistoryInput): History {
  const { parties, registry } = input;
  const [sender, receiver] = parties;
  let clock = input.endMs - (input.records + 10) * BETWEEN_MS;
  const records: (OutgoingRecord & { writer: string })[] = [];
  const heads = new Map<string, Head>();
  const headOf = (name: string): Head => heads.get(name) ?? nameHead(nodeCipher, name);
  const reader = (jwk: PrivateJwk): Recipient => ({ kid: kidOf(nodeCipher, jwk), jwk: publicJwk(jwk) });
  let signedBytes = 0;
  let recordBytes = 0;

  for (const party of parties) {
    const name = publicStreamName(party.id);
    const id = newId(nodeCipher, clock);
    const entry = signPublicEntry(nodeCipher, {
      participant: party.id,
      id,
      time: new Date(clock).toISOString(),
      sequence: 1,
      previous: headOf(name).digest,
      registry,
      signingKey: party.signing,
      content: {
        type: 'key.announced',
        version: 1,
        series: 'metadata',
        keys: [{ jwk: { ...publicJwk(party.metadata.jwk) }, from: party.metadata.from }],
      },
    });
    heads.set(name, { sequence: 1, digest: entry.digest });
    records.push({
      writer: party.id,
      topic: publicTopic(party.id),
      lane: 0,
      key: id,
      value: publicValue(entry),
    });
  }

  const post = (from: HistoryParty, to: HistoryParty, metadata: JsonObject, payload: JsonObject): number => {
    clock += BETWEEN_MS;
    const stream: Stream = { from: from.id, to: to.id, lane: 0, generation: 1 };
    const name = streamName(stream);
    const head = headOf(name);
    const sequence = head.sequence + 1;
    const id = newId(nodeCipher, clock);
    const sealed = sealRecord(nodeCipher, {
      stream,
      id,
      time: new Date(clock).toISOString(),
      sequence,
      previous: head.digest,
      seen: headOf(streamName(opposite(stream))),
      registry,
      signingKey: from.signing,
      metadataRecipients: [reader(from.metadata.jwk), reader(to.metadata.jwk), reader(input.auditor)],
      payloadRecipients: [reader(from.payload), reader(to.payload)],
      metadata,
      payload,
    });
    heads.set(name, { sequence, digest: sealed.digest });
    const value = recordValue(sealed);
    signedBytes = sealed.envelope.lastIndexOf('.');
    recordBytes += value.length;
    records.push({ writer: from.id, topic: pairTopic(from.id, to.id), lane: 0, key: id, value });
    return sequence;
  };

  const directory = headOf(publicStreamName(receiver.id));
  const forward = streamName({ from: sender.id, to: receiver.id, lane: 0, generation: 1 });
  for (let count = 0; count < input.records; count += 2) {
    const reference = newReference(nodeCipher);
    const submitted: JsonObject = {
      type: 'referral.submitted',
      version: 1,
      reference,
      urgency: 'routine',
      drill: false,
      role: 'national-focal-point',
      directory: { sequence: directory.sequence, digest: directory.digest },
    };
    const sequence = post(sender, receiver, submitted, input.payload);
    if (count + 1 >= input.records) break;
    const answers = { stream: forward, sequence };
    post(receiver, sender, { type: 'receipt.delivered', version: 1, reference, drill: false, answers }, {});
  }
  return {
    records,
    signedBytes,
    ciphertextBytes: 1024,
    recordBytes: Math.round(recordBytes / input.records),
  };
}
