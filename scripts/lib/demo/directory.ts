/**
 * Who is there in a demo: contact points of every function and office, held by the subjects of the demo's tokens, entered
 * through the public API by two people. Invariant: people, hours and addresses are invented; functions and offices are
 * those of the routing pack. domain.md 7; contract.md 2.
 */
import type { CommandAnswer } from './api.ts';
import type { Network } from './network.ts';
import { packOf, timeZoneOf, type PackOffice } from './pack-of.ts';
import { clientOf } from './traffic.ts';

const DAY_MS = 24 * 60 * 60_000;
const WORKING_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
/** Served by a contact point of the whole participant, whatever office the pack names for them. */
const OF_THE_WHOLE = new Set(['national-focal-point', 'duty-desk', 'liaison']);

/** Where a demo's person is told that work waits. */
export function mailAddressOf(subject: string, id: string): string {
  const name = subject.endsWith(`.${id}`) ? subject.slice(0, -id.length - 1) : subject;
  return `${name.replace('@', '.')}@${id}.example`;
}

/** The demo's person who coordinates: holds the office to which the pack sends what no rule names. */
export async function coordinatorOf(id: string): Promise<string> {
  return caseWorker((await packOf(id)).fallback.office, id);
}

export function caseWorker(office: string, id: string): string {
  return `case-worker@${office}.${id}`;
}

/** One change and one confirmation: in force when it returns. */
export async function seedDirectory(network: Network, id: string): Promise<void> {
  const { offices } = await packOf(id);
  await enter(network, id, {
    contactPoints: [...(await pointsOfTheWhole(id)), ...(await Promise.all(offices.map(officePoint(id))))],
    appointments: [
      held(id, 'focal-point', 'national-focal-point', `national-focal-point-1.${id}`),
      held(id, 'focal-point', 'national-focal-point', `national-focal-point-2.${id}`, 'deputy'),
      held(id, 'duty-desk', 'duty-desk', `duty-officer.${id}`),
      held(id, 'duty-desk', 'duty-desk', `liaison-officer.${id}`, 'deputy'),
      held(id, 'liaison-desk', 'liaison', `liaison-officer.${id}`),
      held(id, 'justice-desk', 'justice-liaison', `justice-liaison.${id}`),
      ...offices.flatMap((office) =>
        functionsOf(office).map((fn) => held(id, office.id, fn, caseWorker(office.id, id))),
      ),
    ],
    text: 'Invented for a demonstration.',
  });
}

/** A change of the directory as two people make it. */
export async function enter(network: Network, id: string, change: object): Promise<void> {
  const proposed = await clientOf(network, id, 'directory-editor').post<CommandAnswer & { id: string }>(
    '/v1/directory-changes',
    change,
  );
  await clientOf(network, id, 'directory-confirmer').post(
    `/v1/directory-changes/${proposed.id}/confirmations`,
    {},
  );
}

async function pointsOfTheWhole(id: string): Promise<readonly object[]> {
  const timeZone = await timeZoneOf(id);
  const desk = (key: string, name: string, fn: string): object => ({
    ...common(key, name, [fn]),
    kind: 'government-body',
    hours: officeHours(timeZone),
    channels: [{ channel: 'exchange', value: 'by this exchange', confirmed: true }],
  });
  return [
    desk('focal-point', 'National focal point (invented)', 'national-focal-point'),
    {
      ...desk('duty-desk', 'Duty desk (invented)', 'duty-desk'),
      hours: { timeZone, always: true },
      channels: [{ channel: 'duty-phone', value: 'none, this is a demonstration', confirmed: true }],
    },
    desk('liaison-desk', 'Liaison desk (invented)', 'liaison'),
    desk('justice-desk', 'Desk for justice (invented)', 'justice-liaison'),
  ];
}

function officePoint(id: string): (office: PackOffice) => Promise<object> {
  return async (office) => ({
    ...common(office.id, office.name, functionsOf(office)),
    office: office.id,
    kind: office.kind,
    hours: officeHours(await timeZoneOf(id)),
  });
}

function functionsOf({ functions }: PackOffice): readonly string[] {
  return functions.filter((fn) => !OF_THE_WHOLE.has(fn));
}

function common(key: string, name: string, functions: readonly string[]): object {
  return {
    id: key,
    name,
    functions,
    verifiedOn: today(),
    source: 'Invented for a demonstration; offices and functions as in the routing pack',
    asOf: today(),
  };
}

function officeHours(timeZone: string): object {
  return { timeZone, weekly: [{ days: WORKING_DAYS, opens: '08:00', closes: '16:00' }] };
}

/** Key of the appointment: `<contact point>-<function>-<rank>`, without a repetition where the two are the same. */
export function appointmentKey(contactPoint: string, fn: string, rank: 'holder' | 'deputy'): string {
  return contactPoint === fn ? `${fn}-${rank}` : `${contactPoint}-${fn}-${rank}`;
}

export function held(
  id: string,
  contactPoint: string,
  fn: string,
  subject: string,
  rank: 'holder' | 'deputy' = 'holder',
): object {
  return {
    id: appointmentKey(contactPoint, fn, rank),
    contactPoint,
    function: fn,
    subject,
    rank,
    from: new Date(Date.now() - 365 * DAY_MS).toISOString(),
    notify: [{ channel: 'mail', address: mailAddressOf(subject, id) }],
  };
}

function today(): string {
  return new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
}
