/**
 * Values on their way to a worker: one buffer that is transferred, not copied, and the few facts beside it.
 */
import type { RawValue } from './judge.ts';

export interface Chunk {
  readonly number: number;
  readonly lanes: readonly number[];
  readonly offsets: readonly number[];
  readonly keys: readonly string[];
  /** End of each value in `bytes`. */
  readonly ends: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function packChunk(number: number, values: readonly RawValue[]): Chunk {
  const bytes = new Uint8Array(values.reduce((sum, { value }) => sum + value.byteLength, 0));
  const ends: number[] = [];
  let end = 0;
  for (const { value } of values) {
    // The driver's buffers are slices of larger ones, which cannot be given away.
    bytes.set(value, end);
    end += value.byteLength;
    ends.push(end);
  }
  return {
    number,
    lanes: values.map(({ lane }) => lane),
    offsets: values.map(({ offset }) => offset),
    keys: values.map(({ key }) => key),
    ends,
    bytes,
  };
}

export function* unpackChunk(chunk: Chunk): Iterable<RawValue> {
  let from = 0;
  for (let index = 0; index < chunk.ends.length; index += 1) {
    const end = chunk.ends[index] ?? from;
    yield {
      lane: chunk.lanes[index] ?? 0,
      offset: chunk.offsets[index] ?? 0,
      key: chunk.keys[index] ?? '',
      value: chunk.bytes.subarray(from, end),
    };
    from = end;
  }
}
