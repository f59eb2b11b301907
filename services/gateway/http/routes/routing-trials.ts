/**
 * POST /v1/routing-trials: which office and contact point a case would go to, and why, now or at a moment of the past.
 * Nothing is stored, so its key stays free; who would be asked is not named to every role.
 * formats.md 8; contract.md 4.
 */
import { validateCase } from '../../../lib/contract/index.ts';
import { ownCalendar } from '../../../lib/directory/calendar.ts';
import { instantOf, packAsOf, routeToPoint } from '../../../lib/routing/index.ts';
import { keptDirectory } from '../../../lib/store/directory.ts';
import { localOperations, routeUrl } from '../operations.ts';
import { Problem, type ProblemError } from '../problem.ts';
import { type Frame, post } from '../secured.ts';

export function routingTrialRoutes(frame: Frame): void {
  const { context } = frame;
  const { path, roles } = localOperations.tryRouting;
  post(frame, routeUrl(path), roles, async (sql, { body }) => {
    const { asOf, ...kase } = body;
    const validation = validateCase(kase);
    const errors: readonly ProblemError[] = validation.ok ? [] : validation.errors;
    const now = new Date(context.now()).toISOString();
    const moment =
      asOf === undefined ? now : typeof asOf === 'string' && instantOf(asOf) !== null ? asOf : null;
    if (errors.length > 0 || moment === null) {
      const late = moment === null ? [{ pointer: '/asOf', code: 'format' }] : [];
      throw new Problem('content-invalid', { errors: [...errors, ...late] });
    }
    const pack = asOf === undefined ? context.pack : packAsOf(context.packs, moment);
    // With the directory of then: who was there, and what worked.
    const then = asOf === undefined ? null : new Date(instantOf(moment) ?? 0).toISOString();
    const directory = await keptDirectory(sql, then);
    const { asked: _asked, ...answer } = routeToPoint(pack, kase, moment, directory, ownCalendar(context));
    return { status: 200, body: answer };
  });
}
