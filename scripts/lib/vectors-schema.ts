/** Placeholder until lib/contract exists. */
import type { CaseResult } from './vectors.ts';
export function checkSchemaSuite(_value: unknown, _path: string): readonly CaseResult[] | null {
  return null;
}
