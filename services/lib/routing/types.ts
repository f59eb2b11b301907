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
  'scope',
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
  /** The words of that place that hold the value. */
  readonly value?: string;
  /** Date of the source document: year, month or day. */
  readonly asOf?: string;
  readonly status: 'inForce' | 'drafted' | 'onPaper';
  /** False until the participant itself has confirmed it; a deployment shows it as unconfirmed. */
  readonly confirmed: boolean;
}

export interface Office {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly kind: string;
  readonly functions: readonly string[];
  /** ISO 3166-2, for an office of a part of the participant's territory. */
  readonly jurisdiction?: string;
  readonly serves?: Serves;
  readonly fact: string;
}

/** What an office gives and whom it takes; an absent member limits nothing. Languages inform, they bar nobody. */
export interface Serves {
  readonly services?: readonly string[];
  readonly ageBands?: readonly string[];
  readonly sexes?: readonly string[];
  /** Not taken, although the members above would let them in: men where women and children are. */
  readonly except?: readonly Excepted[];
  readonly languages?: readonly string[];
  /** Says whom it takes, where the fact of the office does not. */
  readonly fact?: string;
}

/** One of these sexes in one of these age bands. */
export interface Excepted {
  readonly ageBands: readonly string[];
  readonly sexes: readonly string[];
}

export interface Target {
  readonly office: string;
  readonly function: string;
}

export interface Rule {
  readonly id: string;
  readonly when: { readonly [F in CaseFact]?: readonly string[] };
  readonly office: string;
  readonly function: string;
  /** Told at the same time; the office above stays the accountable one. */
  readonly also?: readonly Target[];
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
  readonly fallback: Target;
  readonly hotlines?: readonly Hotline[];
  readonly reflectionPeriods?: readonly ReflectionPeriod[];
  readonly permits?: readonly Permit[];
}

/** What the participant offers beside offices: for people who read, no rule asks for it. */
export interface Hotline {
  readonly id: string;
  readonly name: string;
  readonly number?: string;
  readonly hours?: string;
  readonly free?: boolean;
  readonly languages?: readonly string[];
  readonly fact: string;
}

export interface ReflectionPeriod {
  readonly id: string;
  /** False where the source says that there is none. */
  readonly provided: boolean;
  readonly appliesTo?: string;
  readonly ageBands?: readonly string[];
  /** ISO 8601; only where the source names a range, of which `duration` is the end. */
  readonly shortest?: string;
  readonly duration?: string;
  readonly extension?: string;
  readonly condition?: string;
  readonly fact: string;
}

export interface Permit {
  readonly id: string;
  readonly name: string;
  readonly appliesTo?: string;
  readonly shortest?: string;
  readonly duration?: string;
  readonly renewable?: boolean;
  readonly condition?: string;
  readonly fact: string;
}

/** One condition of a rule, as it was found: the case's `value`, the rule's `wanted`. */
export interface Because {
  readonly fact: CaseFact | 'validFrom' | 'validTo' | 'exclude' | 'except';
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

export interface Chosen extends Target {
  /** Null when the fallback chose. */
  readonly rule: string | null;
}

/** A service that the pack knows and that none of its offices can give in this case: nobody fits. */
export interface Unmet {
  readonly service: string;
  /** Every office that gives it, and why not here; at least one entry of each does not hold. */
  readonly considered: readonly { readonly office: string; readonly because: readonly Because[] }[];
}

export interface Route {
  readonly pack: { readonly id: string; readonly version: number };
  /** The moment for which the rules were read. */
  readonly asOf: string;
  readonly rules: readonly RuleExplanation[];
  /** Null only when no rule holds and the fallback's own office is excluded: nobody fits. */
  readonly chosen: Chosen | null;
  readonly fallback: boolean;
  /** Of the rule that chose, without the excluded. */
  readonly also: readonly Chosen[];
  readonly unmet: readonly Unmet[];
}
