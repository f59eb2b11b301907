/**
 * Chooses the contact point of a case that came in, and keeps the explanation with the task. domain.md 7.
 * Invariant: a task asks a contact point that works; that nobody fits is recorded, shown and told, never an error.
 */
import { ownCalendar } from '../../lib/directory/calendar.ts';
import {
  type Call,
  coordinatorsOf,
  type Directory,
  firstThere,
  personsOf,
} from '../../lib/directory/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import { caseOf, choosePoint, type RoutedCase, routeToPoint } from '../../lib/routing/index.ts';
import { keptDirectory } from '../../lib/store/directory.ts';
import { openIncidentAbout } from '../../lib/store/incidents.ts';
import { recordLiveness } from '../../lib/store/liveness.ts';
import { insertTask } from '../../lib/store/tasks.ts';
import { recordUnmet } from '../../lib/store/unmet.ts';
import { tell } from '../../lib/telling/tell.ts';
import { type RouterContext, type Sql, freshId } from '../context.ts';
import { telling } from './telling.ts';

export async function createTask(
  context: RouterContext,
  sql: Sql,
  input: {
    reference: string;
    message: string;
    payload: JsonObject;
    urgency: string;
    scope: 'domestic' | 'transnational';
    at: string;
    /** Offices that must not get it. */
    exclude?: readonly string[];
  },
): Promise<void> {
  const directory = await keptDirectory(sql);
  const routed = routeToPoint(
    context.pack,
    caseOf(
      input.payload,
      { urgency: input.urgency, channel: 'protection', scope: input.scope },
      input.exclude,
    ),
    input.at,
    directory,
    ownCalendar(context),
  );
  const { chosen, contactPoint, asked, bypassed } = routed;
  const incident = (code: string): Promise<boolean> =>
    openIncidentAbout(sql, freshId(context), code, input.reference);
  // Nobody fits: an outcome that is recorded, shown and told, not an error (domain.md 7).
  if (chosen === null) {
    await incident('no-contact-point');
    return;
  }
  if (bypassed.length > 0) await incident('contact-point-bypassed');
  await recordUnmetNeeds(context, sql, routed, input, directory);
  const id = freshId(context);
  if (contactPoint !== null)
    await recordLiveness(sql, {
      contactPoint,
      function: chosen.function,
      kind: 'asked',
      cause: 'task',
      about: id,
      subject: asked,
      at: input.at,
    });
  await insertTask(sql, context.crypto, {
    id,
    reference: input.reference,
    message: input.message,
    office: chosen.office,
    function: chosen.function,
    route: routed,
    contactPoint,
    asked,
    bypassed: bypassed.length > 0,
    at: input.at,
  });
}

/**
 * What nobody here gives to this person is recorded, and the focal point and the coordinator hear of it; whoever the
 * rules name besides the accountable office hears that work waits. domain.md 7.
 */
async function recordUnmetNeeds(
  context: RouterContext,
  sql: Sql,
  { unmet, also }: RoutedCase,
  { reference, at }: { readonly reference: string; readonly at: string },
  directory: Directory | null,
): Promise<void> {
  let fresh = false;
  for (const { service } of unmet) fresh = (await recordUnmet(sql, reference, service, at)) || fresh;
  if (fresh) await openIncidentAbout(sql, freshId(context), 'nobody-fits', reference);
  if (directory === null) return;
  const above = fresh
    ? [
        personsOf(directory, 'national-focal-point', at),
        coordinatorsOf(directory, context.pack.fallback.office, at),
      ].flatMap((persons) => persons.slice(0, 1))
    : [];
  const besides = also.flatMap(({ office, function: fn }) => {
    const { contactPoint } = choosePoint(directory, { office, function: fn, rule: null }, {}, at);
    return firstThere(directory, contactPoint, fn, at) ?? [];
  });
  await tell(
    sql,
    telling(context),
    [
      ...above.map((person): Call => ({ kind: 'escalation', because: 'unmet', person })),
      ...besides.map((person): Call => ({ kind: 'work-waits', because: 'started', person })),
    ],
    { reference, step: null },
  );
}
