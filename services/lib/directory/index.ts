/**
 * The door of the directory: contact points, who is there, whether they work, who is told when.
 * Invariant: pure; time is an argument. domain.md 7.
 */
export {
  actorOf,
  type Because,
  type Call,
  type CallKind,
  coordinatorsOf,
  type Due,
  ESCALATION_PERCENTS,
  type EscalationPercent,
  isMachines,
  personsOf,
  type Plan,
  planOf,
} from './escalation.ts';
export {
  circleOf,
  published,
  publishedStanding,
  type Circle,
  type Field,
  type PublishedPoint,
  seenBy,
} from './published.ts';
export {
  type Away,
  firstThere,
  type Person,
  type Rank,
  type Staffing,
  staffingOf,
  vacantFunctions,
} from './staffing.ts';
export { isStale, STALE_AFTER_DAYS, staleFrom, type Standing, standingAt, type Stood } from './standing.ts';
export {
  type Absence,
  type Appointment,
  type ContactPoint,
  type Directory,
  type Listed,
  type Measured,
  NO_DIRECTORY,
  type NotifyAddress,
  type Shift,
} from './types.ts';
