/**
 * Runs our verifying code over published test vectors: finds out what a file is, gives each case to the function that
 * a gateway would use, and counts. Invariant: what we refuse by design is counted as skipped, never as passed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import type { CaseResult } from './vector-case.ts';
import { checkJose, checkX25519 } from './vectors-jose.ts';
import { checkMerkle } from './vectors-merkle.ts';
import { checkSchemaSuite } from './vectors-schema.ts';

export interface VectorReport {
  readonly files: number;
  readonly run: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly { readonly file: string; readonly id: string }[];
  readonly unknown: readonly string[];
}

/** Gives the results of a file's cases, or `null` when the file is of another kind. */
type Checker = (value: unknown, path: string) => readonly CaseResult[] | null;

const CHECKERS: readonly Checker[] = [
  (value) => checkX25519(nodeCipher, value),
  (value) => checkJose(nodeCipher, value),
  (value) => checkMerkle(nodeCipher, value),
  checkSchemaSuite,
];

function jsonFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Every `.json` file under `dir`; `progress` is told of each. Throws only when `dir` cannot be read. */
export function runVectors(dir: string, progress: (file: string) => void = () => undefined): VectorReport {
  const count = { passed: 0, failed: 0, skipped: 0 };
  const failures: { file: string; id: string }[] = [];
  const unknown: string[] = [];
  let files = 0;
  for (const path of jsonFiles(dir)) {
    const file = relative(dir, path);
    const results = checkFile(path, file);
    if (results === null) {
      unknown.push(file);
      continue;
    }
    files += 1;
    progress(file);
    for (const { id, verdict } of results) {
      count[verdict] += 1;
      if (verdict === 'failed') failures.push({ file, id });
    }
  }
  return { files, run: count.passed + count.failed, ...count, failures, unknown };
}

function checkFile(path: string, file: string): readonly CaseResult[] | null {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null; // Not JSON, so no vector that we know; it is listed as unknown.
  }
  for (const checker of CHECKERS) {
    const results = checker(value, file);
    if (results !== null) return results;
  }
  return null;
}
