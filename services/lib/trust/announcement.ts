/**
 * A participant's announcement of its encryption keys (formats.md 6), as content of a public entry.
 * Invariant: an own announcement counts for us from the moment it is signed; the own public topic is not consumed.
 */
import { kidOf } from '../protocol/index.ts';
import type { Cipher, Jwk, KeySeries } from '../protocol/types.ts';
import type { Sql } from '../store/sql.ts';
import { insertAnnouncedKey } from '../store/trust.ts';

export interface KeyAnnouncement {
  readonly type: 'key.announced';
  readonly series: KeySeries;
  readonly keys: readonly { readonly jwk: Jwk; readonly from: string; readonly to?: string }[];
}

/** `content`: valid by its schema, of any type. */
export function isKeyAnnouncement(content: { readonly [member: string]: unknown }): boolean {
  return content['type'] === 'key.announced';
}

/** Keeps the keys of our own entry at this position of our public stream. */
export async function keepOwnAnnouncement(
  sql: Sql,
  cipher: Cipher,
  participant: string,
  { series, keys }: KeyAnnouncement,
  sequence: number,
): Promise<void> {
  for (const { jwk, from, to = null } of keys) {
    await insertAnnouncedKey(sql, { participant, series, jwk, kid: kidOf(cipher, jwk), from, to }, sequence);
  }
}
