/**
 * A file of HSDS 3, ours or anybody's, as contact points to propose: one for each service.
 * Invariant: whatever the file holds, each contact point is valid, its channels are unconfirmed, no day lies in the
 * future, no named person is in it; what was left out is told. HSDS 3.0; domain.md 7 and 11.
 */
import { codeList, labelOf, validateContactPoint } from '../contract/index.ts';
import type { ContactPoint } from '../directory/index.ts';
import { bandsOf, rangeOf } from './ages.ts';
import { Attributes, attributesIn } from './attributes.ts';
import { uuidIn } from './ids.ts';
import { channelsOf } from './import-channels.ts';
import { hoursOf, type HoursContext } from './import-hours.ts';
import { isoOf, languageIn } from './languages.ts';
import {
  locationMembers,
  scheduleMembers,
  organizationMembers,
  placeMembers,
  serviceMembers,
  type Members,
} from './members.ts';
import { dayIn, type Node } from './node.ts';
import { offersIn, type ImportError, type Offer } from './offers.ts';
import { Reports, type Dropped } from './reports.ts';
import { KEY_SCHEME } from './vocabulary.ts';

/** `today`: a day later than this is not taken. `timeZone`: for times that come without a distance from UTC. */
export type ImportContext = HoursContext;

export type Imported =
  | {
      readonly ok: true;
      readonly contactPoints: readonly ContactPoint[];
      readonly dropped: readonly Dropped[];
      /** Pointers into `contactPoints`: the file says nothing, and the entry holds what stands for "not known". */
      readonly defaulted: readonly string[];
    }
  | { readonly ok: false; readonly errors: readonly ImportError[] };

/** Stands for "never": an entry that nobody has verified is stale from the first day. */
export const NEVER_VERIFIED = '1970-01-01';

const KEY = /^[a-z0-9][a-z0-9-]{0,63}$/;
const LONGEST_NAME = 300;
const LONGEST_TEXT = 400;
const MOST = {
  functions: 16,
  aliases: 16,
  predecessors: 16,
  services: 64,
  ages: 32,
  sexes: 8,
  codes: 64,
} as const;

export function importHsds(value: unknown, context: ImportContext): Imported {
  const reports = new Reports();
  const found = offersIn(value, reports);
  if (!found.ok) return found;
  const points = new Map<string, ContactPoint>();
  const defaulted: string[] = [];
  for (const offer of found.offers) {
    const read = pointOf(offer, context, (id) => points.has(id));
    if (read === null) continue;
    const { point, missing } = read;
    if (!validateContactPoint(point).ok) offer.service.drop(null, 'invalid');
    else {
      defaulted.push(...missing.map((member) => `/contactPoints/${points.size}/${member}`));
      points.set(point.id, point);
    }
  }
  return { ok: true, contactPoints: [...points.values()], dropped: reports.all(), defaulted };
}

interface Read {
  readonly point: ContactPoint;
  readonly missing: readonly string[];
}

function pointOf(offer: Offer, context: ImportContext, held: (id: string) => boolean): Read | null {
  const { service, organization } = offer;
  if (service.value('status') === 'defunct') return none(service, 'closed');
  const own = organization === null ? null : keyOf(offer, organization);
  const id = own ?? uuidIn(service.value('id'));
  if (id === null) return none(service, 'no-key');
  if (held(id)) return none(service, 'twice');
  const name = nameOf(offer);
  if (name === null) return none(service, 'no-name');
  if (service.has('status') && service.value('status') !== 'active') service.drop('status', 'status');
  const schedules = schedulesOf(offer);
  tellOfMembers(offer, schedules, own !== null);

  const said = new Attributes(offer.within(service, 'attributes'));
  const ofBody = new Attributes(organization === null ? [] : offer.within(organization, 'attributes'));
  const missing = new Set<string>();
  const or = <T>(member: string, read: T | null | undefined, otherwise: T): T => {
    if (read !== null && read !== undefined) return read;
    missing.add(member);
    return otherwise;
  };
  const functions = said.codes('functions', MOST.functions);
  const { hours, zoneDefaulted } = hoursOf(schedules, said, context);
  if (zoneDefaulted) missing.add('hours/timeZone');
  const verifiedOn = dayUntil(service, 'assured_date', context.today);
  const modifiedOn = dayUntil(service, 'last_modified', context.today);
  const asOf = said.matching('as-of', (text) => dayIn(text) === text && text <= context.today);
  const office = said.matching('office', (text) => KEY.test(text));
  const address = addressOf(offer, own !== null);
  const confidentiality = confidentialityOf(said);
  const lists = {
    aliases: aliasesOf(offer, ofBody),
    predecessors: said.values('predecessor', MOST.predecessors).filter((key) => KEY.test(key)),
    services: said.codes('services', MOST.services),
    ageBands: ageBandsOf(service, said),
    sexes: said.codes('sex', MOST.sexes),
    languages: languagesOf(offer),
    jurisdictions: areasOf(offer),
    channels: channelsOf(offer),
  };
  const point = {
    id,
    name,
    ...(office === null ? {} : { office }),
    functions: or('functions', functions.length === 0 ? null : functions, ['other']),
    kind: or('kind', ofBody.one('kind-of-body')?.code, 'other'),
    ...Object.fromEntries(Object.entries(lists).filter(([, values]) => values.length > 0)),
    hours,
    ...(address === null ? {} : { address }),
    ...(Object.keys(confidentiality).length === 0 ? {} : { confidentiality }),
    verifiedOn: or('verifiedOn', verifiedOn, NEVER_VERIFIED),
    source: said.value('source', LONGEST_TEXT) ?? `HSDS 3: ${name}`,
    asOf: or('asOf', asOf ?? modifiedOn ?? verifiedOn, context.today),
  } as ContactPoint;
  return { point, missing: [...missing] };
}

function none(node: Node, why: 'closed' | 'no-key' | 'no-name' | 'twice'): null {
  node.drop(null, why);
  return null;
}

/** The key that our own export writes; null: the file, or this part of it, is somebody else's. */
function keyOf(offer: Offer, organization: Node): string | null {
  for (const each of offer.within(organization, 'organization_identifiers')) {
    const key = each.value('identifier');
    if (each.value('identifier_scheme') !== KEY_SCHEME) each.drop(null, 'no-member');
    else if (typeof key === 'string' && KEY.test(key)) return key;
    else each.drop('identifier', 'format');
  }
  return null;
}

/** What a service is called means little without who gives it. */
function nameOf({ service, organization }: Offer): string | null {
  const name = service.text('name', LONGEST_NAME);
  const body = organization?.text('name', LONGEST_NAME) ?? null;
  if (name === null || body === null || name === body) return name ?? body;
  const both = `${body}: ${name}`;
  return [...both].length > LONGEST_NAME ? name : both;
}

function aliasesOf({ service, organization }: Offer, ofBody: Attributes): readonly string[] {
  const given = [
    organization?.text('alternate_name', LONGEST_NAME) ?? null,
    service.text('alternate_name', LONGEST_NAME),
    ...ofBody.values('alias', MOST.aliases, LONGEST_NAME),
  ];
  const aliases = [...new Set(given.filter((alias): alias is string => alias !== null))];
  if (aliases.length > MOST.aliases) service.drop('alternate_name', 'too-many');
  return aliases.slice(0, MOST.aliases);
}

/** A verification of tomorrow would keep an entry fresh that nobody has looked at. */
function dayUntil(node: Node, member: string, today: string): string | null {
  const day = node.day(member);
  if (day === null || day <= today) return day;
  node.drop(member, 'format');
  return null;
}

function ageBandsOf(service: Node, said: Attributes): readonly string[] {
  const codes = said.codes('age-band', MOST.ages);
  const minimum = service.number('minimum_age');
  const maximum = service.number('maximum_age');
  if (minimum === null && maximum === null) return codes;
  const written = rangeOf(codes);
  if (written?.minimum === minimum && written.maximum === maximum) return codes;
  if (codes.length > 0) service.drop('minimum_age', 'contradicts');
  const read = bandsOf({ minimum, maximum });
  if (read === null) service.drop('minimum_age', 'format');
  else if (read.widened) service.drop('minimum_age', 'age-widened');
  return read?.codes ?? [];
}

function languagesOf(offer: Offer): readonly string[] {
  const own = offer.within(offer.service, 'languages');
  const nodes =
    own.length > 0 ? own : offer.locations.flatMap((location) => offer.within(location, 'languages'));
  const codes = nodes.flatMap((node) => {
    const code = node.text('code', LONGEST_NAME);
    const name = node.text('name', LONGEST_NAME);
    const exact = attributesIn(node).one('languages');
    if (exact !== null && (code === null || isoOf(exact.code) === code)) return exact.code;
    if (exact !== null) exact.node.drop(null, 'contradicts');
    const read = languageIn(code ?? name ?? '');
    if (read === null) node.drop(null, 'code-unknown');
    return read ?? [];
  });
  return [...new Set(codes)].slice(0, MOST.codes);
}

const areas: ReadonlyMap<string, string> = new Map(
  codeList('jurisdictions').codes.flatMap(({ code }) => [
    [code.toLowerCase(), code] as const,
    [labelOf('jurisdictions', code, 'en').toLowerCase(), code] as const,
  ]),
);

function areasOf(offer: Offer): readonly string[] {
  const codes = offer.within(offer.service, 'service_areas').flatMap((node) => {
    const name = node.text('name', LONGEST_NAME);
    const read =
      attributesIn(node).one('jurisdictions')?.code ?? areas.get((name ?? '').trim().toLowerCase()) ?? null;
    if (read === null) node.drop(null, 'code-unknown');
    return read ?? [];
  });
  return [...new Set(codes)].slice(0, MOST.codes);
}

/** The nearest to the service: its own, those of its place, those of the location. */
function schedulesOf(offer: Offer): readonly Node[] {
  for (const owner of [offer.service, ...offer.places, ...offer.locations]) {
    const schedules = offer.within(owner, 'schedules');
    if (schedules.length > 0) return schedules;
  }
  return [];
}

const ADDRESS_PARTS = [
  'address_1',
  'address_2',
  'city',
  'region',
  'state_province',
  'postal_code',
  'country',
] as const;

function addressOf(offer: Offer, ours: boolean): string | null {
  const all = offer.locations.flatMap((location) => offer.within(location, 'addresses'));
  const [first, ...rest] = all;
  for (const other of rest) other.drop(null, 'one-only');
  if (first === undefined) return null;
  // Somebody's name, as a letter is addressed.
  if (first.has('attention')) first.drop('attention', 'person');
  const whole =
    ours && !['address_2', 'city', 'region', 'state_province', 'postal_code'].some((part) => first.has(part));
  const parts = (whole ? (['address_1'] as const) : ADDRESS_PARTS).flatMap(
    (part) => first.text(part, LONGEST_TEXT) ?? [],
  );
  const address = parts.join(', ');
  if ([...address].length <= LONGEST_TEXT) return address === '' ? null : address;
  first.drop(null, 'too-long');
  return null;
}

/** Checked as a whole with the contact point; here only what has not even the form. */
function confidentialityOf(said: Attributes): Readonly<Record<string, string>> {
  return Object.fromEntries(
    said.values('confidentiality', MOST.codes).flatMap((text) => {
      const [, field, circle] = /^([a-zA-Z]{1,20}):([a-z-]{1,20})$/.exec(text) ?? [];
      return field === undefined || circle === undefined ? [] : [[field, circle] as const];
    }),
  );
}

function tellOfMembers(offer: Offer, schedules: readonly Node[], ours: boolean): void {
  const { service, organization, places, locations } = offer;
  const tell = (node: Node, { taken, known }: Members, derived: readonly string[] = []): void =>
    node.tellRest(new Set([...taken, ...(ours ? derived : [])]), known);
  tell(service, serviceMembers, ['alert']);
  // What an export of ours says in words stands in its attributes too.
  if (!ours && service.has('eligibility_description')) service.drop('eligibility_description', 'in-words');
  if (organization !== null) tell(organization, organizationMembers, ['description']);
  for (const place of places) tell(place, placeMembers);
  for (const location of locations) tell(location, locationMembers);
  for (const schedule of schedules) tell(schedule, scheduleMembers, ['description']);
}
