// Builds the routing case of a referral from its opened payload.
// Invariant: the union over the persons, codes only, sorted; the order of persons and lists changes nothing.
// formats.md 5 (`referral.submitted`) and 8 (case).
import type { RoutingCase } from './types.ts';

/** The members of an opened `referral.submitted` payload that routing reads; a draft may lack any of them. */
export interface RoutedPayload {
  readonly persons?: readonly RoutedPerson[];
  readonly stage?: string;
}

export interface RoutedPerson {
  readonly ageBand?: string;
  readonly sex?: string;
  readonly languages?: readonly string[];
  readonly jurisdiction?: string;
  readonly services?: readonly string[];
  readonly exploitation?: readonly string[];
  readonly status?: readonly { readonly value: string }[];
}

export interface Circumstances {
  readonly urgency: string;
  readonly channel: 'protection' | 'justice';
  /** Absent: not known. */
  readonly scope?: 'domestic' | 'transnational';
}

/** A full case: every member is there, an empty list where nothing is known. */
export function caseOf(
  payload: RoutedPayload,
  { urgency, channel, scope }: Circumstances,
  exclude: readonly string[] = [],
): Required<RoutingCase> {
  const persons = payload.persons ?? [];
  const union = (codesOf: (person: RoutedPerson) => readonly (string | undefined)[]): readonly string[] =>
    codes(persons.flatMap(codesOf));
  return {
    ageBand: union((person) => [person.ageBand]),
    sex: union((person) => [person.sex]),
    exploitation: union((person) => person.exploitation ?? []),
    services: union((person) => person.services ?? []),
    languages: union((person) => person.languages ?? []),
    status: union((person) => (person.status ?? []).map((assertion) => assertion.value)),
    jurisdiction: union((person) => [person.jurisdiction]),
    stage: codes([payload.stage]),
    urgency: [urgency],
    channel: [channel],
    scope: codes([scope]),
    exclude: codes(exclude),
  };
}

function codes(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort();
}
