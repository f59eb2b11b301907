/**
 * What one person may say alone: that a contact point was made sure of, that it is suspended, that somebody leaves or is
 * away. Each takes away or vouches, none lets anything in. domain.md 7.
 * Invariant: open work of who leaves or is away moves in the same transaction, and that is recorded.
 */
import type { Appointment, Directory } from '../../../lib/directory/index.ts';
import type { Sql } from '../../../lib/platform/db/index.ts';
import { newId } from '../../../lib/protocol/index.ts';
import type { JsonObject } from '../../../lib/protocol/types.ts';
import { directoryAsOf, insertEntry } from '../../../lib/store/directory.ts';
import { recordLiveness } from '../../../lib/store/liveness.ts';
import type { GatewayContext } from '../../context.ts';
import type { Actor } from '../../http/auth.ts';
import type { Work } from '../../http/idempotency.ts';
import { Problem } from '../../http/problem.ts';
import { takeLocal } from '../local/local.ts';
import { handOver } from './hand-over.ts';
import { publishDirectory } from './publish.ts';

const DAY_CHARACTERS = 10;

export async function verifyPoint(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  key: string | null,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'contact-point.verified', body);
  const at = new Date(context.now()).toISOString();
  const { point } = pointOf(await directoryAsOf(sql, null), key);
  const on = at.slice(0, DAY_CHARACTERS);
  const content = { on, how: body['how'] ?? null };
  await insertEntry(sql, {
    kind: 'verification',
    key: point.id,
    content,
    subject: actor.sub,
    change: null,
    at,
  });
  for (const fn of point.functions)
    await recordLiveness(sql, {
      contactPoint: point.id,
      function: fn,
      kind: 'answered',
      cause: 'verification',
      about: newId(context.cipher, context.now()),
      subject: actor.sub,
      at,
    });
  await publishDirectory(sql, context);
  return { status: 201, body: { id: point.id, state: 'verified' } };
}

export async function suspendPoint(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  key: string | null,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'contact-point.suspended', body);
  const at = new Date(context.now()).toISOString();
  const { point, state } = pointOf(await directoryAsOf(sql, null), key);
  if (state !== 'active')
    throw new Problem('transition-not-allowed', {
      detail: 'This contact point gets nothing already.',
      case: 'It gets nothing. A change that two people make puts it in force again.',
    });
  const content = { state: 'suspended', reason: body['reason'] ?? null };
  await insertEntry(sql, { kind: 'state', key: point.id, content, subject: actor.sub, change: null, at });
  await publishDirectory(sql, context);
  return { status: 201, body: { id: point.id, state: 'suspended' } };
}

export async function endAppointment(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  key: string | null,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'appointment.ended', body);
  const now = new Date(context.now()).toISOString();
  const directory = await directoryAsOf(sql, null);
  const appointment = directory.appointments.find(({ id }) => id === key);
  if (appointment === undefined) throw new Problem('not-found');
  if (appointment.to !== undefined && appointment.to <= now)
    throw new Problem('transition-not-allowed', {
      detail: 'This appointment has ended already.',
      case: 'Nobody is asked by it any more.',
    });
  const { at = now, successor = null } = body as { at?: string; successor?: string };
  if (successor !== null && !holdsAt(directory, appointment, successor, at))
    throw invalid('/successor', 'appointment-unknown');
  const isBefore = at <= appointment.from;
  const ended: Appointment = {
    ...appointment,
    to: isBefore ? appointment.from : at,
    // When the time comes nobody asks again who was meant.
    ...(successor === null ? {} : { successor }),
  };
  await insertEntry(sql, {
    kind: 'appointment',
    key: appointment.id,
    content: ended as unknown as JsonObject,
    subject: actor.sub,
    change: null,
    at: now,
  });
  const moved = await handOver(sql, context, { by: actor.sub, appointment: ended, successor });
  await publishDirectory(sql, context);
  return { status: 201, body: { id: appointment.id, state: at <= now ? 'ended' : 'ending', moved } };
}

export async function recordAbsence(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'absence.recorded', body);
  const { subject, from, to, cover } = body as { subject: string; from: string; to: string; cover?: string };
  const manages = actor.roles.has('directory-editor') || actor.roles.has('national-focal-point');
  // Anybody says of themselves that they are away; of others those who keep the directory.
  if (subject !== actor.sub && !manages) throw new Problem('role-not-allowed');
  if (to <= from) throw invalid('/to', 'period-empty');
  const directory = await directoryAsOf(sql, null);
  const heldBy = (person: string): readonly Appointment[] =>
    directory.appointments.filter((item) => item.subject === person);
  const held = heldBy(subject);
  if (held.length === 0) throw new Problem('not-found');
  if (cover !== undefined && (cover === subject || heldBy(cover).length === 0))
    throw invalid('/cover', 'appointment-unknown');
  const id = newId(context.cipher, context.now());
  const at = new Date(context.now()).toISOString();
  const content = { subject, from, to, cover: cover ?? null };
  await insertEntry(sql, { kind: 'absence', key: id, content, subject: actor.sub, change: null, at });
  let moved = 0;
  for (const appointment of held)
    moved += await handOver(sql, context, { by: actor.sub, appointment, successor: null });
  await publishDirectory(sql, context);
  return { status: 201, body: { id, state: 'recorded', moved } };
}

/** Does somebody else hold the same function then? Whoever is away on that day is not refused: the next in rank takes it. */
function holdsAt(directory: Directory, left: Appointment, subject: string, at: string): boolean {
  return directory.appointments.some(
    (item) =>
      item.subject === subject &&
      item.subject !== left.subject &&
      item.contactPoint === left.contactPoint &&
      item.function === left.function &&
      item.from <= at &&
      (item.to === undefined || at < item.to),
  );
}

function invalid(pointer: string, code: string): Problem {
  return new Problem('content-invalid', { errors: [{ pointer, code }] });
}

/** @throws Problem `not-found` */
function pointOf(directory: Directory, key: string | null): Directory['contactPoints'][number] {
  const found = directory.contactPoints.find(({ point }) => point.id === key);
  if (found === undefined || found.state === 'closed') throw new Problem('not-found');
  return found;
}
