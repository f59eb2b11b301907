/**
 * Bodies of what stays at this participant: answers of offices, bars, reviews, reports, local cases (`schemas/local/`).
 * Invariant: a code is asserted, as in every command. contract.md 4.
 */
import { schemas } from './generated/index.ts';
import { inline } from './inline.ts';
import type { JsonSchema } from './json.ts';
import { validatorOf, type Validation } from './validators.ts';

export type LocalBody =
  | 'contact-bar.set'
  | 'contact-bar.lifted'
  | 'referral.reviewed'
  | 'service.reported'
  | 'case.opened'
  | 'case.linked'
  | 'htcds.drafted';

export function validateLocal(name: LocalBody, value: unknown): Validation {
  return validatorOf(`urn:trm:schema:local:${name}`)(value, 'assert');
}

/** In full, without references, for OpenAPI. */
export function localSchema(name: LocalBody): JsonSchema {
  return inline(schemas[`urn:trm:schema:local:${name}`] ?? {});
}
