/** A changed byte on the broker's disk is found by the batch's CRC and handed on, never passed over (contract.md 6). */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { crc32c, decodeRecordSet } from '../../../../services/lib/platform/bus/kafka/fetch-decoder.ts';

interface Encoder {
  readonly buffer: Buffer;
}
const require = createRequire(import.meta.url);
const { RecordBatch } = require('kafkajs/src/protocol/recordBatch/v0/index.js') as {
  RecordBatch: (batch: object) => Promise<Encoder>;
};
const Record = require('kafkajs/src/protocol/recordBatch/record/v0/index.js') as (record: object) => unknown;

async function batch(firstOffset: number, values: readonly string[]): Promise<Buffer> {
  const records = values.map((value, offsetDelta) =>
    Record({ offsetDelta, timestampDelta: 0, key: `k${offsetDelta}`, value, headers: {} }),
  );
  const encoded = await RecordBatch({
    firstOffset,
    lastOffsetDelta: values.length - 1,
    records,
    firstTimestamp: 1,
    maxTimestamp: 1,
  });
  return Buffer.from(encoded.buffer);
}

test('CRC-32C gives the value that its standard checks with', () => {
  assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283);
});

test('whole batches are decoded, and one that was cut off at the end of the answer is left', async () => {
  const set = Buffer.concat([await batch(0, ['a', 'b']), await batch(2, ['c'])]);
  const read = (messages: Awaited<ReturnType<typeof decodeRecordSet>>): unknown[] =>
    messages.map(({ offset, key, value }) => [offset, String(key), String(value)]);
  assert.deepEqual(read(await decodeRecordSet(set)), [
    ['0', 'k0', 'a'],
    ['1', 'k1', 'b'],
    ['2', 'k0', 'c'],
  ]);
  assert.deepEqual(read(await decodeRecordSet(set.subarray(0, set.length - 1))), [
    ['0', 'k0', 'a'],
    ['1', 'k1', 'b'],
  ]);
});

test('any changed byte that the CRC covers, or the CRC itself, makes each record of its batch unreadable and spares the others', async () => {
  const [first, middle, last] = await Promise.all([batch(0, ['a']), batch(1, ['b', 'c']), batch(3, ['d'])]);
  for (let at = 17; at < middle.length; at++) {
    const changed = Buffer.from(middle);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    const messages = await decodeRecordSet(Buffer.concat([first, changed, last]));
    const good = messages.filter(({ key }) => key !== null).map(({ value }) => String(value));
    assert.deepEqual(good, ['a', 'd'], `byte ${at}`);
    const bad = messages.filter(({ key }) => key === null);
    assert.ok(bad.length > 0 && bad[0]?.offset === '1', `byte ${at}`);
  }
});
