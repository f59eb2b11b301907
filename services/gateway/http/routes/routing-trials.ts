/**
 * POST /v1/routing-trials: which office a case would go to, and why. Nothing is stored, so its key stays free.
 * formats.md 8; contract.md 4.
 */
import { validateCase } from '../../../lib/contract/index.ts';
import { instantOf, packAsOf, route } from '../../../lib/routing/index.ts';
import { localOperations, routeUrl } from '../operations.ts';
import { Problem, type ProblemError } from '../problem.ts';
import { type Frame, post } from '../secured.ts';

export function routingTrialRoutes(frame: Frame): void {
  const { context } = frame;
  const { path, roles } = localOperations.tryRouting;
  post(frame, routeUrl(path), roles, (_sql, { body }) => {
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
    const answer = route(pack, kase, moment);
    return Promise.resolve({ status: 200, body: answer });
  });
}
