// Finds the services of a case that an office of the pack gives, but none can give to these persons.
// Invariant: what is told as unmet is unmet for at least one person, however the case's ages and sexes combine.
// domain.md 7 (nobody fits: recorded, escalated and counted, not an error).
import type { Because, Office, RoutingCase, Serves, Unmet } from './types.ts';

/** A sex that nobody recorded says nothing about who would be turned away. */
const NOT_SAID = 'not-specified';

/** A service that no office declares is not judged: the pack does not know it. */
export function unmetServices(offices: readonly Office[], kase: RoutingCase): readonly Unmet[] {
  const persons = { ageBands: kase.ageBand ?? [], sexes: (kase.sex ?? []).filter((sex) => sex !== NOT_SAID) };
  const excluded = kase.exclude ?? [];
  return (kase.services ?? []).flatMap((service): Unmet[] => {
    const giving = offices.filter(({ serves }) => serves?.services?.includes(service));
    if (giving.length === 0) return [];
    const open = giving.filter(({ id }) => !excluded.includes(id));
    if (fits(open, persons)) return [];
    return [
      {
        service,
        considered: giving.map((office) => ({
          office: office.id,
          because: whyNot(office, persons, excluded),
        })),
      },
    ];
  });
}

interface Persons {
  readonly ageBands: readonly string[];
  readonly sexes: readonly string[];
}

/**
 * A case is a union over its persons: which age goes with which sex is not in it. So each age needs an office that takes
 * it with one of the sexes, and each sex one that takes it with one of the ages; for one person this is exact.
 */
function fits(offices: readonly Office[], { ageBands, sexes }: Persons): boolean {
  const served = (ages: readonly string[], of: readonly string[]): boolean =>
    offices.some(({ serves = {} }) => takesAny(serves.ageBands, ages) && takesAny(serves.sexes, of));
  return (
    served(ageBands, sexes) &&
    ageBands.every((age) => served([age], sexes)) &&
    sexes.every((sex) => served(ageBands, [sex]))
  );
}

function takesAny(limits: readonly string[] | undefined, values: readonly string[]): boolean {
  return limits === undefined || values.length === 0 || values.some((value) => limits.includes(value));
}

/** An entry holds when the office takes every value of the case. */
function whyNot(
  { id, serves = {} }: Office,
  { ageBands, sexes }: Persons,
  excluded: readonly string[],
): readonly Because[] {
  return [
    ...limitOf('ageBand', ageBands, serves.ageBands),
    ...limitOf('sex', sexes, serves.sexes),
    ...(excluded.length === 0
      ? []
      : [{ fact: 'exclude', value: [...excluded], wanted: [id], holds: !excluded.includes(id) } as const]),
  ];
}

function limitOf(
  fact: 'ageBand' | 'sex',
  value: readonly string[],
  limits: Serves['ageBands'],
): readonly Because[] {
  if (limits === undefined || value.length === 0) return [];
  return [
    { fact, value: [...value], wanted: [...limits], holds: value.every((code) => limits.includes(code)) },
  ];
}
