/**
 * The participant's own directory: changes that two people make, and every version of every entry.
 * Invariant: append-only; `directoryAsOf` gives what stood at a moment, however often it has changed since. domain.md 7.
 */
import type { Absence, Appointment, ContactPoint, Directory, Listed, Shift } from '../directory/index.ts';
import type { JsonObject } from '../protocol/types.ts';
import { measuredAsOf } from './liveness.ts';
import type { Sql } from './sql.ts';

export interface ChangeContent {
  readonly contactPoints?: readonly ContactPoint[];
  readonly appointments?: readonly Appointment[];
  readonly shifts?: readonly Shift[];
  /** Keys of contact points that are closed for good. */
  readonly closed?: readonly string[];
  readonly text?: string;
}

export interface ChangeRow {
  readonly id: string;
  readonly content: ChangeContent;
  readonly proposer: string;
  readonly at: Date;
  readonly decision: 'confirmed' | 'rejected' | null;
  readonly decider: string | null;
  readonly decidedAt: Date | null;
}

export type EntryKind = 'contact-point' | 'state' | 'verification' | 'appointment' | 'shift' | 'absence';

export async function insertChange(
  sql: Sql,
  change: {
    readonly id: string;
    readonly content: ChangeContent;
    readonly proposer: string;
    readonly at: string;
  },
): Promise<void> {
  await sql.query(`insert into trm.directory_change (id, content, proposer, at) values ($1, $2, $3, $4)`, [
    change.id,
    JSON.stringify(change.content),
    change.proposer,
    change.at,
  ]);
}

const CHANGE = `select c.id, c.content, c.proposer, c.at, d.decision, d.subject as decider, d.at as "decidedAt"
  from trm.directory_change c left join trm.directory_decision d on d.change = c.id`;

/** Locks the change, so that two decisions at once are one after the other. */
export async function lockChange(sql: Sql, id: string): Promise<ChangeRow | null> {
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('trm.directory:' || $1, 0))`, [id]);
  const rows = await sql.query<ChangeRow>(`${CHANGE} where c.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Newest first. */
export async function listChanges(sql: Sql, state: 'open' | 'decided' | null): Promise<readonly ChangeRow[]> {
  return sql.query<ChangeRow>(
    `${CHANGE} where $1::text is null or ($1 = 'open') = (d.change is null) order by c.at desc, c.id limit 500`,
    [state],
  );
}

export async function decideChange(
  sql: Sql,
  decision: {
    readonly change: string;
    readonly decision: 'confirmed' | 'rejected';
    readonly subject: string;
    readonly at: string;
  },
): Promise<void> {
  await sql.query(
    `insert into trm.directory_decision (change, decision, subject, at) values ($1, $2, $3, $4)`,
    [decision.change, decision.decision, decision.subject, decision.at],
  );
}

export interface NewEntry {
  readonly kind: EntryKind;
  readonly key: string;
  readonly content: JsonObject;
  /** `sub` of who gave the last word. */
  readonly subject: string;
  readonly change: string | null;
  readonly at: string;
}

export async function insertEntry(sql: Sql, entry: NewEntry): Promise<void> {
  await sql.query(
    `insert into trm.directory_entry (kind, key, content, subject, change, at) values ($1, $2, $3, $4, $5, $6)`,
    [entry.kind, entry.key, JSON.stringify(entry.content), entry.subject, entry.change, entry.at],
  );
}

/** Is there a version of one of these that is younger than this moment? */
export async function entriesSince(
  sql: Sql,
  since: Date,
  wanted: readonly { readonly kind: EntryKind; readonly keys: readonly string[] }[],
): Promise<boolean> {
  const pairs = wanted.flatMap(({ kind, keys }) => keys.map((key) => `${kind} ${key}`));
  const rows = await sql.query(
    `select 1 as found from trm.directory_entry where at > $1 and kind || ' ' || key = any($2) limit 1`,
    [since, pairs],
  );
  return rows.length > 0;
}

/** `at` null: as it stands now. */
export async function directoryAsOf(sql: Sql, at: string | null): Promise<Directory> {
  const entries = await entriesAsOf(sql, at);
  return assembled(entries, entries.length === 0 ? [] : await measuredAsOf(sql, at));
}

/** Null while nobody has entered anything: offices are then known by the routing pack alone. */
export async function keptDirectory(sql: Sql, at: string | null = null): Promise<Directory | null> {
  const entries = await entriesAsOf(sql, at);
  return entries.length === 0 ? null : assembled(entries, await measuredAsOf(sql, at));
}

type Entry = Pick<NewEntry, 'kind' | 'key' | 'content'>;

function entriesAsOf(sql: Sql, at: string | null): Promise<readonly Entry[]> {
  return sql.query<Entry>(
    `select distinct on (kind, key) kind, key, content from trm.directory_entry
     where $1::timestamptz is null or at <= $1 order by kind, key, n desc`,
    [at],
  );
}

function assembled(entries: readonly Entry[], measured: Directory['measured']): Directory {
  const of = <T>(kind: EntryKind): readonly T[] =>
    entries.flatMap((entry) => (entry.kind === kind ? [entry.content as unknown as T] : []));
  const byKey = (kind: EntryKind): ReadonlyMap<string, JsonObject> =>
    new Map(entries.flatMap((entry) => (entry.kind === kind ? [[entry.key, entry.content] as const] : [])));
  const states = byKey('state');
  const verifications = byKey('verification');
  return {
    contactPoints: of<ContactPoint>('contact-point').map((point): Listed => {
      const on = verifications.get(point.id)?.['on'];
      return {
        point,
        state: (states.get(point.id)?.['state'] as Listed['state'] | undefined) ?? 'active',
        verifiedOn: typeof on === 'string' && on > point.verifiedOn ? on : point.verifiedOn,
      };
    }),
    appointments: of<Appointment>('appointment'),
    shifts: of<Shift>('shift'),
    absences: of<Absence>('absence'),
    measured,
  };
}

/** What was last given to the public topic, by key. */
export async function publishedEntries(sql: Sql): Promise<ReadonlyMap<string, JsonObject>> {
  const rows = await sql.query<{ key: string; content: JsonObject }>(
    `select key, content from trm.directory_published`,
  );
  return new Map(rows.map(({ key, content }) => [key, content]));
}

export async function setPublished(sql: Sql, key: string, content: JsonObject, at: string): Promise<void> {
  await sql.query(
    `insert into trm.directory_published (key, content, at) values ($1, $2, $3)
     on conflict (key) do update set content = excluded.content, at = excluded.at`,
    [key, JSON.stringify(content), at],
  );
}

export interface HandoverRow {
  readonly id: string;
  readonly appointment: string;
  readonly contactPoint: string;
  readonly function: string;
  readonly from: string;
  readonly to: string | null;
  readonly tasks: number;
  readonly at: Date;
}

export async function insertHandover(sql: Sql, row: Omit<HandoverRow, 'at'> & { at: string }): Promise<void> {
  await sql.query(
    `insert into trm.handover (id, appointment, contact_point, function, from_subject, to_subject, tasks, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.appointment, row.contactPoint, row.function, row.from, row.to, row.tasks, row.at],
  );
}

/** Newest first. */
export async function listHandovers(sql: Sql): Promise<readonly HandoverRow[]> {
  return sql.query<HandoverRow>(
    `select id, appointment, contact_point as "contactPoint", function, from_subject as "from", to_subject as "to", tasks, at
     from trm.handover order by at desc, id limit 500`,
  );
}
