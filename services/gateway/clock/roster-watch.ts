/**
 * What the roster changes by time alone: an absence begins or an appointment ends while a task asks that person, and
 * what everyone may see of a contact point becomes another. domain.md 7 (hand-over). Decision 0008: looked up.
 * Invariant: a task asks somebody who is there; nothing is remembered here.
 */
import { staffingOf } from '../../lib/directory/index.ts';
import { keptDirectory } from '../../lib/store/directory.ts';
import { peopleAsked } from '../../lib/store/tasks.ts';
import { handOver } from '../commands/directory/hand-over.ts';
import { publishDirectory, unpublished } from '../commands/directory/publish.ts';
import type { GatewayContext } from '../context.ts';

export async function lookAtRoster(context: GatewayContext): Promise<void> {
  const { db } = context;
  const directory = await keptDirectory(db);
  if (directory === null) return;
  const at = new Date(context.now()).toISOString();
  for (const { subject, contactPoint, function: fn } of await peopleAsked(db)) {
    const { available } = staffingOf(directory, contactPoint, fn, at);
    if (available.some((person) => person.subject === subject)) continue;
    const held = directory.appointments.find(
      (item) => item.subject === subject && item.contactPoint === contactPoint && item.function === fn,
    );
    const appointment = { id: held?.id ?? contactPoint, subject, contactPoint, function: fn };
    await db.tx((sql) =>
      handOver(sql, context, { by: null, appointment, successor: held?.successor ?? null }),
    );
  }
  // Most looks find nothing, and take no lock for it.
  if ((await unpublished(db, directory, at)).length === 0) return;
  if ((await db.tx((sql) => publishDirectory(sql, context))) > 0) context.onEnqueued();
}
