/**
 * Words for what the lifecycle says in codes: sides, roles, durations, conditions.
 * Invariant: a code that a reader has to type keeps its own spelling.
 */
import type { Operation, Role, RowCondition, Transition } from '../contract/index.ts';
import { code, link } from './document.ts';

export const stateId = (state: string): string => `state-${state}`;
export const messageId = (type: string): string => `message-${type}`;
export const ruleId = (guard: string): string => `rule-${guard}`;
export const limitId = (limit: string): string => `limit-${limit}`;
export const codesId = (name: string): string => `codes-${name}`;

const SIDES: Readonly<Record<Transition['side'], string>> = {
  sender: 'sender',
  receiver: 'receiver',
  either: 'either side',
};

export const sideWords = (side: Operation['side']): string => SIDES[side];
export const roleWords = (role: Role): string => role.replaceAll('-', ' ');

export function whoWords({ kind, side, roles, automatic }: Transition): string {
  if (kind === 'machine') return `${sideWords(side)}: gateway, by itself`;
  const clock = automatic === true ? ['the clock of the gateway'] : [];
  return `${sideWords(side)}: ${[roles.map(roleWords).join(', '), ...clock].filter(Boolean).join(', or ')}`;
}

export function targetWords({ to }: Transition): string {
  if (to === 'same') return 'no change';
  return to === 'held' ? 'the state in which it was put on hold' : link(to, stateId(to));
}

const KINDS: Readonly<Record<NonNullable<Transition['referral']>, string>> = {
  transit: 'the referral is a transit',
  either: 'transit or not',
};

export function conditionWords(row: Transition): string {
  const parts = [
    ...(row.referral === undefined ? [] : [KINDS[row.referral]]),
    ...(row.when === undefined ? [] : [whenWords(row.when)]),
    ...(row.heldIn === undefined ? [] : [`held in ${row.heldIn.map(code).join(', ')}`]),
  ];
  return parts.join('; ');
}

function whenWords(condition: RowCondition): string {
  if ('equals' in condition) return `${code(condition.member)} is ${code(String(condition.equals))}`;
  return condition.is === 'empty' ? `without ${code(condition.member)}` : `with ${code(condition.member)}`;
}

const UNITS: Readonly<Record<string, string>> = {
  D: 'day',
  H: 'hour',
  M: 'minute',
  S: 'second',
};

/** `PT3H` becomes `3 hours`. */
export function durationWords(iso: string): string {
  const parts = [...iso.matchAll(/(\d+)([DHMS])/g)].map(([, amount = '', unit = '']) => {
    const word = UNITS[unit] ?? unit;
    return `${amount} ${word}${amount === '1' ? '' : 's'}`;
  });
  return parts.join(' ');
}
