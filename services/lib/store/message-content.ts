/**
 * Payloads at rest: each person's block under that person's key, the rest under the referral's key, in each channel.
 * Invariant: what `loadContent` gives is what was sealed or opened, minus what has been erased since.
 * architecture.md 4 (PostgreSQL), protocol.md 7.
 */
import type { Channel } from '../contract/index.ts';
import type { Cipher, Json, JsonObject } from '../protocol/types.ts';
import {
  ContentKeyError,
  type Kek,
  contentKey,
  decrypt,
  encrypt,
  freshKey,
  keysById,
} from './content-keys.ts';
import { erasedOf, subjectOf, withoutErased } from './erased.ts';
import type { Sql } from './sql.ts';

export interface ContentCipher {
  readonly cipher: Cipher;
  readonly kek: Kek;
  /** Of the justice channel; absent where this program holds none: its contents are then neither written nor read. */
  readonly justiceKek?: Kek;
  readonly newId: () => string;
}

/** @throws ContentKeyError `unknown-kek` where this program holds no keys of that channel */
export function kekOf(crypto: ContentCipher, channel: Channel): Kek {
  const kek = channel === 'justice' ? crypto.justiceKek : crypto.kek;
  if (kek === undefined) throw new ContentKeyError('unknown-kek');
  return kek;
}

interface Block {
  readonly part: string;
  readonly subject: string | null;
  readonly plaintext: string;
}

/** Stores a payload without its salt. An empty payload leaves no row. */
export async function storeContent(
  sql: Sql,
  crypto: ContentCipher,
  message: string,
  reference: string,
  payload: JsonObject,
  channel: Channel = 'protection',
  /** A safety alert of now: it may be said, and read, after an erasure too. */
  isAlert = false,
): Promise<void> {
  // Also what comes late, is taken again or rebuilt: an erased person gets no key, and leaves nothing.
  const erased = await erasedOf(sql, reference);
  if (erased.all && isAlert && Object.keys(payload).length > 0)
    return storeAlertAfterErasure(sql, crypto, message, reference, payload);
  const kept = withoutErased(payload, erased);
  if (Object.keys(payload).length > 0 && Object.keys(kept).length === 0) return storeGone(sql, message);
  const blocks = split(kept);
  const rows: { part: string; key: string; ciphertext: Uint8Array }[] = [];
  for (const block of blocks) {
    const key = await contentKey(
      sql,
      crypto.cipher,
      kekOf(crypto, channel),
      reference,
      block.subject,
      crypto.newId,
      channel,
    );
    rows.push({
      part: block.part,
      key: key.id,
      ciphertext: encrypt(crypto.cipher, key.key, context(message, block.part), block.plaintext),
    });
  }
  if (rows.length === 0) return;
  await sql.query(
    `insert into trm.message_content (message, part, key, ciphertext)
     select $1, * from unnest($2::text[], $3::uuid[], $4::bytea[])`,
    [
      message,
      rows.map((row) => row.part),
      rows.map((row) => row.key),
      rows.map((row) => Buffer.from(row.ciphertext)),
    ],
  );
}

/**
 * An alert about somebody whose data were erased is new, and somebody has to read it (domain.md 4): its words lie under a
 * key of their own, which goes with the next erasure, and the persons that it names are left out.
 */
async function storeAlertAfterErasure(
  sql: Sql,
  crypto: ContentCipher,
  message: string,
  reference: string,
  payload: JsonObject,
): Promise<void> {
  const { persons: _erased, ...words } = payload;
  const key = await freshKey(sql, crypto.cipher, crypto.kek, reference, crypto.newId);
  const ciphertext = encrypt(crypto.cipher, key.key, context(message, 'rest'), JSON.stringify(words));
  await sql.query(
    `insert into trm.message_content (message, part, key, ciphertext) values ($1, 'rest', $2, $3)`,
    [message, key.id, Buffer.from(ciphertext)],
  );
}

/** Its payload is gone for good: stripped before it came here, or about nobody but whom we have erased. */
export async function storeGone(sql: Sql, message: string): Promise<void> {
  await sql.query(
    `insert into trm.message_content (message, part, key, ciphertext) values ($1, 'gone', '00000000-0000-0000-0000-000000000000', '')`,
    [message],
  );
}

/**
 * Payloads of messages by message number. `null`: it is gone, or the key is. A person whose key is gone is left
 * out of `persons`. A message without rows had an empty payload. Contents of the other channel read as `null`.
 */
export async function loadContent(
  sql: Sql,
  crypto: ContentCipher,
  messages: readonly string[],
  channel: Channel = 'protection',
): Promise<ReadonlyMap<string, JsonObject | null>> {
  const result = new Map<string, JsonObject | null>(messages.map((message) => [message, {}]));
  if (messages.length === 0) return result;
  const rows = await sql.query<{ message: string; part: string; key: string; ciphertext: Uint8Array }>(
    `select message::text, part, key, ciphertext from trm.message_content where message = any($1::bigint[]) order by message, part`,
    [messages],
  );
  const ids = [...new Set(rows.map((row) => row.key))];
  const keys = await keysById(sql, crypto.cipher, kekOf(crypto, channel), ids, channel);
  const parts = Map.groupBy(rows, (row) => row.message);
  for (const [message, blocks] of parts) {
    const open = new Map<string, string>();
    for (const block of blocks) {
      const key = keys.get(block.key);
      if (key !== undefined)
        open.set(block.part, decrypt(crypto.cipher, key.key, context(message, block.part), block.ciphertext));
    }
    result.set(message, blocks.some(({ part }) => part === REST) ? join(open) : whole(open));
  }
  return result;
}

const REST = 'rest';
const PERSON = 'person:';

function context(message: string, part: string): string {
  return `message:${message}:${part}`;
}

function split(payload: JsonObject): readonly Block[] {
  if (Object.keys(payload).length === 0) return [];
  const { persons, ...rest } = payload;
  const only = subjectOf(payload);
  // All of it is about one person, so all of it dies with that person's key.
  if (only !== null) return [{ part: PERSON + only, subject: only, plaintext: JSON.stringify(payload) }];
  if (!Array.isArray(persons) || persons.some((person) => typeof person === 'string'))
    return [{ part: REST, subject: null, plaintext: JSON.stringify(payload) }];
  const blocks: Block[] = [];
  const order: string[] = [];
  for (const person of persons as readonly JsonObject[]) {
    const subject = person['subject'] as string;
    order.push(subject);
    blocks.push({ part: PERSON + subject, subject, plaintext: JSON.stringify(person) });
  }
  return [{ part: REST, subject: null, plaintext: JSON.stringify({ ...rest, persons: order }) }, ...blocks];
}

/** All of it is about one person: there, or gone with the person's key. */
function whole(parts: ReadonlyMap<string, string>): JsonObject | null {
  const [block] = parts.values();
  return block === undefined ? null : (JSON.parse(block) as JsonObject);
}

function join(parts: ReadonlyMap<string, string>): JsonObject | null {
  const rest = parts.get(REST);
  if (rest === undefined) return null;
  const payload = JSON.parse(rest) as Record<string, Json>;
  if (Array.isArray(payload['persons'])) {
    payload['persons'] = (payload['persons'] as readonly string[]).flatMap((subject) => {
      const person = parts.get(PERSON + subject);
      return person === undefined ? [] : [JSON.parse(person) as Json];
    });
  }
  return payload;
}
