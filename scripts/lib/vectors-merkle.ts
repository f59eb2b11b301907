/**
 * RFC 9162 inclusion and consistency proofs, as the transparency community publishes them (`wantErr`).
 * Proofs over subtrees belong to another specification and stay unknown.
 */
import { verifyConsistency, verifyInclusion, type Cipher } from '../../services/lib/protocol/index.ts';
import { asRecord, verdictOf, type CaseResult } from './vector-case.ts';

function bytesOf(value: unknown): Uint8Array {
  return Buffer.from(typeof value === 'string' ? value : '', 'base64');
}

function proofOf(value: unknown): readonly Uint8Array[] {
  return Array.isArray(value) ? value.map(bytesOf) : [];
}

export function checkMerkle(cipher: Cipher, value: unknown): readonly CaseResult[] | null {
  const file = asRecord(value);
  if (typeof file.wantErr !== 'boolean') return null;
  const { leafIdx, treeSize, size1, size2 } = file;
  let proven: boolean;
  if (typeof leafIdx === 'number' && typeof treeSize === 'number') {
    const [leaf, root] = [bytesOf(file.leafHash), bytesOf(file.root)];
    proven = verifyInclusion(cipher, proofOf(file.proof), leafIdx, treeSize, leaf, root);
  } else if (typeof size1 === 'number' && typeof size2 === 'number') {
    const [first, second] = [bytesOf(file.root1), bytesOf(file.root2)];
    proven = verifyConsistency(cipher, proofOf(file.proof), size1, size2, first, second);
  } else {
    return null;
  }
  return [
    { id: typeof file.desc === 'string' ? file.desc : 'proof', verdict: verdictOf(proven !== file.wantErr) },
  ];
}
