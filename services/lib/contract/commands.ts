/**
 * Commands: one flat body per message type, made of the payload's members and those metadata members that a client
 * gives; and the draft, whose members may each be missing. Invariant: no name is in both rings, and no body holds a
 * salt. contract.md 4.
 */
import { ContractError } from './errors.ts';
import { messageFiles, schemas, type MessageType } from './generated/index.ts';
import { inFull, inline, OUR_KEYWORDS, without } from './inline.ts';
import type { JsonObject, JsonSchema } from './json.ts';
import { isMessageType, schemaId } from './messages.ts';
import { atMoment } from './moments.ts';
import { DRAFTED_TYPE, operationByType, type Operation } from './operations.ts';
import { validatorFor, type Validation } from './validators.ts';

interface ObjectSchema {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  readonly minProperties?: number;
  readonly [keyword: string]: unknown;
}

/** The version in which commands are written: the newest. */
const COMMAND_VERSION = 1;
const CONDITIONS = ['if', 'then', 'else'] as const;

function operationOf(type: MessageType): Operation {
  const operation = operationByType(type);
  if (operation === null) throw new ContractError('not-a-command', `${type} is not given by a command.`);
  return operation;
}

function ringOf(type: MessageType, ring: 'metadata' | 'payload'): ObjectSchema {
  return inline(schemas[schemaId(type, COMMAND_VERSION, ring)] ?? {}) as ObjectSchema;
}

const named = (members: Iterable<string>, of: ObjectSchema): Record<string, JsonSchema> =>
  Object.fromEntries([...members].map((member) => [member, of.properties[member] ?? {}]));

function closed(
  description: string,
  properties: Record<string, JsonSchema>,
  required: readonly string[],
  conditions: Record<string, unknown> = {},
): JsonSchema {
  return { type: 'object', description, properties, required, additionalProperties: false, ...conditions };
}

/** Members of the two rings that a body gives, in the order in which they are written. */
function bodyParts(type: MessageType): {
  readonly metadata: readonly string[];
  readonly payload: readonly string[];
} {
  const payload = Object.keys(ringOf(type, 'payload').properties).filter((member) => member !== 'salt');
  return { metadata: operationOf(type).input, payload };
}

/** Whole body of a message's content, whoever gives it: for `referral.submitted` what a complete draft must hold. */
function contentSchema(type: MessageType): JsonSchema {
  const metadata = ringOf(type, 'metadata');
  const payload = ringOf(type, 'payload');
  const parts = bodyParts(type);
  const properties = { ...named(parts.metadata, metadata), ...named(parts.payload, payload) };
  const required = [
    ...metadata.required.filter((member) => parts.metadata.includes(member)),
    ...payload.required.filter(
      (member) => member !== 'salt' && payload.properties[member]?.['optionalInCommand'] !== true,
    ),
  ];
  const conditions = Object.fromEntries(
    CONDITIONS.filter((keyword) => keyword in metadata).map((keyword) => [keyword, metadata[keyword]]),
  );
  const body = closed(
    `Body of the command that makes ${type} (contract.md 4).`,
    properties,
    required,
    conditions,
  );
  return payload.minProperties === undefined
    ? body
    : { ...body, minProperties: fewest(payload.minProperties, metadata, parts.metadata) };
}

/** A payload that must say something beside its salt: the same of a body, beside the metadata that it must give. */
function fewest(minProperties: number, metadata: ObjectSchema, given: readonly string[]): number {
  return minProperties - 1 + given.filter((member) => metadata.required.includes(member)).length;
}

function bodySchema(type: MessageType): JsonSchema {
  operationOf(type);
  return type === DRAFTED_TYPE
    ? closed('Empty: the draft is sealed as it stands (contract.md 4).', {}, [])
    : contentSchema(type);
}

function fullDraftSchema(complete: boolean): JsonSchema {
  const metadata = ringOf(DRAFTED_TYPE, 'metadata');
  const content = contentSchema(DRAFTED_TYPE) as unknown as ObjectSchema;
  const to = inline({
    $ref: 'urn:trm:schema:common#/$defs/participant',
    description: 'Participant that is asked (contract.md 4).',
  });
  return closed(
    'Draft of a referral: each member that is present must be valid; only `to` and `urgency` are required; `drill` makes it an exercise (contract.md 4).',
    { to, ...named(['urgency', 'drill'], metadata), ...content.properties },
    ['to', 'urgency', ...(complete ? content.required : [])],
  );
}

/** JSON Schema of a command's body, in full, without `$ref`. @throws ContractError `not-a-command` */
export function commandSchema(type: MessageType): JsonSchema {
  return without(bodySchema(type), OUR_KEYWORDS);
}

/** JSON Schema of a draft's body, in full, without `$ref`. */
export function draftSchema(): JsonSchema {
  return without(fullDraftSchema(false), OUR_KEYWORDS);
}

/** JSON Schema of a case that is routed, in full. */
export function caseSchema(): JsonSchema {
  return inFull('urn:trm:schema:packs:case');
}

/** Codes are asserted: one outside its own list is an error. @throws ContractError `not-a-command` */
export function validateCommand(type: MessageType, body: unknown): Validation {
  return validatorFor(`command ${type}`, () => bodySchema(type))(body, 'assert');
}

export function validateDraft(body: unknown): Validation {
  return validatorFor('draft', () => fullDraftSchema(false))(body, 'assert');
}

/** The same, with everything that `referral.submitted` requires: what a submission checks. */
export function validateDraftComplete(body: unknown): Validation {
  return validatorFor('complete draft', () => fullDraftSchema(true))(body, 'assert');
}

/**
 * Own members of the two rings, from a valid body; for `referral.submitted` from a valid draft. What the gateway adds
 * (salts, common members, whatever it draws) is not in it.
 */
export function splitCommand(
  type: MessageType,
  body: JsonObject,
): { metadata: JsonObject; payload: JsonObject } {
  const parts = bodyParts(type);
  const take = (members: readonly string[]): JsonObject =>
    Object.fromEntries(
      members.flatMap((member) =>
        Object.hasOwn(body, member) ? [[member, body[member] ?? null] as const] : [],
      ),
    );
  return { metadata: take(parts.metadata), payload: take(parts.payload) };
}

/** Members of the payload that a command may leave out because the gateway draws them. */
export function drawnMembers(type: MessageType): readonly string[] {
  return Object.entries(ringOf(type, 'payload').properties).flatMap(([member, schema]) =>
    schema['optionalInCommand'] === true ? [member] : [],
  );
}

/** Body that a fresh demo accepts as it stands from one of the operation's states, once what it needs has gone before. */
export function minimalExample(type: MessageType, now: string | number | Date): JsonObject {
  operationOf(type);
  return exampleOf(type, 'minimal', now);
}

/** Full draft, complete for submission: invented, `xk` asks `al` for a child. */
export function draftExample(now: string | number | Date): JsonObject {
  return exampleOf(DRAFTED_TYPE, 'draft', now);
}

function exampleOf(type: MessageType, name: 'minimal' | 'draft', now: string | number | Date): JsonObject {
  const file = isMessageType(type) ? messageFiles[type][name] : null;
  if (file === null) throw new ContractError('not-a-command', `${type} has no such example.`);
  return atMoment((file as { readonly body: JsonObject }).body, now);
}
