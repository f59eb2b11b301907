// Finds the services of a case that an office of the pack gives, but none can give to these persons.
// Invariant: what is told as unmet is unmet for at least one person, however the case's ages and sexes combine.
// domain.md 7 (nobody fits: recorded, escalated and counted, not an error).
import type { Because, Excepted, Office, RoutingCase, Serves, Unmet } from './types.ts';

/** A sex that nobody recorded says nothing about who would be turned away. */
const NOT_SAID = 'not-specified';

interface Persons {
  readonly ageBands: readonly string[];
  readonly sexes: readonly string[];
}

/** A service that no office declares is not judged: the pack does not know it. */
export function unmetServices(offices: readonly Office[], kase: RoutingCase): readonly Unmet[] {
  const persons = { ageBands: kase.ageBand ?? [], sexes: (kase.sex ?? []).filter((sex) => sex !== NOT_SAID) };
  const excluded = kase.exclude ?? [];
  return (kase.services ?? []).flatMap((service): Unmet[] => {
    const giving = offices.filter(({ serves }) => serves?.services?.includes(service));
    const open = giving.filter(({ id }) => !excluded.includes(id));
    if (giving.length === 0 || fits(open, persons)) return [];
    const considered = giving.map((office) => ({
      office: office.id,
      because: whyNot(office, persons, excluded),
    }));
    return [{ service, considered }];
  });
}

/**
 * A case is a union over its persons: which age goes with which sex is not in it. So each age needs an office that takes
 * it with one of the sexes, and each sex one that takes it with one of the ages; for one person this is exact.
 */
function fits(offices: readonly Office[], { ageBands, sexes }: Persons): boolean {
  const served = (ages: readonly string[], of: readonly string[]): boolean =>
    offices.some(({ serves = {} }) => takesAny(serves, { ageBands: ages, sexes: of }));
  return (
    served(ageBands, sexes) &&
    ageBands.every((age) => served([age], sexes)) &&
    sexes.every((sex) => served(ageBands, [sex]))
  );
}

function takesAny(serves: Serves, { ageBands, sexes }: Persons): boolean {
  return orUnknown(ageBands).some((age) => orUnknown(sexes).some((sex) => takes(serves, age, sex)));
}

/** What is not known of a person turns nobody away. */
function orUnknown(values: readonly string[]): readonly (string | null)[] {
  return values.length === 0 ? [null] : values;
}

function takes(serves: Serves, age: string | null, sex: string | null): boolean {
  const within = (limits: readonly string[] | undefined, value: string | null): boolean =>
    limits === undefined || value === null || limits.includes(value);
  return (
    within(serves.ageBands, age) &&
    within(serves.sexes, sex) &&
    !(serves.except ?? []).some(
      (excepted) =>
        age !== null && excepted.ageBands.includes(age) && sex !== null && excepted.sexes.includes(sex),
    )
  );
}

/** An entry holds when the office takes every value of the case. */
function whyNot(
  { id, serves = {} }: Office,
  persons: Persons,
  excluded: readonly string[],
): readonly Because[] {
  return [
    ...limitOf('ageBand', persons.ageBands, serves.ageBands),
    ...limitOf('sex', persons.sexes, serves.sexes),
    ...(serves.except ?? []).flatMap((excepted) => exceptionOf(persons, excepted)),
    ...(excluded.length === 0
      ? []
      : [{ fact: 'exclude', value: [...excluded], wanted: [id], holds: !excluded.includes(id) } as const]),
  ];
}

function limitOf(
  fact: 'ageBand' | 'sex',
  value: readonly string[],
  limits: readonly string[] | undefined,
): readonly Because[] {
  if (limits === undefined || value.length === 0) return [];
  return [
    { fact, value: [...value], wanted: [...limits], holds: value.every((code) => limits.includes(code)) },
  ];
}

/** Here `wanted` is who is not taken, and `value` what of the case is among them. */
function exceptionOf({ ageBands, sexes }: Persons, excepted: Excepted): readonly Because[] {
  const aged = ageBands.filter((age) => excepted.ageBands.includes(age));
  const of = sexes.filter((sex) => excepted.sexes.includes(sex));
  const hit = aged.length > 0 && of.length > 0;
  return [
    {
      fact: 'except',
      value: hit ? [...of, ...aged] : [],
      wanted: [...excepted.sexes, ...excepted.ageBands],
      holds: !hit,
    },
  ];
}
