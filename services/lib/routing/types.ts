// The nouns of routing: a participant's pack, a case, and the route that a case gets.
// Invariant: plain data as it stands in files and API bodies; nothing here knows a person.
// formats.md 8, contract.md 4 (`route`), domain.md 7.

/** What a rule may ask of a case. The order is the one in which a case is written. */
export const CASE_FACTS = [
  'ageBand',
  'sex',
  'exploitation',
  'services',
  'languages',
  'status',
  'jurisdiction',
  'stage',
  'urgency',
  'channel',
] as const;

export type CaseFact = (typeof CASE_FACTS)[number];

/** Codes only; without `channel` it is a protection case. `exclude` holds ids of offices that must not get the case (conflict of interest). */
export type RoutingCase = { readonly [F in CaseFact]?: readonly string[] } & {
  readonly exclude?: readonly string[];
};

export interface PackFact {
  readonly id: string;
  /** Where the value was read, such as `seed-003 L1609-1620 (digest line 120)`. */
  readonly source: string;
  readonly status: 'inForce' | 'drafted' | 'onPaper';
  /** False until the participant itself has confirmed it; a deployment shows it as unconfirmed. */
  readonly confirmed: boolean;
}

export interface Office {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly functions: readonly string[];
  /** ISO 3166-2, for an office of a part of the participant's territory. */
  readonly jurisdiction?: string;
  readonly fact: string;
}

export interface Rule {
  readonly id: string;
  readonly when: { readonly [F in CaseFact]?: readonly string[] };
  readonly office: string;
  readonly function: string;
  /** Date; the rule counts from 00:00 UTC of this day. */
  readonly validFrom?: string;
  /** Date; the rule counts until before 00:00 UTC of this day. */
  readonly validTo?: string;
  readonly fact: string;
}

export interface Pack {
  readonly id: string;
  readonly version: number;
  readonly asOf: string;
  readonly facts: readonly PackFact[];
  readonly offices: readonly Office[];
  readonly rules: readonly Rule[];
  readonly fallback: { readonly office: string; readonly function: string };
}

/** One condition of a rule, as it was found: the case's `value`, the rule's `wanted`. */
export interface Because {
  readonly fact: CaseFact | 'validFrom' | 'validTo' | 'exclude';
  readonly value: readonly string[];
  readonly wanted: readonly string[];
  readonly holds: boolean;
}

export interface RuleExplanation {
  readonly id: string;
  /** Every entry of `because` holds. More than one rule may match; the first one chooses. */
  readonly matched: boolean;
  readonly because: readonly Because[];
}

export interface Chosen {
  readonly office: string;
  readonly function: string;
  /** Null when the fallback chose. */
  readonly rule: string | null;
}

export interface Route {
  readonly pack: { readonly id: string; readonly version: number };
  /** The moment for which the rules were read. */
  readonly asOf: string;
  readonly rules: readonly RuleExplanation[];
  /** Null only when no rule holds and the fallback's own office is excluded: nobody fits. */
  readonly chosen: Chosen | null;
  readonly fallback: boolean;
}
