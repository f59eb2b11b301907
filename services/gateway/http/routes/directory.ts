/**
 * What is read of the directory, the duty roster, liveness and notices. domain.md 7.
 */
import { createHash } from 'node:crypto';
import type { Role } from '../../../lib/contract/index.ts';
import { exportHsds } from '../../../lib/hsds/index.ts';
import { instantOf } from '../../../lib/routing/index.ts';
import { directoryAsOf, listChanges, listHandovers } from '../../../lib/store/directory.ts';
import { listCalls } from '../../../lib/store/calls.ts';
import { listChecks } from '../../../lib/store/liveness.ts';
import { partnerEntries } from '../../../lib/store/partner-directory.ts';
import { circleFor, directoryView, dutyView, partnerView } from '../../views/directory.ts';
import { directoryReadings as readings } from '../directory-operations.ts';
import { routeUrl } from '../operations.ts';
import { malformed, oneOf, queryOf } from '../parameters.ts';
import { type Frame, get } from '../secured.ts';

/** These see whom the participant has told; everybody else what they were told themselves. */
const SEE_NOTICES: readonly Role[] = ['duty-officer', 'national-focal-point', 'gateway-operator'];

export function directoryRoutes(frame: Frame): void {
  const { context } = frame;
  const now = (): string => new Date(context.now()).toISOString();

  get(frame, routeUrl(readings.listDirectory.path), readings.listDirectory.roles, async (request, actor) => {
    const query = queryOf(request.query, ['participant', 'function', 'asOf']);
    const filter = { function: query.get('function') ?? null };
    const participant = query.get('participant') ?? null;
    if (participant !== null && participant !== context.participant) {
      // A partner's entries are kept as they stand: today's must not be taken for yesterday's.
      if (query.has('asOf')) throw malformed('/asOf', 'own-directory-only');
      return {
        asOf: now(),
        items: partnerView(await partnerEntries(context.db, participant), filter, now()),
      };
    }
    const asOf = query.get('asOf') ?? null;
    const ms = asOf === null ? context.now() : instantOf(asOf);
    if (ms === null) throw malformed('/asOf', 'format');
    const at = new Date(ms).toISOString();
    const directory = await directoryAsOf(context.db, asOf === null ? null : at);
    const items = directoryView(directory, actor, filter, at);
    return { asOf: at, items };
  });

  get(
    frame,
    routeUrl(readings.exportDirectory.path),
    readings.exportDirectory.roles,
    async (request, actor) => {
      oneOf(queryOf(request.query, ['format']), 'format', ['hsds']);
      const directory = await directoryAsOf(context.db, null);
      return exportHsds(directory.contactPoints, {
        participant: context.participant,
        at: now(),
        circle: circleFor(actor),
        names: context.displayNames,
        sha1: (bytes) => createHash('sha1').update(bytes).digest(),
      });
    },
  );

  get(frame, routeUrl(readings.listChanges.path), readings.listChanges.roles, async (request) => {
    const state = oneOf(queryOf(request.query, ['state']), 'state', ['open', 'decided']);
    const rows = await listChanges(context.db, state);
    return {
      items: rows.map((row) => ({
        id: row.id,
        state: row.decision ?? 'open',
        proposer: row.proposer,
        at: row.at.toISOString(),
        decider: row.decider,
        decidedAt: row.decidedAt?.toISOString() ?? null,
        content: row.content,
      })),
    };
  });

  get(frame, routeUrl(readings.listDuty.path), readings.listDuty.roles, async (request) => {
    queryOf(request.query, []);
    return { at: now(), items: dutyView(await directoryAsOf(context.db, null), now()) };
  });

  get(frame, routeUrl(readings.listHandovers.path), readings.listHandovers.roles, async (request) => {
    queryOf(request.query, []);
    const rows = await listHandovers(context.db);
    return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
  });

  get(frame, routeUrl(readings.listChecks.path), readings.listChecks.roles, async (request) => {
    const state = oneOf(queryOf(request.query, ['state']), 'state', ['open', 'answered', 'failed']);
    const rows = await listChecks(context.db, state);
    return {
      items: rows.map(({ askedAt, dueAt, ...row }) => ({
        ...row,
        askedAt: askedAt.toISOString(),
        dueAt: dueAt.toISOString(),
      })),
    };
  });

  get(frame, routeUrl(readings.readPack.path), readings.readPack.roles, (request) => {
    queryOf(request.query, []);
    return Promise.resolve(context.pack);
  });

  get(frame, routeUrl(readings.listCalls.path), readings.listCalls.roles, async (request, actor) => {
    queryOf(request.query, []);
    const all = SEE_NOTICES.some((role) => actor.roles.has(role));
    const rows = await listCalls(context.db, all ? null : actor.sub);
    // Who operates the gateway learns that mail goes out or does not, not about which case.
    const blind = !actor.roles.has('duty-officer') && actor.roles.has('gateway-operator');
    return {
      items: rows.map(
        ({ at, step: _step, appointment: _appointment, insteadOf: _call, reference, ...row }) => ({
          ...row,
          reference: blind ? null : reference,
          at: at.toISOString(),
        }),
      ),
    };
  });
}
