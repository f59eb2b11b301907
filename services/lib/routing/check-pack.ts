// Checks what a schema cannot: that the parts of a pack refer to parts that exist.
// Invariant: `route` on a pack that passes can name no office, function or source that is not in the pack.
// formats.md 8; the errors have the shape of lib/contract's validations.
import { instantOf } from './route.ts';
import type { Pack, Rule, Target } from './types.ts';

export type PackFaultCode =
  | 'duplicate-id'
  | 'office-unknown'
  | 'office-twice'
  | 'function-unknown'
  | 'fact-unknown'
  | 'date-unknown'
  | 'period-empty';

export interface PackFault {
  /** JSON pointer of the member that is wrong. */
  readonly pointer: string;
  readonly code: PackFaultCode;
}

export type PackCheck = { readonly ok: true } | { readonly ok: false; readonly errors: readonly PackFault[] };

/** What a pack may hold beside its offices and rules. */
const ADDED = ['hotlines', 'reflectionPeriods', 'permits'] as const;

/** Expects a pack that already satisfies its schema. All faults are listed, not only the first. */
export function checkPack(pack: Pack): PackCheck {
  const errors: PackFault[] = [
    ...duplicates(pack.facts, '/facts'),
    ...duplicates(pack.offices, '/offices'),
    ...duplicates(pack.rules, '/rules'),
    ...ADDED.flatMap((list) => duplicates(pack[list] ?? [], `/${list}`)),
  ];
  if (instantOf(pack.asOf) === null) errors.push({ pointer: '/asOf', code: 'date-unknown' });
  const facts = new Set(pack.facts.map((fact) => fact.id));
  const offices = new Map(pack.offices.map((office) => [office.id, office]));

  const checkTarget = (target: Target, pointer: string): void => {
    const office = offices.get(target.office);
    if (office === undefined) errors.push({ pointer: `${pointer}/office`, code: 'office-unknown' });
    else if (!office.functions.includes(target.function))
      errors.push({ pointer: `${pointer}/function`, code: 'function-unknown' });
  };
  const checkFact = (fact: string, pointer: string): void => {
    if (!facts.has(fact)) errors.push({ pointer: `${pointer}/fact`, code: 'fact-unknown' });
  };

  pack.offices.forEach((office, index) => {
    checkFact(office.fact, `/offices/${index}`);
    if (office.serves?.fact !== undefined) checkFact(office.serves.fact, `/offices/${index}/serves`);
  });
  pack.rules.forEach((rule, index) => {
    const pointer = `/rules/${index}`;
    checkTarget(rule, pointer);
    checkFact(rule.fact, pointer);
    rule.also?.forEach((target, at) => checkTarget(target, `${pointer}/also/${at}`));
    errors.push(...toldTwice(rule, pointer));
    errors.push(...periodFaults(rule.validFrom, rule.validTo, pointer));
  });
  checkTarget(pack.fallback, '/fallback');
  for (const list of ADDED) pack[list]?.forEach((item, index) => checkFact(item.fact, `/${list}/${index}`));
  return errors.length === 0 ? { ok: true } : { ok: false, errors };
}

function duplicates(items: readonly { readonly id: string }[], pointer: string): PackFault[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, index): PackFault[] => {
    if (seen.has(id)) return [{ pointer: `${pointer}/${index}/id`, code: 'duplicate-id' }];
    seen.add(id);
    return [];
  });
}

function toldTwice({ office, also = [] }: Rule, pointer: string): PackFault[] {
  const seen = new Set([office]);
  return also.flatMap((target, at): PackFault[] => {
    if (seen.has(target.office)) return [{ pointer: `${pointer}/also/${at}/office`, code: 'office-twice' }];
    seen.add(target.office);
    return [];
  });
}

function periodFaults(
  validFrom: string | undefined,
  validTo: string | undefined,
  pointer: string,
): PackFault[] {
  const faults: PackFault[] = [];
  const from = validFrom === undefined ? -Infinity : instantOf(validFrom);
  const to = validTo === undefined ? Infinity : instantOf(validTo);
  if (from === null) faults.push({ pointer: `${pointer}/validFrom`, code: 'date-unknown' });
  if (to === null) faults.push({ pointer: `${pointer}/validTo`, code: 'date-unknown' });
  if (from !== null && to !== null && from >= to) faults.push({ pointer, code: 'period-empty' });
  return faults;
}
