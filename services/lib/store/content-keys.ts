/**
 * Content keys: one per person and one per referral in each channel, wrapped by the channel's key-encryption key (KEK).
 * Invariant: personal data reaches a column only through `encrypt`, so that deleting a key erases it in every copy; no
 * key of one channel is unwrapped by the other's KEK (decision 0013).
 * protocol.md 7; architecture.md 4.
 */
import type { Channel } from '../contract/index.ts';
import type { Cipher } from '../protocol/types.ts';
import { type Sql, one } from './sql.ts';

/** Key-encryption key as read from its file (formats.md 8). */
export interface Kek {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export interface ContentKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** `erased`: whose data were destroyed gets no key any more. */
export type ContentKeyErrorCode = 'unknown-kek' | 'unwrap-failed' | 'decrypt-failed' | 'erased';

export class ContentKeyError extends Error {
  override readonly name = 'ContentKeyError';
  readonly code: ContentKeyErrorCode;
  constructor(code: ContentKeyErrorCode) {
    super(`content key: ${code}`);
    this.code = code;
  }
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const REFERRAL_SUBJECT = '00000000-0000-0000-0000-000000000000';

/** AES-256-GCM; layout iv | tag | ciphertext. `context` is authenticated: a block cannot be moved to another place. */
export function encrypt(cipher: Cipher, key: Uint8Array, context: string, plaintext: string): Uint8Array {
  const iv = cipher.randomBytes(IV_BYTES);
  const sealed = cipher.encryptGcm(key, iv, Buffer.from(context, 'utf8'), Buffer.from(plaintext, 'utf8'));
  return Buffer.concat([iv, sealed.tag, sealed.ciphertext]);
}

/** @throws ContentKeyError `decrypt-failed` when key, context or bytes do not fit. */
export function decrypt(cipher: Cipher, key: Uint8Array, context: string, block: Uint8Array): string {
  const plain =
    block.length < IV_BYTES + TAG_BYTES
      ? null
      : cipher.decryptGcm(
          key,
          block.subarray(0, IV_BYTES),
          Buffer.from(context, 'utf8'),
          block.subarray(IV_BYTES + TAG_BYTES),
          block.subarray(IV_BYTES, IV_BYTES + TAG_BYTES),
        );
  if (plain === null) throw new ContentKeyError('decrypt-failed');
  return Buffer.from(plain).toString('utf8');
}

/** The key of a referral (`subject` null) or of one of its persons, made at first use. */
export async function contentKey(
  sql: Sql,
  cipher: Cipher,
  kek: Kek,
  reference: string,
  subject: string | null,
  newId: () => string,
  channel: Channel = 'protection',
): Promise<ContentKey> {
  const held = await findKey(sql, cipher, kek, reference, subject, channel);
  if (held !== null) return held;
  const key = cipher.randomBytes(32);
  // Never again for whom it was destroyed: a new key would bring back what a later copy says about them.
  await sql.query(
    `insert into trm.content_key (id, reference, subject, kek, wrapped, channel) select $1, $2, $3, $4, $5, $6
     where not exists (select 1 from trm.erasure where reference = $2 and (subject is null or subject = $3))
     on conflict do nothing`,
    [newId(), reference, subject, kek.id, Buffer.from(cipher.wrapKey(kek.key, key)), channel],
  );
  // Another transaction may have been first: what stands in the table is the key.
  const made = await findKey(sql, cipher, kek, reference, subject, channel);
  if (made === null) throw new ContentKeyError('erased');
  return made;
}

/** A key for one content alone, of nobody in particular; it goes when anything of the referral is erased as a whole. */
export async function freshKey(
  sql: Sql,
  cipher: Cipher,
  kek: Kek,
  reference: string,
  newId: () => string,
): Promise<ContentKey> {
  const id = newId();
  const key = cipher.randomBytes(32);
  await sql.query(
    `insert into trm.content_key (id, reference, subject, kek, wrapped, channel) values ($1, $2, $1, $3, $4, 'protection')`,
    [id, reference, kek.id, Buffer.from(cipher.wrapKey(kek.key, key))],
  );
  return { id, key };
}

/** The same as `contentKey`, and null for whose data were destroyed. */
export async function contentKeyIfAny(...key: Parameters<typeof contentKey>): Promise<ContentKey | null> {
  try {
    return await contentKey(...key);
  } catch (error) {
    if (error instanceof ContentKeyError && error.code === 'erased') return null;
    throw error;
  }
}

interface KeyRow {
  id: string;
  kek: string;
  wrapped: Uint8Array;
}

async function findKey(
  sql: Sql,
  cipher: Cipher,
  kek: Kek,
  reference: string,
  subject: string | null,
  channel: Channel,
): Promise<ContentKey | null> {
  const rows = await sql.query<KeyRow>(
    `select id, kek, wrapped from trm.content_key
     where reference = $1 and coalesce(subject, '${REFERRAL_SUBJECT}') = coalesce($2::uuid, '${REFERRAL_SUBJECT}')
       and channel = $3`,
    [reference, subject, channel],
  );
  return rows.length === 0 ? null : unwrap(cipher, kek, one(rows));
}

/** Keys by id; an id that is missing from the answer has been erased, or is of another channel. */
export async function keysById(
  sql: Sql,
  cipher: Cipher,
  kek: Kek,
  ids: readonly string[],
  channel: Channel = 'protection',
): Promise<ReadonlyMap<string, ContentKey>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<KeyRow>(
    `select id, kek, wrapped from trm.content_key where id = any($1) and channel = $2`,
    [ids, channel],
  );
  return new Map(rows.map((row) => [row.id, unwrap(cipher, kek, row)]));
}

function unwrap(cipher: Cipher, kek: Kek, row: KeyRow): ContentKey {
  if (row.kek !== kek.id) throw new ContentKeyError('unknown-kek');
  const key = cipher.unwrapKey(kek.key, row.wrapped);
  if (key === null) throw new ContentKeyError('unwrap-failed');
  return { id: row.id, key };
}
