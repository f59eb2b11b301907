// Chooses the office of one participant that is competent for a case, and says why.
// Invariant: same pack, case and moment give the same route; rules in order, the first that holds wins.
// formats.md 8, domain.md 7.
import type { Because, CaseFact, Chosen, Pack, Route, Rule, RuleExplanation, RoutingCase } from './types.ts';
import { unmetServices } from './unmet.ts';

/** The caller handed over something that no check at the border should have let through. */
export class RoutingError extends Error {
  readonly code: 'as-of' | 'pack';
  constructor(code: 'as-of' | 'pack', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RoutingError';
    this.code = code;
  }
}

const DATE_OR_UTC_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/;

/** `2026-11-22` or `2026-11-22T10:00:00.000Z` in milliseconds; null for anything else, such as 30 February. */
export function instantOf(text: string): number | null {
  if (!DATE_OR_UTC_TIME.test(text)) return null;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return null;
  return new Date(ms).toISOString().slice(0, 10) === text.slice(0, 10) ? ms : null;
}

/**
 * A case that names no channel is one of protection: whoever addresses justice says so (domain.md 6.4). One that does not
 * say that it crosses a border does not: the router says it of every case that came from abroad.
 */
const UNSAID: { readonly [F in CaseFact]?: readonly string[] } = {
  channel: ['protection'],
  scope: ['domestic'],
};

/**
 * All rules are explained, also those behind the first that holds: "why not there" is asked as often as "why here".
 * @throws RoutingError when `asOf`, or a date of the pack, is no moment in time.
 */
export function route(pack: Pack, kase: RoutingCase, asOf: string): Route {
  const at = instantOf(asOf);
  if (at === null) throw new RoutingError('as-of', 'asOf is neither a date nor a UTC time');
  const moment = new Date(at).toISOString();
  const rules = pack.rules.map((rule) => explain(rule, kase, at, moment));
  const first = rules.findIndex((rule) => rule.matched);
  const winner = pack.rules[first];
  return {
    pack: { id: pack.id, version: pack.version },
    asOf: moment,
    rules,
    chosen: winner
      ? { office: winner.office, function: winner.function, rule: winner.id }
      : fallbackOf(pack, kase),
    fallback: winner === undefined,
    also: winner === undefined ? [] : alsoTold(winner, kase),
    unmet: unmetServices(pack.offices, kase),
  };
}

function alsoTold(rule: Rule, kase: RoutingCase): readonly Chosen[] {
  return (rule.also ?? [])
    .filter(({ office }) => !kase.exclude?.includes(office))
    .map(({ office, function: fn }) => ({ office, function: fn, rule: rule.id }));
}

function fallbackOf(pack: Pack, kase: RoutingCase): Chosen | null {
  const { office, function: fn } = pack.fallback;
  // A conflict of interest bars the fallback too: handing the case to a barred office is worse than saying "nobody fits".
  return kase.exclude?.includes(office) ? null : { office, function: fn, rule: null };
}

function explain(rule: Rule, kase: RoutingCase, at: number, moment: string): RuleExplanation {
  const because: Because[] = [];
  if (rule.validFrom !== undefined) {
    const holds = at >= bound(rule.validFrom);
    because.push({ fact: 'validFrom', value: [moment], wanted: [rule.validFrom], holds });
  }
  if (rule.validTo !== undefined) {
    const holds = at < bound(rule.validTo);
    because.push({ fact: 'validTo', value: [moment], wanted: [rule.validTo], holds });
  }
  for (const [fact, wanted] of Object.entries(rule.when) as [CaseFact, readonly string[]][]) {
    const value = kase[fact] ?? UNSAID[fact] ?? [];
    because.push({
      fact,
      value: [...value],
      wanted: [...wanted],
      holds: value.some((code) => wanted.includes(code)),
    });
  }
  // Here `wanted` is the rule's office and the entry holds when the case does not exclude it.
  if (kase.exclude !== undefined && kase.exclude.length > 0) {
    because.push({
      fact: 'exclude',
      value: [...kase.exclude],
      wanted: [rule.office],
      holds: !kase.exclude.includes(rule.office),
    });
  }
  return { id: rule.id, matched: because.every((entry) => entry.holds), because };
}

function bound(date: string): number {
  const ms = instantOf(date);
  if (ms === null) throw new RoutingError('pack', 'a rule has a bound that is no date');
  return ms;
}
