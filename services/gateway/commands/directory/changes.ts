/**
 * Changes of the directory: proposed by one person, in force when another one confirms them. domain.md 6.8 and 7.
 * Invariant: nothing gets a case that one person alone has entered.
 */
import type { Sql } from '../../../lib/platform/db/index.ts';
import { newId } from '../../../lib/protocol/index.ts';
import type { JsonObject } from '../../../lib/protocol/types.ts';
import {
  type ChangeContent,
  type ChangeRow,
  decideChange,
  directoryAsOf,
  entriesSince,
  insertChange,
  insertEntry,
  lockChange,
} from '../../../lib/store/directory.ts';
import type { GatewayContext } from '../../context.ts';
import type { Actor } from '../../http/auth.ts';
import type { Work } from '../../http/idempotency.ts';
import { Problem } from '../../http/problem.ts';
import { takeLocal } from '../local/local.ts';
import { changeFaults } from './check-change.ts';
import { publishDirectory } from './publish.ts';

export async function proposeChange(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'directory.proposed', body);
  const content = body as unknown as ChangeContent;
  await refuseFaults(sql, context, content);
  const id = newId(context.cipher, context.now());
  await insertChange(sql, { id, content, proposer: actor.sub, at: new Date(context.now()).toISOString() });
  return { status: 201, body: { id, state: 'open' }, location: `/v1/directory-changes/${id}` };
}

export async function confirmChange(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  id: string | null,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'directory.decided', body);
  const change = await openChange(sql, id);
  if (change.proposer === actor.sub)
    throw new Problem('guard-failed', {
      guard: 'four-eyes',
      who: 'directory-confirmer',
      detail:
        'Whoever proposed a change of the directory does not confirm it: a second person makes sure of it.',
      case: 'The directory stands as it was; cases go where it says. The change waits to be confirmed.',
    });
  // What it refers to may have changed since it was proposed, and so may what it would put in its place.
  await refuseFaults(sql, context, change.content);
  if (await isOvertaken(sql, change))
    throw new Problem('transition-not-allowed', {
      detail:
        'An entry of this change was changed, ended or suspended after it was proposed: reject it, and propose it anew.',
      case: 'The directory stands as it was; cases go where it says.',
    });
  const at = new Date(context.now()).toISOString();
  await decideChange(sql, { change: change.id, decision: 'confirmed', subject: actor.sub, at });
  await putInForce(sql, change, actor.sub, at);
  await publishDirectory(sql, context);
  return { status: 201, body: { id: change.id, state: 'confirmed' } };
}

export async function rejectChange(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  id: string | null,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'directory.decided', body);
  const change = await openChange(sql, id);
  const at = new Date(context.now()).toISOString();
  await decideChange(sql, { change: change.id, decision: 'rejected', subject: actor.sub, at });
  return { status: 201, body: { id: change.id, state: 'rejected' } };
}

async function openChange(sql: Sql, id: string | null): Promise<ChangeRow> {
  const change = id === null ? null : await lockChange(sql, id);
  if (change === null) throw new Problem('not-found');
  if (change.decision !== null)
    throw new Problem('transition-not-allowed', {
      detail: 'This change was decided already. Propose a new one.',
      case: 'The directory stands as that decision left it.',
    });
  return change;
}

async function refuseFaults(sql: Sql, context: GatewayContext, content: ChangeContent): Promise<void> {
  const errors = changeFaults(content, await directoryAsOf(sql, null), context.pack, context.now());
  if (errors.length > 0)
    throw new Problem('content-invalid', {
      errors,
      detail: 'The change refers to something that is not there, or says nothing; errors names the places.',
      case: 'The directory stands as it was; cases go where it says.',
    });
}

/** Whoever proposed it did not know what came later: it must not bring back what somebody has taken away since. */
async function isOvertaken(sql: Sql, { content, at }: ChangeRow): Promise<boolean> {
  const { contactPoints = [], appointments = [], shifts = [] } = content;
  const points = contactPoints.map(({ id }) => id);
  return entriesSince(sql, at, [
    { kind: 'contact-point', keys: points },
    { kind: 'state', keys: points },
    { kind: 'appointment', keys: appointments.map(({ id }) => id) },
    { kind: 'shift', keys: shifts.map(({ id }) => id) },
  ]);
}

async function putInForce(sql: Sql, { id, content }: ChangeRow, subject: string, at: string): Promise<void> {
  const { contactPoints = [], appointments = [], shifts = [], closed = [] } = content;
  const entry = (
    kind: 'contact-point' | 'appointment' | 'shift' | 'state',
    key: string,
    value: object,
  ): Promise<void> => insertEntry(sql, { kind, key, content: value as JsonObject, subject, change: id, at });
  for (const point of contactPoints) {
    await entry('contact-point', point.id, point);
    // Two people have looked at it anew: a suspension is over.
    await entry('state', point.id, { state: 'active' });
  }
  for (const appointment of appointments) await entry('appointment', appointment.id, appointment);
  for (const shift of shifts) await entry('shift', shift.id, shift);
  for (const key of closed) await entry('state', key, { state: 'closed' });
}
