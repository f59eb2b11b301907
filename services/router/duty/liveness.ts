/**
 * Exercises on a schedule: every function of every contact point in force is asked whether somebody answers. domain.md 7.
 * Invariant: one round per due time, whatever number of processes runs; what was asked within the last days is not
 * asked again.
 */
import { type Call, type Directory, personsOf, standingAt } from '../../lib/directory/index.ts';
import { directoryAsOf } from '../../lib/store/directory.ts';
import { lastAsked } from '../../lib/store/liveness.ts';
import { beginCheck, CHECK_WITHIN_MS } from '../../lib/telling/checks.ts';
import { tell } from '../../lib/telling/tell.ts';
import type { RouterContext, Sql } from '../context.ts';
import { telling } from './telling.ts';

/** A round that comes twice within this asks nobody twice. */
const NOT_AGAIN_MS = 24 * 60 * 60_000;

export async function askRound(context: RouterContext, sql: Sql): Promise<number> {
  // A schedule that was changed gives one more due time of the old one: two rounds may come at once.
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('trm.liveness-round', 0))`);
  const directory = await directoryAsOf(sql, null);
  const now = context.now();
  const asked = await lastAsked(sql, new Date(now.getTime() - NOT_AGAIN_MS).toISOString());
  let count = 0;
  for (const { point, state } of directory.contactPoints) {
    if (state !== 'active') continue;
    for (const fn of point.functions) {
      if (asked.has(`${point.id}/${fn}`)) continue;
      const check = { contactPoint: point.id, function: fn, withinMs: CHECK_WITHIN_MS };
      await beginCheck(sql, telling(context), directory, check);
      count += 1;
    }
  }
  await tellOfStale(context, sql, directory, now.toISOString());
  return count;
}

/** Whoever manages the directory hears of what nobody has made sure of for long, before it is needed. */
async function tellOfStale(
  context: RouterContext,
  sql: Sql,
  directory: Directory,
  at: string,
): Promise<void> {
  const isStale = directory.contactPoints.some(
    (listed) => listed.state === 'active' && standingAt(directory, listed, at).stale,
  );
  if (!isStale) return;
  const calls = personsOf(directory, 'national-focal-point', at)
    .slice(0, 1)
    .map((person): Call => ({ kind: 'work-waits', because: 'stale', person }));
  await tell(sql, telling(context), calls, { reference: null, step: null });
}
