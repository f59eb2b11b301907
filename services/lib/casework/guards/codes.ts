/**
 * What the code lists say of single codes, so that no guard names one. A code that this version does not know has no
 * flag: it is put before a person (protocol.md 10).
 */
import { codeList } from '../../contract/index.ts';
import type { Code } from '../../contract/index.ts';

export function flaggedCodes(list: string, flag: (code: Code) => boolean): ReadonlySet<string> {
  return new Set(
    codeList(list)
      .codes.filter(flag)
      .map(({ code }) => code),
  );
}
