// The door of routing: which office of a participant gets a case, and why.
// Invariant: pure; no I/O, no clock; the moment is an argument.
// formats.md 8, domain.md 7.
export { caseOf, type Circumstances, type RoutedPayload, type RoutedPerson } from './case-of.ts';
export { checkPack, type PackCheck, type PackFault, type PackFaultCode } from './check-pack.ts';
export { instantOf, route, RoutingError } from './route.ts';
export {
  CASE_FACTS,
  type Because,
  type CaseFact,
  type Chosen,
  type Excepted,
  type Hotline,
  type Office,
  type Pack,
  type PackFact,
  type Permit,
  type ReflectionPeriod,
  type Route,
  type RoutingCase,
  type Rule,
  type RuleExplanation,
  type Serves,
  type Target,
  type Unmet,
} from './types.ts';
export { readCase, readPack, type Reading, type ReadingFault } from './read.ts';
export { packAsOf, readPacks, type PacksReading, type PackVersions } from './versions.ts';
