/**
 * Decodes the records of a fetch response with the check that kafkajs leaves out: the CRC of each record batch.
 * Invariant: a batch whose bytes were changed on the broker's disk is handed on as one record with no key and the
 * raw bytes, so that its reader reports it (contract.md 6); it never passes, hides its neighbours or ends the read.
 */
import { createRequire } from 'node:module';

const kafkajsRequire = createRequire(import.meta.url);

interface RecordBatch {
  readonly records: readonly Message[];
}

interface Message {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly isControlRecord: boolean;
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean };
}

type DecoderClass = new (bytes: Buffer) => object;
const Decoder = kafkajsRequire('kafkajs/src/protocol/decoder.js') as DecoderClass;
const decodeRecordBatch = kafkajsRequire('kafkajs/src/protocol/recordBatch/v0/decoder.js') as (
  decoder: object,
) => Promise<RecordBatch>;

interface PrimaryDecoder {
  readInt32(): number;
  canReadBytes(length: number): boolean;
  readBytes(length: number): Buffer;
}

let installed = false;

/** Puts this decoder in kafkajs's place, for readers and consumers alike; kafkajs loads its own at its first fetch. */
export function installFetchDecoder(): void {
  if (installed) return;
  installed = true;
  const file = kafkajsRequire.resolve('kafkajs/src/protocol/requests/fetch/v4/decodeMessages.js');
  kafkajsRequire(file);
  const loaded = kafkajsRequire.cache[file];
  if (!loaded) throw new Error('this version of kafkajs is not the pinned one');
  loaded.exports = async (decoder: PrimaryDecoder): Promise<Message[]> => {
    const size = decoder.readInt32();
    return size <= 0 || !decoder.canReadBytes(size) ? [] : decodeRecordSet(decoder.readBytes(size));
  };
}

/** From a batch's first byte: base offset 8, length 4, leader epoch 4, magic 1, CRC 4, then what the CRC covers. */
const LENGTH_AT = 8;
const BODY_AT = 12;
const CRC_AT = 17;
const COVERED_AT = 21;
const LAST_DELTA_AT = 23;
const HEADER_BYTES = 61;
const SANE_DELTA = 100_000;

/** The messages of one partition's record set; a batch that the answer cut off at its end is left for the next. */
export async function decodeRecordSet(set: Buffer): Promise<Message[]> {
  const messages: Message[] = [];
  for (let at = 0; at + BODY_AT <= set.length;) {
    const end = at + BODY_AT + set.readInt32BE(at + LENGTH_AT);
    if (end > set.length || end < at + HEADER_BYTES) {
      // A first batch always comes whole: one that does not end within the answer has a changed length.
      if (at === 0) messages.push(unreadable(set));
      break;
    }
    const batch = set.subarray(at, end);
    messages.push(...(await decodeBatch(batch)));
    at = end;
  }
  return messages;
}

async function decodeBatch(batch: Buffer): Promise<readonly Message[]> {
  if (crc32c(batch.subarray(COVERED_AT)) !== batch.readUInt32BE(CRC_AT)) return damaged(batch);
  try {
    return (await decodeRecordBatch(new Decoder(batch))).records;
  } catch {
    // Whole, yet in a form (a compression) that no writer of ours uses.
    return damaged(batch);
  }
}

/** One record for each offset that the batch covered, so that a reader gets past it. */
function damaged(batch: Buffer): readonly Message[] {
  const first = unreadable(batch);
  const delta = batch.readInt32BE(LAST_DELTA_AT);
  if (delta <= 0 || delta > SANE_DELTA) return [first];
  return [
    first,
    ...Array.from({ length: delta }, (_, index) => ({
      ...first,
      offset: String(BigInt(first.offset) + BigInt(index + 1)),
    })),
  ];
}

function unreadable(batch: Buffer): Message {
  return {
    offset: String(batch.readBigInt64BE(0)),
    key: null,
    value: Buffer.from(batch),
    isControlRecord: false,
    batchContext: { producerId: '-1', inTransaction: false },
  };
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

/** CRC-32C (Castagnoli), as record batches use it; Node's own `crc32` is another polynomial. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let index = 0; index < bytes.length; index++) {
    crc = (TABLE[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
