/**
 * Exercises that measure reachability: whoever is there for a function is asked to answer within a time. domain.md 7.
 * Invariant: a check begins once, and one that nobody answered in time is a failure that people are told of.
 */
import { type Call, type Directory, firstThere, personsOf } from '../directory/index.ts';
import { directoryAsOf } from '../store/directory.ts';
import { findCheck, insertCheck, recordLiveness } from '../store/liveness.ts';
import { queues } from '../store/queues.ts';
import type { Sql } from '../store/sql.ts';
import { tell, type Telling } from './tell.ts';

export const CHECK_WITHIN_MS = 4 * 60 * 60_000;

export interface NewCheck {
  readonly contactPoint: string;
  readonly function: string;
  readonly withinMs: number;
}

/** Gives the id of the check. Where nobody is there it has failed from the beginning. */
export async function beginCheck(
  sql: Sql,
  telling: Telling,
  directory: Directory,
  { contactPoint, function: fn, withinMs }: NewCheck,
): Promise<string> {
  const { at, newId } = telling;
  const id = newId();
  const dueAt = new Date(Date.parse(at) + withinMs).toISOString();
  await insertCheck(sql, { id, contactPoint, function: fn, askedAt: at, dueAt });
  const first = firstThere(directory, contactPoint, fn, at);
  const fact = { contactPoint, function: fn, cause: 'check', about: id, at } as const;
  await recordLiveness(sql, { ...fact, kind: 'asked', subject: first?.subject ?? null });
  if (first === null) return await fail(sql, telling, directory, { id, contactPoint, function: fn });
  await tell(sql, telling, [{ kind: 'check', because: 'check', person: first }], {
    reference: null,
    step: null,
  });
  await telling.jobs?.send(
    sql,
    queues.livenessDue,
    { check: id },
    { singletonKey: id, startAfterMs: withinMs },
  );
  return id;
}

/** False: it was answered in time, or its failure is known. */
export async function endCheck(sql: Sql, telling: Telling, id: string): Promise<boolean> {
  const check = await findCheck(sql, id);
  if (check === null || check.state !== 'open') return false;
  await fail(sql, telling, await directoryAsOf(sql, null), check);
  return true;
}

async function fail(
  sql: Sql,
  telling: Telling,
  directory: Directory,
  check: { readonly id: string; readonly contactPoint: string; readonly function: string },
): Promise<string> {
  const { id, contactPoint, function: fn } = check;
  const fact = {
    contactPoint,
    function: fn,
    cause: 'check',
    about: id,
    at: telling.at,
    subject: null,
  } as const;
  await recordLiveness(sql, { ...fact, kind: 'failed' });
  const calls = personsOf(directory, 'national-focal-point', telling.at).map((person): Call => ({
    kind: 'escalation',
    because: 'check',
    person,
  }));
  await tell(sql, telling, calls, { reference: null, step: null });
  return id;
}
