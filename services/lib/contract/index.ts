/**
 * The door of the contract: `schemas/` as code. Message types, operations, validators, code lists, lifecycle.
 * Invariant: pure; no I/O, no clock; `schemas/` is the source and everything here follows from it.
 * architecture.md 1 and 4, contract.md 4, formats.md 2 to 8.
 */
export { codeList, codeListNames, hasCode, isChildBand, type Code, type CodeList } from './code-lists.ts';
export {
  caseSchema,
  commandSchema,
  draftExample,
  draftSchema,
  drawnMembers,
  minimalExample,
  splitCommand,
  validateCommand,
  validateDraftComplete,
  validateDraft,
} from './commands.ts';
export { ContractError, type ContractErrorCode } from './errors.ts';
export { messageTypes, roles, schemas, type MessageType, type Role } from './generated/index.ts';
export type * from './generated/types.ts';
export { inline } from './inline.ts';
export type { Json, JsonObject, JsonSchema } from './json.ts';
export {
  isLanguage,
  labelFallbacks,
  labelOf,
  type Labels,
  labelSource,
  type LabelSource,
  type Language,
  languages,
} from './labels.ts';
export { localSchema, validateLocal, type LocalBody } from './local.ts';
export {
  isMessageType,
  isPublicType,
  knownVersion,
  schemaId,
  validateCalendar,
  validateCase,
  validateContactPoint,
  validateEnvelope,
  validateMetadata,
  validatePack,
  validatePayload,
  validatePublicContent,
  validatePublicEnvelope,
  validateRegistryPayload,
  validateRing,
  type PublicType,
} from './messages.ts';
export { atMoment, durationMs, durationParts } from './moments.ts';
export {
  DRAFTED_TYPE,
  channelOf,
  isCasework,
  givenOperations,
  operationByNoun,
  operationByType,
  operations,
  type Channel,
  type Operation,
} from './operations.ts';
export { rowsOf, transitionRows } from './rows.ts';
export {
  limitNames,
  referralStates,
  transitions,
  type Limit,
  type LimitName,
  type ReferralState,
  type RowCondition,
  type StateRow,
  type Transition,
  type TransitionTable,
  type Urgency,
} from './transitions.ts';
export { compileSchema } from './validators.ts';
export type { CodeMode, UnknownCode, Validation, ValidationError, Validator } from './validators.ts';
