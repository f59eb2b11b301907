/**
 * Incidents: what a person at the duty desk or in operations must know. Opened once per fault, mended when it ends.
 * Codes: schemas/codes/incident-codes.json. contract.md 4 and 6 (lying bus).
 */
import type { Sql } from './sql.ts';

export interface NewIncident {
  readonly id: string;
  readonly code: string;
  readonly stream: string | null;
  readonly sequence: number | null;
  /** Default: code, stream and sequence. The same fault found again joins its open incident. */
  readonly fingerprint?: string;
}

/** True when it is new; false when it stands open already. */
export async function openIncident(sql: Sql, incident: NewIncident): Promise<boolean> {
  const fingerprint =
    incident.fingerprint ?? `${incident.code}:${incident.stream ?? ''}:${incident.sequence ?? ''}`;
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('trm.incident:' || $1, 0))`, [fingerprint]);
  const rows = await sql.query(
    `insert into trm.incident (id, code, stream, sequence, fingerprint)
     select $1, $2, $3, $4, $5 where not exists (
       select 1 from trm.incident i where i.fingerprint = $5 and not exists (
         select 1 from trm.incident_change c where c.incident = i.id and c.state <> 'open'))
     returning id`,
    [incident.id, incident.code, incident.stream, incident.sequence, fingerprint],
  );
  return rows.length > 0;
}

/** Of something that stands in no stream; `about`: what tells it from others of its code. */
export function openIncidentAbout(sql: Sql, id: string, code: string, about: string): Promise<boolean> {
  return openIncident(sql, { id, code, stream: null, sequence: null, fingerprint: `${code}:${about}` });
}

/** Mends every open incident of these codes on a stream, up to a position when one is given. */
export async function mendIncidents(
  sql: Sql,
  codes: readonly string[],
  stream: string,
  upTo: number | null,
): Promise<number> {
  const rows = await sql.query(
    `insert into trm.incident_change (incident, state)
     select i.id, 'mended' from trm.incident i where i.code = any($1::text[]) and i.stream = $2
       and ($3::int is null or i.sequence is null or i.sequence <= $3)
       and not exists (select 1 from trm.incident_change c where c.incident = i.id and c.state <> 'open')
     returning incident`,
    [codes, stream, upTo],
  );
  return rows.length;
}

/** Mends the open incident of exactly this position. */
export async function mendIncidentAt(
  sql: Sql,
  code: string,
  stream: string,
  sequence: number,
): Promise<void> {
  await sql.query(
    `insert into trm.incident_change (incident, state)
     select i.id, 'mended' from trm.incident i where i.code = $1 and i.stream = $2 and i.sequence = $3
       and not exists (select 1 from trm.incident_change c where c.incident = i.id and c.state <> 'open')`,
    [code, stream, sequence],
  );
}

export interface IncidentRow {
  readonly id: string;
  readonly code: string;
  readonly stream: string | null;
  readonly sequence: number | null;
  readonly at: Date;
  readonly state: 'open' | 'mended' | 'closed';
}

export async function listIncidents(sql: Sql): Promise<readonly IncidentRow[]> {
  return sql.query<IncidentRow>(
    `select i.id, i.code, i.stream, i.sequence, i.at,
       coalesce((select c.state from trm.incident_change c where c.incident = i.id order by c.n desc limit 1), 'open') as state
     from trm.incident i order by i.at desc, i.id limit 1000`,
  );
}

export async function countOpenIncidents(sql: Sql): Promise<number> {
  const rows = await sql.query<{ open: number }>(
    `select count(*)::int as open from trm.incident i
     where not exists (select 1 from trm.incident_change c where c.incident = i.id and c.state <> 'open')`,
  );
  return rows[0]?.open ?? 0;
}
