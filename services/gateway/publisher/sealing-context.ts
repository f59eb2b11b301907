/**
 * What sealing into a pair's stream and into the own public stream have in common: the context, the lock, the stored rows.
 * Invariant: custody is read under the stream's row lock. protocol.md 4 step 2.
 */
import type { Database, Sql } from '../../lib/platform/db/index.ts';
import { newId } from '../../lib/protocol/index.ts';
import type { Cipher, Head, PrivateJwk, SealInput, SealedRecord } from '../../lib/protocol/types.ts';
import { custody } from '../../lib/store/custody.ts';
import type { ContentCipher } from '../../lib/store/message-content.ts';
import { removeSealed } from '../../lib/store/outbox.ts';
import {
  type NewSealed,
  type StreamPlace,
  advance,
  insertSealed,
  lockStream,
} from '../../lib/store/streams.ts';
import type { TrustView } from '../../lib/trust/trust-view.ts';

/** How bytes are made; the benchmark's floor puts identity rings here. */
export type Seal = (cipher: Cipher, input: SealInput) => SealedRecord;

export interface SealingContext {
  readonly participant: string;
  readonly db: Database;
  readonly cipher: Cipher;
  readonly crypto: ContentCipher;
  readonly signingKey: PrivateJwk;
  readonly trust: TrustView;
  readonly now: () => Date;
  readonly seal: Seal;
}

export interface SealingResult {
  readonly sealed: readonly { readonly id: string; readonly heartbeat: boolean }[];
  readonly notSent: readonly { readonly id: string; readonly code: string }[];
  /** Nothing could be sealed because this peer's or our own encryption keys of the moment are not known. */
  readonly keysMissing: boolean;
}

export const NOTHING: SealingResult = { sealed: [], notSent: [], keysMissing: false };

/** Raised inside the transaction when this database may not seal: the publisher ends its term. */
export class CustodyWithdrawn extends Error {
  override readonly name = 'CustodyWithdrawn';
}

/** Locks an own stream; `published` as in its row. @throws CustodyWithdrawn */
export async function lockOut(
  sql: Sql,
  place: Omit<StreamPlace, 'direction'> & { readonly direction?: 'out' | 'local' },
  initial: Head,
): Promise<Head & { readonly published: number }> {
  const { sequence, digest, published } = await lockStream(sql, { direction: 'out', ...place }, initial);
  // Read under the row lock: whoever withdraws custody is seen by the next transaction at the latest.
  if ((await custody(sql)).state !== 'clear') throw new CustodyWithdrawn();
  return { sequence, digest, published };
}

/** Stores sealed bytes, removes their plaintext and moves the head. */
export async function keepSealed(
  sql: Sql,
  name: string,
  rows: readonly NewSealed[],
  head: Head,
  time: string,
): Promise<void> {
  if (rows.length === 0) return;
  await insertSealed(sql, rows);
  await removeSealed(
    sql,
    rows.map((row) => row.id),
  );
  await advance(sql, name, head, time);
}

export function newIdAt(context: SealingContext, time: string): string {
  return newId(context.cipher, Date.parse(time));
}
