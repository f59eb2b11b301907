// A sender's word about payloads that it has erased: what counts as one, and which positions it makes legitimate.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { declarationOf, isBelow } from '../../../services/lib/protocol/index.ts';
import type { JsonObject } from '../../../services/lib/protocol/types.ts';

const place = { stream: { from: 'al', to: 'rs', lane: 0, generation: 2 }, sequence: 50 };
const erased = { type: 'data.erased', scope: 'persons', stream: 'trm.al.rs/0/2', through: 41 };
const own = { stream: 'trm.al.rs/0/2', through: 41 };

describe('a declaration', () => {
  const cases: readonly (readonly [string, JsonObject & { readonly type: string }, typeof own | null])[] = [
    ['an erasure that names a position', erased, own],
    [
      'a receipt that says that the copy is erased too',
      { ...erased, type: 'data.erasure-receipt', outcome: 'erased' },
      own,
    ],
    ['a receipt that keeps the copy', { ...erased, type: 'data.erasure-receipt', outcome: 'kept' }, null],
    ['an erasure of what was never sent', { type: 'data.erased', scope: 'persons' }, null],
    ['another type with the same members', { ...erased, type: 'referral.withdrawn' }, null],
    ['a word about the stream of the other side', { ...erased, stream: 'trm.rs.al/0/2' }, null],
    ['a word about the stream of a third', { ...erased, stream: 'trm.al.xk/0/2' }, null],
    ['a word about itself', { ...erased, through: 50 }, null],
    ['a word about what is still to come', { ...erased, through: 51 }, null],
    ['a word about a generation that is still to come', { ...erased, stream: 'trm.al.rs/0/3' }, null],
    [
      'a word about an older generation, however far that went',
      { ...erased, stream: 'trm.al.rs/0/1', through: 900 },
      { stream: 'trm.al.rs/0/1', through: 900 },
    ],
    ['a stream that is none', { ...erased, stream: 'al to rs' }, null],
    ['a position that is none', { ...erased, through: '41' }, null],
  ];
  for (const [name, metadata, wanted] of cases)
    test(name, () => assert.deepEqual(declarationOf(metadata, place), wanted));
});

describe('at or below', () => {
  for (const [stream, sequence, wanted] of [
    ['trm.al.rs/0/2', 41, true],
    ['trm.al.rs/0/2', 1, true],
    ['trm.al.rs/0/2', 42, false],
    ['trm.al.rs/1/2', 1, false],
    ['trm.al.rs/0/1', 900, true],
    ['trm.al.rs/3/1', 900, true],
    ['trm.al.rs/0/3', 1, false],
    ['trm.rs.al/0/1', 1, false],
    ['trm.al.xk/0/1', 1, false],
    ['trm.al.public/0/1', 1, false],
  ] as const)
    test(`${stream} ${sequence}`, () => assert.equal(isBelow({ stream, sequence }, own), wanted));
});
