/**
 * Whose data this participant has destroyed, and what of a content may therefore not be kept.
 * Invariant: asked wherever content is stored, so that nothing taken, rebuilt or commanded later brings it back.
 * protocol.md 7; decision 0012.
 */
import type { Json, JsonObject } from '../protocol/types.ts';
import type { Sql } from './sql.ts';

export interface Erased {
  /** The whole referral. */
  readonly all: boolean;
  readonly subjects: ReadonlySet<string>;
}

export async function erasedOf(sql: Sql, reference: string): Promise<Erased> {
  const rows = await sql.query<{ subject: string | null }>(
    `select subject from trm.erasure where reference = $1`,
    [reference],
  );
  return {
    all: rows.some((row) => row.subject === null),
    subjects: new Set(rows.flatMap((row) => row.subject ?? [])),
  };
}

/** A subject id is a random UUID: wherever it stands, the content is about that person. */
export function names(content: JsonObject, subject: string): boolean {
  return JSON.stringify(content).includes(subject);
}

/** Its sealed bytes may not be kept. */
export function namesErased(payload: JsonObject, erased: Erased): boolean {
  if (erased.all) return Object.keys(payload).length > 0;
  return [...erased.subjects].some((subject) => names(payload, subject));
}

/** The content without what is about an erased person: their entries of `persons`, or all of it where it is about one. */
export function withoutErased(payload: JsonObject, erased: Erased): JsonObject {
  if (erased.all) return {};
  const subject = subjectOf(payload);
  if (subject !== null && erased.subjects.has(subject)) return {};
  const { persons } = payload;
  if (erased.subjects.size === 0 || !Array.isArray(persons)) return payload;
  return {
    ...payload,
    persons: (persons as readonly Json[]).filter((person) => !erased.subjects.has(idOf(person) ?? '')),
  };
}

/**
 * The one person whom all of this content is about, words included. What carries the basis of a referral is about the
 * whole case even where it names one person: others may be added to it.
 */
export function subjectOf(payload: JsonObject): string | null {
  const { subject, persons } = payload;
  if (typeof subject === 'string') return subject;
  const [only, ...others] = Array.isArray(persons) ? (persons as readonly Json[]) : [];
  return only === undefined || others.length > 0 || 'basis' in payload ? null : idOf(only);
}

/** An entry of `persons` is the person's block, or only their id. */
function idOf(person: Json): string | null {
  if (typeof person === 'string') return person;
  const { subject } = (person ?? {}) as { subject?: Json };
  return typeof subject === 'string' ? subject : null;
}
