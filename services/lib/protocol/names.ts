/**
 * Names of the bus: participants, topics, streams, lanes (protocol.md 2, contract.md 5).
 * Invariant: every name parses back to what made it, and only names in this exact spelling parse.
 */
import { digest, utf8 } from './encoding.ts';
import { ProtocolError } from './errors.ts';
import type { Cipher, Head, Stream } from './types.ts';

export const REGISTRY_TOPIC = 'trm.registry';
/** Largest lane, generation, sequence and registry version of the wire (formats.md 2). */
export const MAX_COUNT = 2 ** 31 - 1;

const PARTICIPANT = '[a-z][a-z0-9]{1,15}';
const PARTICIPANT_ID = new RegExp(`^${PARTICIPANT}$`);
const PAIR_TOPIC = new RegExp(`^trm\\.(${PARTICIPANT})\\.(${PARTICIPANT})$`);
const STREAM_NAME = new RegExp(
  `^(trm\\.${PARTICIPANT}\\.${PARTICIPANT})/(0|[1-9][0-9]{0,9})/([1-9][0-9]{0,9})$`,
);

export function participantIdOk(id: string): boolean {
  return PARTICIPANT_ID.test(id) && id !== 'public' && id !== 'registry';
}

export function pairTopic(from: string, to: string): string {
  return `trm.${from}.${to}`;
}

export function publicTopic(participant: string): string {
  return `trm.${participant}.public`;
}

/** Sender and receiver of a pair topic; `null` for every other topic. */
export function parsePairTopic(topic: string): { readonly from: string; readonly to: string } | null {
  const match = PAIR_TOPIC.exec(topic);
  const from = match?.[1];
  const to = match?.[2];
  if (from === undefined || to === undefined || !participantIdOk(from) || !participantIdOk(to)) return null;
  return { from, to };
}

/** Owner of a public topic; `null` for every other topic. */
export function parsePublicTopic(topic: string): string | null {
  const owner = topic.startsWith('trm.') && topic.endsWith('.public') ? topic.slice(4, -7) : '';
  return participantIdOk(owner) ? owner : null;
}

export function streamName(stream: Stream): string {
  return `${pairTopic(stream.from, stream.to)}/${stream.lane}/${stream.generation}`;
}

export function parseStreamName(name: string): Stream | null {
  const match = STREAM_NAME.exec(name);
  if (match === null) return null;
  const pair = parsePairTopic(match[1] ?? '');
  const lane = Number(match[2]);
  const generation = Number(match[3]);
  if (pair === null || lane > MAX_COUNT || generation > MAX_COUNT) return null;
  return { ...pair, lane, generation };
}

export function opposite(stream: Stream): Stream {
  return { from: stream.to, to: stream.from, lane: stream.lane, generation: stream.generation };
}

export function publicStreamName(participant: string): string {
  return `${publicTopic(participant)}/0/1`;
}

/** Head of a stream that holds nothing yet: sequence 0 and the digest of its name. */
export function nameHead(cipher: Cipher, name: string): Head {
  return { sequence: 0, digest: digest(cipher, name) };
}

/** Lane of a referral's records; records without a reference go to lane 0. */
export function laneOf(cipher: Cipher, reference: string | null, lanes: number): number {
  if (!Number.isSafeInteger(lanes) || lanes < 1)
    throw new ProtocolError('wrong-use', 'lanes must be at least 1');
  if (reference === null || lanes === 1) return 0;
  const hash = cipher.sha256(utf8(reference));
  return new DataView(hash.buffer, hash.byteOffset, 4).getUint32(0) % lanes;
}
