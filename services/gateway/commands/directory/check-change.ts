/**
 * What a schema cannot say of a change of the directory: that its parts refer to what is there.
 * Invariant: an entry that stands names a contact point, a function and an office that exist. domain.md 7.
 */
import type { Directory } from '../../../lib/directory/index.ts';
import { isTimeZone } from '../../../lib/directory/local-time.ts';
import type { Pack } from '../../../lib/routing/index.ts';
import type { ChangeContent } from '../../../lib/store/directory.ts';
import type { ProblemError } from '../../http/problem.ts';

/** Where a day begins first, in hours before UTC: whoever made sure of something today may be there. */
const EARLIEST_ZONE_MS = 14 * 60 * 60_000;

/** All faults, not only the first. `directory`: as it stands. `now` in milliseconds. */
export function changeFaults(
  content: ChangeContent,
  directory: Directory,
  pack: Pack,
  now: number,
): readonly ProblemError[] {
  const today = new Date(now + EARLIEST_ZONE_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const { contactPoints = [], appointments = [], shifts = [], closed = [] } = content;
  const faults: ProblemError[] = [];
  const fault = (pointer: string, code: string): void => void faults.push({ pointer, code });
  if (contactPoints.length + appointments.length + shifts.length + closed.length === 0)
    fault('', 'minProperties');

  const points = new Map(directory.contactPoints.map(({ point }) => [point.id, point]));
  contactPoints.forEach((point) => points.set(point.id, point));
  for (const [name, items] of Object.entries({ contactPoints, appointments, shifts }))
    items.forEach(({ id }, index) => {
      if (items.findIndex((other) => other.id === id) !== index)
        fault(`/${name}/${index}/id`, 'duplicate-id');
    });

  contactPoints.forEach((point, index) => {
    const at = `/contactPoints/${index}`;
    if (point.office !== undefined) {
      const office = pack.offices.find(({ id }) => id === point.office);
      if (office === undefined) fault(`${at}/office`, 'office-unknown');
    }
    (point.hours.weekly ?? []).forEach(({ opens, closes }, span) => {
      if (opens >= closes) fault(`${at}/hours/weekly/${span}`, 'period-empty');
    });
    // What was made sure of in the future would never be stale.
    if (point.verifiedOn > today) fault(`${at}/verifiedOn`, 'in-future');
    if (!isTimeZone(point.hours.timeZone)) fault(`${at}/hours/timeZone`, 'time-zone-unknown');
  });
  const place = (item: { contactPoint: string; function: string }, at: string): void => {
    const point = points.get(item.contactPoint);
    if (point === undefined) fault(`${at}/contactPoint`, 'contact-point-unknown');
    else if (!(point.functions as readonly string[]).includes(item.function))
      fault(`${at}/function`, 'function-unknown');
  };
  appointments.forEach((item, index) => {
    const at = `/appointments/${index}`;
    place(item, at);
    if (item.to !== undefined && item.to <= item.from) fault(at, 'period-empty');
  });
  shifts.forEach((item, index) => {
    const at = `/shifts/${index}`;
    place(item, at);
    if (item.to <= item.from) fault(at, 'period-empty');
    const holds = [...appointments, ...directory.appointments].some(
      (other) =>
        other.subject === item.subject &&
        other.contactPoint === item.contactPoint &&
        other.function === item.function,
    );
    if (!holds) fault(`${at}/subject`, 'appointment-unknown');
  });
  closed.forEach((key, index) => {
    if (!points.has(key)) fault(`/closed/${index}`, 'contact-point-unknown');
  });
  return faults;
}
