/**
 * What happened to a referral only here: bars, their lifting, reviews, reports of offices. domain.md 6.2, 6.8 and 3.
 * Invariant: append-only; words lie under the referral's content key, so that erasure takes them along.
 */
import { contentKeyIfAny, decrypt, encrypt, keysById } from './content-keys.ts';
import type { ContentCipher } from './message-content.ts';
import type { JsonObject } from '../protocol/types.ts';
import type { Sql } from './sql.ts';

export type LocalEventType =
  | 'contact-bar.set'
  | 'contact-bar.lift-proposed'
  | 'contact-bar.lifted'
  | 'referral.reviewed'
  | 'service.reported'
  | 'task.rerouted';

export interface LocalEvent {
  readonly id: string;
  readonly reference: string;
  readonly type: LocalEventType;
  /** `sub` of who did it. */
  readonly subject: string;
  readonly role: string;
  readonly participant: string | null;
  readonly code: string | null;
  /** Null: there are no words, or they have been erased. */
  readonly content: JsonObject | null;
  readonly at: Date;
}

export async function insertLocalEvent(
  sql: Sql,
  crypto: ContentCipher,
  event: Omit<LocalEvent, 'at'> & { readonly at: string },
): Promise<void> {
  const { content } = event;
  const key =
    content === null
      ? null
      : await contentKeyIfAny(sql, crypto.cipher, crypto.kek, event.reference, null, crypto.newId);
  const block =
    key === null
      ? null
      : Buffer.from(encrypt(crypto.cipher, key.key, context(event.id), JSON.stringify(content)));
  await sql.query(
    `insert into trm.local_event (id, reference, type, subject, role, participant, code, content, content_key, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      event.id,
      event.reference,
      event.type,
      event.subject,
      event.role,
      event.participant,
      event.code,
      block,
      key?.id ?? null,
      event.at,
    ],
  );
}

type Stored = Omit<LocalEvent, 'content'> & {
  readonly content: Uint8Array | null;
  readonly content_key: string | null;
};

/** Oldest first. */
export async function localEventsOf(
  sql: Sql,
  crypto: ContentCipher,
  reference: string,
): Promise<readonly LocalEvent[]> {
  const rows = await sql.query<Stored>(
    `select id, reference, type, subject, role, participant, code, content, content_key, at
     from trm.local_event where reference = $1 order by n`,
    [reference],
  );
  const ids = rows.flatMap((row) => (row.content_key === null ? [] : [row.content_key]));
  const keys = await keysById(sql, crypto.cipher, crypto.kek, [...new Set(ids)]);
  return rows.map(({ content, content_key: keyId, ...row }) => {
    const key = keyId === null ? undefined : keys.get(keyId);
    const text =
      content === null || key === undefined
        ? null
        : decrypt(crypto.cipher, key.key, context(row.id), content);
    return { ...row, content: text === null ? null : (JSON.parse(text) as JsonObject) };
  });
}

function context(id: string): string {
  return `local:${id}`;
}

/** Remembers whose command made a message. */
export async function setAuthor(sql: Sql, message: string, subject: string): Promise<void> {
  await sql.query(`insert into trm.message_author (message, subject) values ($1, $2)`, [message, subject]);
}

/** `sub` by message number; a message that is missing from the answer has no known author. */
export async function authorsOf(sql: Sql, messages: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (messages.length === 0) return new Map();
  const rows = await sql.query<{ message: string; subject: string }>(
    `select message::text, subject from trm.message_author where message = any($1::bigint[])`,
    [messages],
  );
  return new Map(rows.map((row) => [row.message, row.subject]));
}

/** Types and times, oldest first: all that a clock asks for. */
export async function localEventTimes(
  sql: Sql,
  reference: string,
): Promise<readonly { readonly type: string; readonly at: string }[]> {
  const rows = await sql.query<{ type: string; at: Date }>(
    `select type, at from trm.local_event where reference = $1 order by n`,
    [reference],
  );
  return rows.map(({ type, at }) => ({ type, at: at.toISOString() }));
}
