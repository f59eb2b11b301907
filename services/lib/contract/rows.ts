/**
 * The rows of the lifecycle as code reads them: those of the table, and one for each command that has none there.
 * Invariant: a type that the table does not name moves nothing, and is open in the states of its `operation.json`; so a
 * new message type needs no line in the table. domain.md 4, formats.md 4.
 */
import { operations, type Operation } from './operations.ts';
import { transitions, type Transition } from './transitions.ts';

const named: ReadonlySet<string> = new Set(transitions.transitions.map((row) => row.message));

/** The rules that stand before every message of a person (domain.md 6, protocol.md 8). */
const OF_EVERY_MESSAGE = ['role', 'recipient-keys', 'recipient-directory'] as const;

/** Every row, those of the table first and in its order. */
export const transitionRows: readonly Transition[] = [
  ...transitions.transitions,
  ...operations.filter((operation) => !named.has(operation.type)).map(impliedRow),
];

const byType = Map.groupBy(transitionRows, (row): string => row.message);

/** Empty for a type that no command makes and that moves nothing. */
export function rowsOf(type: string): readonly Transition[] {
  return byType.get(type) ?? [];
}

function impliedRow(operation: Operation): Transition {
  const { type, side, roles, fromStates, personal, needs, automatic } = operation;
  return {
    message: type,
    kind: 'message',
    side,
    roles,
    from: fromStates,
    to: 'same',
    guards: [...OF_EVERY_MESSAGE, ...(personal ? ['transfer-basis'] : [])],
    startsLimits: [],
    ...(needs.length > 0 ? { needs } : {}),
    ...(automatic ? { automatic } : {}),
  };
}
