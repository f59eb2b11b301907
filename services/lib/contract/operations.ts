/**
 * The commands: every message type that a person's command makes, from its `operation.json`.
 * Invariant: what a command route may do is data; no type is named here but the one that is drafted.
 * formats.md 4, contract.md 4.
 */
import { messageFiles, messageTypes, type MessageType, type Role } from './generated/index.ts';
import type { ReferralState } from './transitions.ts';

export interface Operation {
  readonly type: MessageType;
  /** Plural noun of the path under the referral. */
  readonly noun: string;
  /** Empty: the gateway’s clock alone gives it, and it has no address. */
  readonly roles: readonly Role[];
  /** Who sends it: the participant that refers, the one asked, or either of them. */
  readonly side: 'sender' | 'receiver' | 'either';
  readonly fromStates: readonly ReferralState[];
  /** Metadata members that the command's body gives. */
  readonly input: readonly string[];
  /** Needs a transfer basis in force. */
  readonly personal: boolean;
  /** `justice`: its payload is sealed and stored under keys of that channel, which no protection role has. */
  readonly channel?: 'justice';
  /** The gateway's clock may send it by itself; its metadata then have no `role`. */
  readonly automatic: boolean;
  /** Types of which one message each must have gone before. */
  readonly needs: readonly MessageType[];
}

/** `operation.json` leaves out what is not so. */
type OperationFile = Omit<Operation, 'type' | 'automatic' | 'needs'> &
  Partial<Pick<Operation, 'automatic' | 'needs'>>;

/** The message whose content is prepared as a draft; its command has an empty body (contract.md 4). */
export const DRAFTED_TYPE = 'referral.submitted' satisfies MessageType;

export const operations: readonly Operation[] = messageTypes.flatMap((type) => {
  const { operation } = messageFiles[type];
  return operation === null ? [] : [{ type, automatic: false, needs: [], ...(operation as OperationFile) }];
});

/** What a person can give: each is an address (contract.md 4). */
export const givenOperations: readonly Operation[] = operations.filter(({ roles }) => roles.length > 0);

const byNoun = new Map(givenOperations.map((operation) => [operation.noun, operation]));
const byType = new Map<string, Operation>(operations.map((operation) => [operation.type, operation]));

export function operationByNoun(noun: string): Operation | null {
  return byNoun.get(noun) ?? null;
}

export function operationByType(type: string): Operation | null {
  return byType.get(type) ?? null;
}

/** Whose eyes a payload is for; each channel has keys of its own on the wire and at rest (domain.md 6.4). */
export type Channel = 'protection' | 'justice';

export function channelOf(type: string): Channel {
  return byType.get(type)?.channel ?? 'protection';
}

/** A casework message is one with an `operation.json`: it gets a receipt, and it may move a referral's state. */
export function isCasework(type: string): boolean {
  return byType.has(type);
}
