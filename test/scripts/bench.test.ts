import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { latencyOf, median, percentile, spreadOf } from '../../scripts/lib/bench/figures.ts';
import { floorOpening, floorSeal } from '../../scripts/lib/bench/floor.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import {
  authenticate,
  openRings,
  positionOf,
  recordValue,
  sealRecord,
} from '../../services/lib/protocol/index.ts';
import { makeWorld, participantOf, sealInput } from '../support/registry.ts';

const STREAM = { from: 'al', to: 'rs', lane: 0, generation: 1 } as const;

describe('the floor of the benchmark', () => {
  const world = makeWorld();
  const keys = { find: (kid: string) => (kid === '' ? null : participantOf(world, 'rs').metadata.jwk) };
  const texts = fc.record(
    { text: fc.string({ maxLength: 3_000, unit: 'grapheme' }) },
    { noNullPrototype: true },
  );

  test('its records have the size of sealed ones, member by member', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 99_999 }), (payload, sequence) => {
        const input = sealInput(world, STREAM, { payload, sequence });
        const sealed = sealRecord(nodeCipher, input);
        const floor = floorSeal(nodeCipher, input);
        for (const part of ['envelope', 'metadata', 'payload', 'digest'] as const)
          assert.equal(floor[part].length, sealed[part].length, part);
        assert.equal(recordValue(floor).length, recordValue(sealed).length);
      }),
    );
  });

  test('what it seals it opens again, at the next place of its stream', () => {
    fc.assert(
      fc.property(texts, (payload) => {
        const input = sealInput(world, STREAM, { payload });
        const value = recordValue(floorSeal(nodeCipher, input));
        const raw = { topic: 'trm.al.rs', lane: 0, key: input.id, value };
        const record = floorOpening.authenticate(nodeCipher, world.state, raw);
        assert.ok(record.ok);
        const head = { sequence: input.sequence - 1, digest: input.previous };
        assert.equal(positionOf(record, { head, digestAt: null }).kind, 'next');
        const opened = floorOpening.openRings(nodeCipher, keys, record);
        assert.ok(opened.ok);
        assert.deepEqual(opened.metadata, input.metadata);
        assert.deepEqual(opened.payload, payload);
      }),
    );
  });

  test('nobody else takes it for a record', () => {
    const input = sealInput(world, STREAM);
    const value = recordValue(floorSeal(nodeCipher, input));
    const record = authenticate(nodeCipher, world.state, {
      topic: 'trm.al.rs',
      lane: 0,
      key: input.id,
      value,
    });
    assert.equal(record.ok, false);
    const floor = floorOpening.authenticate(nodeCipher, world.state, {
      topic: 'trm.al.rs',
      lane: 0,
      key: input.id,
      value,
    });
    assert.ok(floor.ok);
    assert.equal(openRings(nodeCipher, keys, floor).ok, false);
  });
});

describe('figures of the benchmark', () => {
  test('a percentile is a value that was measured, by nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    assert.deepEqual(
      [0.5, 0.95, 0.99, 1].map((share) => percentile(values, share)),
      [100, 190, 198, 200],
    );
    assert.equal(percentile([7], 0.99), 7);
    assert.deepEqual(latencyOf([3, 1, 2]), { samples: 3, p50: 2, p95: 3, p99: 3 });
  });

  test('the median of an even number is the mean of the middle two', () => {
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.deepEqual(spreadOf([3.456, 1, 2]), { median: 2, least: 1, most: 3.46 });
  });
});
