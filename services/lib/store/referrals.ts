/**
 * The referral's row: what lists show, what a command locks, and the draft before it is sealed.
 * Invariant: `state` equals the fold over trm.message; it is written in the transaction that inserts the message.
 */
import type { JsonObject } from '../protocol/types.ts';
import { contentKey, decrypt, encrypt, keysById } from './content-keys.ts';
import type { ContentCipher } from './message-content.ts';
import type { Sql } from './sql.ts';

export interface ReferralRow {
  readonly reference: string;
  readonly direction: 'sent' | 'received';
  readonly sender: string;
  readonly recipient: string;
  readonly state: string;
  readonly urgency: string;
  readonly drill: boolean;
  readonly drafter: string | null;
  readonly office: string | null;
  readonly draft: Uint8Array | null;
  readonly draft_key: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** Both ends are this participant: two of its offices, one local stream (decision 0011). */
export function isDomestic({ sender, recipient }: Pick<ReferralRow, 'sender' | 'recipient'>): boolean {
  return sender === recipient;
}

/** Who is at the other end. */
export function peerOf(referral: Pick<ReferralRow, 'direction' | 'sender' | 'recipient'>): string {
  return referral.direction === 'sent' ? referral.recipient : referral.sender;
}

export interface NewReferral {
  readonly reference: string;
  readonly direction: 'sent' | 'received';
  readonly sender: string;
  readonly recipient: string;
  readonly state: string;
  readonly urgency: string;
  readonly drill: boolean;
  readonly at: string;
}

export async function insertDraft(
  sql: Sql,
  crypto: ContentCipher,
  referral: NewReferral,
  draft: { readonly drafter: string; readonly office: string | null; readonly body: JsonObject },
): Promise<void> {
  const key = await contentKey(sql, crypto.cipher, crypto.kek, referral.reference, null, crypto.newId);
  const block = encrypt(crypto.cipher, key.key, draftContext(referral.reference), JSON.stringify(draft.body));
  await sql.query(
    `insert into trm.referral (reference, direction, sender, recipient, state, urgency, drill, drafter, office, draft, draft_key, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)`,
    [
      referral.reference,
      referral.direction,
      referral.sender,
      referral.recipient,
      referral.state,
      referral.urgency,
      referral.drill,
      draft.drafter,
      draft.office,
      Buffer.from(block),
      key.id,
      referral.at,
    ],
  );
}

/** Made from a message: a received referral, or an own one that a rebuild found on the bus. */
export async function upsertFromMessage(sql: Sql, referral: NewReferral): Promise<void> {
  await sql.query(
    `insert into trm.referral (reference, direction, sender, recipient, state, urgency, drill, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
     on conflict (reference) do update set state = excluded.state, updated_at = greatest(trm.referral.updated_at, excluded.updated_at)`,
    [
      referral.reference,
      referral.direction,
      referral.sender,
      referral.recipient,
      referral.state,
      referral.urgency,
      referral.drill,
      referral.at,
    ],
  );
}

export async function lockReferral(sql: Sql, reference: string): Promise<ReferralRow | null> {
  const rows = await sql.query<ReferralRow>(`select * from trm.referral where reference = $1 for update`, [
    reference,
  ]);
  return rows[0] ?? null;
}

export async function findReferral(sql: Sql, reference: string): Promise<ReferralRow | null> {
  const rows = await sql.query<ReferralRow>(`select * from trm.referral where reference = $1`, [reference]);
  return rows[0] ?? null;
}

export async function findReferrals(
  sql: Sql,
  references: readonly string[],
): Promise<readonly ReferralRow[]> {
  return sql.query<ReferralRow>(`select * from trm.referral where reference = any($1)`, [references]);
}

export async function setState(sql: Sql, reference: string, state: string, at: string): Promise<void> {
  await sql.query(
    `update trm.referral set state = $2, updated_at = greatest(updated_at, $3::timestamptz) where reference = $1`,
    [reference, state, at],
  );
}

/** `null` when there is no draft or its key has been erased. */
export async function draftOf(sql: Sql, crypto: ContentCipher, row: ReferralRow): Promise<JsonObject | null> {
  if (row.draft === null || row.draft_key === null) return null;
  const key = (await keysById(sql, crypto.cipher, crypto.kek, [row.draft_key])).get(row.draft_key);
  if (key === undefined) return null;
  return JSON.parse(decrypt(crypto.cipher, key.key, draftContext(row.reference), row.draft)) as JsonObject;
}

/** The draft's words and its data, gone for good: what was sealed of it stands in the messages. */
export async function dropDraft(sql: Sql, reference: string): Promise<void> {
  await sql.query(`update trm.referral set draft = null, draft_key = null where reference = $1`, [reference]);
}

export interface ListFilter {
  /** A domestic referral is both; for a scope it is sent where it was drafted and received elsewhere. */
  readonly direction: 'sent' | 'received' | null;
  readonly state: string | null;
  /** Null: all. Otherwise those of this office (drafted there, or with a task there now) and those that `drafter` drafted. */
  readonly scope: { readonly office: string | null; readonly drafter: string } | null;
  /** Only referrals with a message of one of these types. */
  readonly withTypes?: readonly string[];
  /** Null: exercises and real referrals alike. */
  readonly drill: boolean | null;
  readonly limit: number;
  /** Position after which the page starts. */
  readonly after: { readonly at: string; readonly reference: string } | null;
}

/** Newest first; one row more than `limit` tells that there is a next page. */
export async function listReferrals(sql: Sql, filter: ListFilter): Promise<readonly ReferralRow[]> {
  return sql.query<ReferralRow>(
    `select * from trm.referral r
     where ($1::text is null or case when sender <> recipient then direction = $1
         else $7::text is null or ($1 = 'sent') = (coalesce(drafter = $7, false) or coalesce(office = $3, false)) end) and ($2::text is null or state = $2)
       and ($7::text is null or drafter = $7 or office = $3 or exists (select 1 from trm.task t where t.reference = r.reference
         and $3 = coalesce((select w.office from trm.task_move w where w.task = t.id order by w.n desc limit 1), t.office)))
       and ($8::text[] is null or exists (select 1 from trm.message m where m.reference = r.reference and m.type = any($8)))
       and ($9::boolean is null or drill = $9)
       and ($4::timestamptz is null or (date_trunc('milliseconds', updated_at), reference) < ($4, $5))
     order by date_trunc('milliseconds', updated_at) desc, reference desc limit $6`,
    [
      filter.direction,
      filter.state,
      filter.scope?.office ?? null,
      filter.after?.at ?? null,
      filter.after?.reference ?? null,
      filter.limit + 1,
      filter.scope?.drafter ?? null,
      filter.withTypes ?? null,
      filter.drill,
    ],
  );
}

function draftContext(reference: string): string {
  return `draft:${reference}`;
}
