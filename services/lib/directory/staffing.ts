/**
 * Who is there for a function of a contact point at a moment, in the order in which they are asked.
 * Invariant: who has left, has not begun or is away is never among the available. domain.md 7 (duty roster).
 */
import type { Absence, Appointment, Directory, NotifyAddress } from './types.ts';

export type Rank = 'duty' | 'holder' | 'cover' | 'deputy';

export interface Person {
  readonly subject: string;
  readonly contactPoint: string;
  readonly function: string;
  readonly rank: Rank;
  /** Appointment that says so; where it has none (a cover from elsewhere), the one that is covered. */
  readonly appointment: string;
  readonly notify: readonly NotifyAddress[];
}

export interface Away {
  readonly subject: string;
  readonly rank: Appointment['rank'];
  readonly because: 'left' | 'not-yet' | 'absent';
  /** When an absence ends. */
  readonly until: string | null;
}

export interface Staffing {
  readonly available: readonly Person[];
  /** Those of this function who are not among the available. */
  readonly away: readonly Away[];
}

/** `at`: ISO 8601, UTC, as all times here. */
export function staffingOf(directory: Directory, contactPoint: string, fn: string, at: string): Staffing {
  const here = directory.appointments.filter(
    (item) => item.contactPoint === contactPoint && item.function === fn,
  );
  const present = here.filter((item) => awayNow(directory.absences, item, at).length === 0);
  const onDuty = directory.shifts
    .filter((shift) => shift.contactPoint === contactPoint && shift.function === fn)
    .filter((shift) => shift.from <= at && at < shift.to)
    .map(({ subject }) => subject);
  const person = (item: Appointment, rank: Rank): Person => ({
    subject: item.subject,
    contactPoint,
    function: fn,
    rank,
    appointment: item.id,
    notify: item.notify ?? [],
  });
  const byRank = (rank: Appointment['rank']): readonly Appointment[] =>
    present.filter((item) => item.rank === rank);
  const available = firstOfEach([
    ...present.filter((item) => onDuty.includes(item.subject)).map((item) => person(item, 'duty')),
    ...byRank('holder').map((item) => person(item, 'holder')),
    ...covers(directory, here, at).map(({ item, addresses }) => ({
      ...person(item, 'cover'),
      notify: addresses,
    })),
    ...byRank('deputy').map((item) => person(item, 'deputy')),
  ]);
  // Who has moved from deputy to holder has left nothing.
  const isThere = new Set(available.map(({ subject }) => subject));
  return {
    available,
    away: here
      .filter(({ subject }) => !isThere.has(subject))
      .flatMap((item) => awayNow(directory.absences, item, at)),
  };
}

/** Who is asked first at this moment; null: nobody is there, or there is no contact point to ask. */
export function firstThere(
  directory: Directory,
  contactPoint: string | null,
  fn: string,
  at: string,
): Person | null {
  return contactPoint === null ? null : (staffingOf(directory, contactPoint, fn, at).available[0] ?? null);
}

/** Functions of a contact point that nobody is there for at this moment, for whatever reason. */
export function vacantFunctions(directory: Directory, contactPoint: string, at: string): readonly string[] {
  const point = directory.contactPoints.find((listed) => listed.point.id === contactPoint)?.point;
  return (point?.functions ?? []).filter(
    (fn) => staffingOf(directory, contactPoint, fn, at).available.length === 0,
  );
}

function awayNow(absences: readonly Absence[], item: Appointment, at: string): readonly Away[] {
  const told = (because: Away['because'], until: string | null): readonly Away[] => [
    { subject: item.subject, rank: item.rank, because, until },
  ];
  if (item.to !== undefined && item.to <= at) return told('left', null);
  if (item.from > at) return told('not-yet', item.from);
  const absence = absenceOf(absences, item.subject, at);
  return absence === null ? [] : told('absent', absence.to);
}

function absenceOf(absences: readonly Absence[], subject: string, at: string): Absence | null {
  return (
    absences.findLast((absence) => absence.subject === subject && absence.from <= at && at < absence.to) ??
    null
  );
}

/** Those who stand in for somebody who is away, if they are there themselves. */
function covers(
  directory: Directory,
  here: readonly Appointment[],
  at: string,
): readonly { readonly item: Appointment; readonly addresses: readonly NotifyAddress[] }[] {
  return here.flatMap((item) => {
    if ((item.to !== undefined && item.to <= at) || item.from > at) return [];
    const cover = absenceOf(directory.absences, item.subject, at)?.cover ?? null;
    if (cover === null || absenceOf(directory.absences, cover, at) !== null) return [];
    const own = directory.appointments.find(
      (other) => other.subject === cover && other.from <= at && (other.to === undefined || at < other.to),
    );
    // Whoever holds no function here any more stands in for nobody.
    if (own === undefined) return [];
    return [{ item: { ...item, subject: cover }, addresses: own.notify ?? [] }];
  });
}

function firstOfEach(persons: readonly Person[]): readonly Person[] {
  const seen = new Set<string>();
  return persons.filter(({ subject }) => !seen.has(subject) && seen.add(subject));
}
