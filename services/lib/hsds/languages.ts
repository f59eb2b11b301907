/**
 * Languages to ISO 639-1 or 639-3 and back.
 * Invariant: a script, which HSDS cannot say, refines the language and never replaces it.
 * HSDS 3.0, language (code, name).
 */
import { codeList } from '../contract/index.ts';

/** A collective code of ISO 639-2: neither 639-1 nor 639-3 has it. */
const COLLECTIVE: ReadonlySet<string> = new Set(['sgn']);

/** Null: ISO 639-1 and 639-3 have none. */
export function isoOf(code: string): string | null {
  const [language = code] = code.split('-');
  return COLLECTIVE.has(language) ? null : language;
}

const { codes } = codeList('languages');
/** The first spelling counts, and our own codes come first. */
const spellings: ReadonlyMap<string, string> = new Map(
  [
    ...codes.map(({ code }) => [code, code] as const),
    ...codes.flatMap(({ code, htcds, htcdsAlso, labels }) =>
      [htcds, ...(htcdsAlso ?? []), labels.en].flatMap((text) =>
        typeof text === 'string' ? [[text, code] as const] : [],
      ),
    ),
  ]
    .map(([text, code]) => [text.toLowerCase(), code] as const)
    .reverse(),
);

/** Code of ours for a code or an English name; null for none. */
export function languageIn(text: string): string | null {
  return spellings.get(text.trim().toLowerCase()) ?? null;
}
