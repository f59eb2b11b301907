/**
 * Announces our encryption keys: whatever the key file holds and the public topic does not yet say. The router has the
 * private halves and writes an outbox row with the public ones; the gateway signs it. formats.md 6; protocol.md 7.
 */
import { kidOf, publicJwk } from '../lib/protocol/index.ts';
import type { PrivateJwk } from '../lib/protocol/types.ts';
import { PUBLIC_PEER, enqueue, waitsFor } from '../lib/store/outbox.ts';
import { announcedKeys } from '../lib/store/trust.ts';
import { type RouterContext, freshId } from './context.ts';

export interface OwnKeys {
  readonly payload: readonly { readonly jwk: PrivateJwk; readonly from: string; readonly to: string }[];
  readonly metadata: readonly { readonly jwk: PrivateJwk; readonly from: string }[];
  /** Weekly like payload keys; none where this router holds no keys of the justice channel. */
  readonly justice?: readonly { readonly jwk: PrivateJwk; readonly from: string; readonly to: string }[];
}

/** Gives how many keys were put into the outbox. Safe to call again: what waits there is not announced twice. */
export async function announceKeys(context: RouterContext, keys: OwnKeys): Promise<number> {
  return context.db.tx(async (sql) => {
    await sql.query(`select pg_advisory_xact_lock(hashtextextended('trm.announce', 0))`);
    // Entries of the directory may wait there too, and hold up no keys.
    if (await waitsFor(sql, PUBLIC_PEER, 'key.announced')) return 0;
    const known = new Set(
      (await announcedKeys(sql))
        .filter((key) => key.participant === context.participant)
        .map((key) => key.kid),
    );
    const isNew = (key: { jwk: PrivateJwk }): boolean => !known.has(kidOf(context.cipher, key.jwk));
    const weekly = (list: OwnKeys['payload']) =>
      list.filter(isNew).map((key) => ({ jwk: publicJwk(key.jwk), from: key.from, to: key.to }));
    const lists = [
      ['metadata', keys.metadata.filter(isNew).map((key) => ({ jwk: publicJwk(key.jwk), from: key.from }))],
      ['payload', weekly(keys.payload)],
      ['justice', weekly(keys.justice ?? [])],
    ] as const;
    for (const [series, list] of lists) {
      if (list.length === 0) continue;
      await enqueue(sql, context.crypto, {
        id: freshId(context),
        peer: PUBLIC_PEER,
        lane: 0,
        type: 'key.announced',
        personal: false,
        reference: null,
        metadata: {
          type: 'key.announced',
          version: 1,
          series,
          keys: list.map((key) => ({ ...key, jwk: { ...key.jwk } })),
        },
        payload: {},
      });
    }
    return lists.reduce((count, [, list]) => count + list.length, 0);
  });
}
