/**
 * Bodies of what stays at this participant: answers of offices, bars, reviews, reports, local cases (`schemas/local/`).
 * Invariant: a code is asserted, as in every command. contract.md 4.
 */
import { inFull } from './inline.ts';
import type { JsonSchema } from './json.ts';
import { validatorOf, type Validation } from './validators.ts';

export type LocalBody =
  | 'contact-bar.set'
  | 'contact-bar.lifted'
  | 'referral.reviewed'
  | 'service.reported'
  | 'case.opened'
  | 'case.linked'
  | 'htcds.drafted'
  | 'task.answered'
  | 'directory.proposed'
  | 'directory.decided'
  | 'contact-point.verified'
  | 'contact-point.suspended'
  | 'appointment.ended'
  | 'absence.recorded'
  | 'liveness-check.started'
  | 'liveness-check.answered'
  | 'task.rerouted'
  | 'directory.imported';

export function validateLocal(name: LocalBody, value: unknown): Validation {
  return validatorOf(idOf(name))(value, 'assert');
}

/** In full, without references, for OpenAPI. */
export function localSchema(name: LocalBody): JsonSchema {
  return inFull(idOf(name));
}

function idOf(name: LocalBody): string {
  return `urn:trm:schema:local:${name}`;
}
