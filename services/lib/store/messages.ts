/**
 * Casework messages and receipts of both sides, as the fold and the timeline read them.
 * Invariant: a message is inserted once, in the transaction that decided or took it, and never changed.
 * domain.md 4; contract.md 4 (timeline).
 */
import type { CaseMessage, Side } from '../casework/index.ts';
import type { Metadata } from '../protocol/types.ts';
import { type Sql, one } from './sql.ts';

export interface NewMessage {
  readonly id: string;
  readonly direction: 'out' | 'in';
  readonly peer: string;
  readonly metadata: Metadata;
  /** Incoming only. */
  readonly stream: string | null;
  readonly sequence: number | null;
  readonly at: string;
  /** Whose word it is in its referral; may be left out where direction alone tells (decision 0011). */
  readonly side?: Side;
}

/** Number of the inserted message. */
export async function insertMessage(sql: Sql, message: NewMessage): Promise<string> {
  const { metadata } = message;
  const rows = await sql.query<{ n: string }>(
    `insert into trm.message (id, direction, peer, type, version, reference, role, stream, sequence, at, metadata, side)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning n::text`,
    [
      message.id,
      message.direction,
      message.peer,
      metadata.type,
      metadata.version,
      metadata.reference ?? null,
      metadata.role ?? null,
      message.stream,
      message.sequence,
      message.at,
      JSON.stringify(metadata),
      message.side ?? null,
    ],
  );
  return one(rows).n;
}

export interface MessageRow {
  readonly n: string;
  readonly id: string;
  readonly direction: 'out' | 'in';
  readonly peer: string;
  readonly type: string;
  readonly role: string | null;
  /** Null while an outgoing message waits to be sealed. */
  readonly stream: string | null;
  readonly sequence: number | null;
  readonly at: Date;
  readonly metadata: Metadata;
  readonly published: boolean;
  readonly notSent: string | null;
  /** Incoming: how it was taken. */
  readonly outcome: 'applied' | 'noted' | 'refused' | null;
  readonly code: string | null;
  /** It holds a code that this version does not know: somebody has to look (protocol.md 10). */
  readonly needsPerson: boolean;
  /** Incoming: taken, and by a later registry version beyond what counts (protocol.md 8). */
  readonly beyond: boolean;
  /** Null where direction alone tells whose word it is. */
  readonly side: Side | null;
}

/** All messages of a referral, in the order in which this side decided or took them. */
export async function messagesOf(sql: Sql, reference: string): Promise<readonly MessageRow[]> {
  return (await messagesOfAll(sql, [reference])).get(reference) ?? [];
}

/** The same by reference; one that has no messages has no entry. */
export async function messagesOfAll(
  sql: Sql,
  references: readonly string[],
): Promise<ReadonlyMap<string, readonly MessageRow[]>> {
  const rows = await sql.query<MessageRow>(
    `select m.n::text, m.id, m.direction, m.peer, m.type, m.role, coalesce(m.stream, s.stream) as stream,
       coalesce(m.sequence, s.sequence) as sequence, m.at, m.metadata, d.sequence is not null as published,
       x.code as "notSent", coalesce(o.outcome, t.outcome) as outcome, case when o.sequence is null then t.code else o.code end as code, m.side,
       coalesce(t.needs_person, false) as "needsPerson", b.sequence is not null as beyond
     from trm.message m
     left join trm.sealed s on m.direction = 'out' and s.id = m.id
     left join trm.published d on d.stream = s.stream and d.sequence = s.sequence
     left join trm.not_sent x on m.direction = 'out' and x.id = m.id
     left join trm.reopened o on m.direction = 'in' and o.stream = m.stream and o.sequence = m.sequence
     left join trm.taken t on m.direction = 'in' and t.stream = m.stream and t.sequence = m.sequence
     left join trm.beyond b on m.direction = 'in' and b.stream = m.stream and b.sequence = m.sequence
     where m.reference = any($1) order by m.n`,
    [references],
  );
  return Map.groupBy(rows, ({ metadata }) => metadata.reference ?? '');
}

/**
 * The fold reads neither what was refused here unread or against a rule, nor what was never sent, nor what stands beyond
 * the end of its stream: there both ends read the same registry. What had no place is folded: it has none for anybody, and
 * what its author sent after it is read beside it (domain.md 4).
 */
export function countsInFold(row: MessageRow): boolean {
  return row.notSent === null && !row.beyond && (row.outcome !== 'refused' || row.code === 'transition');
}

/** Neither refused here, nor beyond its stream's end, nor never sent: its content may be used. */
export function stands(row: MessageRow): boolean {
  return row.notSent === null && !row.beyond && row.outcome !== 'refused';
}

/** Whose word a message is. `weAre`: our side of its referral where we are only one of the two. */
export function sideOf(row: Pick<MessageRow, 'side' | 'direction'>, weAre: Side): Side {
  if (row.side !== null) return row.side;
  return row.direction === 'out' ? weAre : weAre === 'sender' ? 'receiver' : 'sender';
}

/** A later generation comes after every position of the one before. */
const GENERATION_STRIDE = 2 ** 32;

function placeOf({ stream, sequence }: MessageRow): number | null {
  if (stream === null || sequence === null) return null;
  return placeInSide(stream, sequence);
}

/** Place of a sealed message among those of its side, whichever generation of the stream it is in. */
export function placeInSide(stream: string, sequence: number): number {
  // The name ends in it: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
  const generation = Number(stream.slice(stream.lastIndexOf('/') + 1));
  return generation * GENERATION_STRIDE + sequence;
}

/** What the fold reads; indexes of the fold are indexes into the rows that count. */
export function caseMessages(rows: readonly MessageRow[], weAre: Side): readonly CaseMessage[] {
  return rows.filter(countsInFold).map((row, index) => ({
    side: sideOf(row, weAre),
    stream: row.stream,
    sequence: row.sequence,
    // Sealed messages go in stream order; what is not sealed yet comes after them, in the order of decision.
    order: placeOf(row) ?? Number.MAX_SAFE_INTEGER - rows.length + index,
    metadata: row.metadata,
  }));
}

/** True when one of our messages of this type already answers that position: after a rebuild nothing is said twice. */
export async function alreadyAnswered(
  sql: Sql,
  stream: string,
  sequence: number,
  types: readonly string[],
  /** A refusal that was not final does not count: another word may follow it (protocol.md 5). */
  finalOnly = false,
): Promise<boolean> {
  const rows = await sql.query(
    `select 1 as found from trm.message where direction = 'out' and metadata ? 'answers' and metadata->'answers'->>'stream' = $1
       and ((metadata->'answers')->>'sequence')::int = $2 and type = any($3::text[])
       and not ($4 and metadata->'final' = 'false'::jsonb)
       and not exists (select 1 from trm.not_sent x where x.id = message.id) limit 1`,
    [stream, sequence, types, finalOnly],
  );
  return rows.length > 0;
}

/** Case of an own message; null when it belongs to none. */
export async function referenceOf(sql: Sql, id: string): Promise<string | null> {
  const rows = await sql.query<{ reference: string | null }>(
    `select reference from trm.message where direction = 'out' and id = $1`,
    [id],
  );
  return rows[0]?.reference ?? null;
}

/** Is this own message known already, sealed or not? */
export async function messageExists(sql: Sql, id: string): Promise<boolean> {
  return (
    (await sql.query(`select 1 as found from trm.message where direction = 'out' and id = $1`, [id])).length >
    0
  );
}

/** Has this participant said anything about the case, a receipt included? */
export async function hasOwnMessage(sql: Sql, reference: string): Promise<boolean> {
  const rows = await sql.query(
    `select 1 as found from trm.message where direction = 'out' and reference = $1 limit 1`,
    [reference],
  );
  return rows.length > 0;
}
