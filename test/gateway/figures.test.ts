/** A queue that had run empty went on being shown at its last length, and several lanes of a peer as the last of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingFrom, sumOfLanes } from '../../services/gateway/figures.ts';

void test('lanes of a peer are summed, and a peer without rows has none', () => {
  const lanes = [
    { peer: 'rs', lane: 0, waiting: 2 },
    { peer: 'rs', lane: 1, waiting: 3 },
    { peer: 'mk', lane: 0, waiting: 7 },
  ];
  assert.equal(sumOfLanes(lanes, 'rs'), 5);
  assert.equal(sumOfLanes(lanes, 'al'), 0);
});

void test('missing positions count for the peer whose stream it is', () => {
  const gaps = [
    { stream: 'trm.rs.al/0/1', first: 3, last: 5 },
    { stream: 'trm.rs.public/0/1', first: 2, last: 2 },
    { stream: 'trm.mk.al/0/1', first: 9, last: 9 },
  ];
  assert.equal(missingFrom(gaps, 'rs'), 4);
  assert.equal(missingFrom(gaps, 'me'), 0);
});
