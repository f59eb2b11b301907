/**
 * Merkle tree hashing and proofs of RFC 9162 section 2.1, for the evidence of streams (protocol.md 9).
 * Invariant: sizes and indexes are safe integers; a proof that is longer or shorter than needed is refused.
 */
import type { Cipher } from './types.ts';

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);
const HASH_BYTES = 32;

export function leafHash(cipher: Cipher, leaf: Uint8Array): Uint8Array {
  return cipher.sha256(Buffer.concat([LEAF_PREFIX, leaf]));
}

export function nodeHash(cipher: Cipher, left: Uint8Array, right: Uint8Array): Uint8Array {
  return cipher.sha256(Buffer.concat([NODE_PREFIX, left, right]));
}

/** Largest power of two below `size` (at least 2). */
function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** Root of the tree over leaf hashes; of no leaves the hash of nothing. */
export function merkleRoot(cipher: Cipher, leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return cipher.sha256(new Uint8Array());
  if (leaves.length === 1) return first;
  const middle = split(leaves.length);
  return nodeHash(
    cipher,
    merkleRoot(cipher, leaves.slice(0, middle)),
    merkleRoot(cipher, leaves.slice(middle)),
  );
}

/** Audit path of the leaf at `index` (RFC 9162 2.1.3.1). */
export function inclusionProof(cipher: Cipher, leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const middle = split(leaves.length);
  const left = leaves.slice(0, middle);
  const right = leaves.slice(middle);
  return index < middle
    ? [...inclusionProof(cipher, left, index), merkleRoot(cipher, right)]
    : [...inclusionProof(cipher, right, index - middle), merkleRoot(cipher, left)];
}

/** Proof that the tree of the first `size` leaves is a prefix of this one (RFC 9162 2.1.4.1). */
export function consistencyProof(cipher: Cipher, leaves: readonly Uint8Array[], size: number): Uint8Array[] {
  const walk = (part: readonly Uint8Array[], wanted: number, whole: boolean): Uint8Array[] => {
    if (wanted === part.length) return whole ? [] : [merkleRoot(cipher, part)];
    const middle = split(part.length);
    const left = part.slice(0, middle);
    const right = part.slice(middle);
    return wanted <= middle
      ? [...walk(left, wanted, whole), merkleRoot(cipher, right)]
      : [...walk(right, wanted - middle, false), merkleRoot(cipher, left)];
  };
  return size === 0 ? [] : walk(leaves, size, true);
}

function countsOk(...counts: readonly number[]): boolean {
  return counts.every((count) => Number.isSafeInteger(count) && count >= 0);
}

function hashesOk(...hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}

function isOdd(count: number): boolean {
  return count % 2 === 1;
}

function half(count: number): number {
  return Math.floor(count / 2);
}

/** RFC 9162 2.1.3.2. Every argument may be an attacker's. */
export function verifyInclusion(
  cipher: Cipher,
  proof: readonly Uint8Array[],
  index: number,
  size: number,
  leaf: Uint8Array,
  root: Uint8Array,
): boolean {
  if (!countsOk(index, size) || index >= size || !hashesOk(leaf, ...proof)) return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(cipher, sibling, hash);
      while (!isOdd(node) && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      hash = nodeHash(cipher, hash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && Buffer.compare(hash, root) === 0;
}

/**
 * RFC 9162 2.1.4.2, with its border cases decided: equal sizes need equal roots and an empty proof; a proof from the
 * empty tree says nothing and is refused.
 */
export function verifyConsistency(
  cipher: Cipher,
  proof: readonly Uint8Array[],
  first: number,
  second: number,
  firstRoot: Uint8Array,
  secondRoot: Uint8Array,
): boolean {
  if (!countsOk(first, second) || first === 0 || first > second || !hashesOk(...proof)) return false;
  if (first === second) return proof.length === 0 && Buffer.compare(firstRoot, secondRoot) === 0;
  if (proof.length === 0) return false;
  const isPowerOfTwo = Number.isInteger(Math.log2(first)) && 2 ** Math.log2(first) === first;
  const [start, ...rest] = isPowerOfTwo ? [firstRoot, ...proof] : proof;
  if (start === undefined) return false;
  let node = first - 1;
  let last = second - 1;
  while (isOdd(node)) {
    node = half(node);
    last = half(last);
  }
  let oldHash = start;
  let newHash = start;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      oldHash = nodeHash(cipher, sibling, oldHash);
      newHash = nodeHash(cipher, sibling, newHash);
      while (!isOdd(node) && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      newHash = nodeHash(cipher, newHash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && Buffer.compare(oldHash, firstRoot) === 0 && Buffer.compare(newHash, secondRoot) === 0;
}
