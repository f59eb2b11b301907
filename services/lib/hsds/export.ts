/**
 * A directory as HSDS 3: one page of organizations, one per contact point, each with its one service.
 * Invariant: what a circle may not see has no trace in its export, not even in an id; an entry that nobody has made
 * sure of for too long never stands as active. HSDS 3.0 (openreferral/specification, 279fd2e); domain.md 7.
 */
import { labelOf } from '../contract/index.ts';
import type { Json, JsonObject } from '../contract/index.ts';
import { isStale, seenBy, STALE_AFTER_DAYS } from '../directory/index.ts';
import type { Circle, ContactPoint, Listed } from '../directory/index.ts';
import { rangeOf } from './ages.ts';
import { hoursAttributes, schedulesOf } from './export-hours.ts';
import type { Sha1 } from './ids.ts';
import { isoOf } from './languages.ts';
import { KEY_SCHEME, Scribe } from './vocabulary.ts';

export interface ExportContext {
  readonly participant: string;
  readonly names: {
    readonly nameOf: (participant: string) => string;
    /** ISO 3166-1 alpha-2, or XK; null: none is written. */
    readonly territoryOf: (participant: string) => string | null;
    readonly footnote: string;
  };
  /** ISO 8601, UTC: what is stale then, and the offsets of the opening times. */
  readonly at: string;
  readonly circle: Circle;
  readonly sha1: Sha1;
}

type Channel = NonNullable<ContactPoint['channels']>[number];

/** `contents` holds organizations in full; the standard has no other form for a file of several. */
export function exportHsds(listed: readonly Listed[], context: ExportContext): JsonObject {
  const contents = listed.map((each) => organizationOf(each, context));
  return {
    total_items: contents.length,
    total_pages: 1,
    page_number: 1,
    size: contents.length,
    first_page: true,
    last_page: true,
    empty: contents.length === 0,
    contents,
  };
}

/** What stays inside a participant goes to nobody else, as in what it publishes. */
function visible(point: ContactPoint, circle: Circle): Partial<ContactPoint> {
  const seen = seenBy(point, circle);
  if (circle !== 'exchange') return seen;
  const { office: _office, confidentiality: _circles, address: _address, ...published } = seen;
  return published;
}

function organizationOf(listed: Listed, context: ExportContext): JsonObject {
  const { participant, names } = context;
  const seen = visible(listed.point, context.circle);
  const scribe = new Scribe(context.sha1, participant, listed.point.id);
  const { kind } = listed.point;
  const [alias, ...aliases] = seen.aliases ?? [];
  return withoutEmpty({
    id: scribe.id('organization'),
    name: seen.name ?? listed.point.id,
    alternate_name: alias ?? null,
    description: [`${labelOf('kind-of-body', kind, 'en')} (${names.nameOf(participant)}).`, names.footnote]
      .join(' ')
      .trim(),
    organization_identifiers: [
      {
        id: scribe.id('organization/key'),
        identifier_scheme: KEY_SCHEME,
        identifier_type: 'Key of a contact point of TRM Exchange',
        identifier: listed.point.id,
      },
    ],
    attributes: [
      scribe.code('organization', 'kind-of-body', kind),
      ...aliases.map((name, index) => scribe.extension('organization', 'alias', name, index)),
    ],
    services: [serviceOf(listed, seen, scribe, context)],
  });
}

function serviceOf(
  { point, state, verifiedOn }: Listed,
  seen: Partial<ContactPoint>,
  scribe: Scribe,
  context: ExportContext,
): JsonObject {
  const stale = isStale(verifiedOn, context.at);
  const channels = (seen.channels ?? []).map((channel, index) => ({ channel, index }));
  const phones = channels.filter(({ channel }) => isPhone(channel));
  const contacts = channels.filter(({ channel }) => !isPhone(channel));
  const inOrder = [...phones, ...contacts].every(({ index }, place) => index === place);
  const each = ({ channel, index }: (typeof channels)[number]): JsonObject =>
    channelOf(channel, index, inOrder, scribe);
  const range = rangeOf(seen.ageBands ?? []);
  return withoutEmpty({
    id: scribe.id('service'),
    name: seen.name ?? point.id,
    status: statusOf(state, stale),
    alert: stale ? `Nobody has made sure of this entry for ${STALE_AFTER_DAYS} days or more.` : null,
    assured_date: verifiedOn,
    eligibility_description: eligibilityOf(seen),
    minimum_age: range?.minimum ?? null,
    maximum_age: range?.maximum ?? null,
    phones: phones.map(each),
    contacts: contacts.map(each),
    schedules: seen.hours === undefined ? [] : schedulesOf(seen.hours, context.at, scribe),
    languages: (seen.languages ?? []).map((code) => languageOf(code, scribe)),
    service_areas: (seen.jurisdictions ?? []).map((code) => ({
      id: scribe.id(`area/${code}`),
      name: labelOf('jurisdictions', code, 'en'),
      attributes: [scribe.code('area', 'jurisdictions', code)],
    })),
    service_at_locations: seen.address === undefined ? [] : [placeOf(seen.address, scribe, context)],
    attributes: [
      ...point.functions.map((code) => scribe.code('service', 'functions', code)),
      ...(seen.services ?? []).map((code) => scribe.code('service', 'services', code)),
      ...(seen.ageBands ?? []).map((code) => scribe.code('service', 'age-band', code)),
      ...(seen.sexes ?? []).map((code) => scribe.code('service', 'sex', code)),
      ...(seen.hours === undefined ? [] : hoursAttributes(seen.hours, scribe)),
      ...(seen.office === undefined ? [] : [scribe.extension('service', 'office', seen.office)]),
      ...(point.predecessors ?? []).map((key, index) =>
        scribe.extension('service', 'predecessor', key, index),
      ),
      ...Object.entries(seen.confidentiality ?? {}).map(([field, circle], index) =>
        scribe.extension('service', 'confidentiality', `${field}:${circle}`, index),
      ),
      scribe.extension('service', 'source', point.source),
      scribe.extension('service', 'as-of', point.asOf),
      ...(stale ? [scribe.extension('service', 'standing', 'stale')] : []),
    ],
  });
}

/** A reader that looks at nothing else must not take a stale entry for one that works. */
function statusOf(state: Listed['state'], stale: boolean): string {
  switch (state) {
    case 'closed':
      return 'defunct';
    case 'suspended':
      return 'temporarily closed';
    case 'active':
      return stale ? 'inactive' : 'active';
    default:
      return state satisfies never;
  }
}

/** Sexes have no member at all, and ages one that takes a single range: both are told in words too. */
function eligibilityOf({ ageBands = [], sexes = [] }: Partial<ContactPoint>): string | null {
  const labels = (list: string, codes: readonly string[]): string =>
    codes.map((code) => labelOf(list, code, 'en')).join(', ');
  const sentences = [
    ...(ageBands.length === 0 ? [] : [`Ages: ${labels('age-band', ageBands)}.`]),
    ...(sexes.length === 0 ? [] : [`Sexes: ${labels('sex', sexes)}.`]),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

const PHONES: ReadonlySet<string> = new Set(['duty-phone', 'office-phone']);
const isPhone = ({ channel }: Channel): boolean => PHONES.has(channel);
/** Narrower than the standard's format: what is in doubt stands in the attribute. */
const MAIL = /^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9-]*[A-Za-z0-9]\.)+[A-Za-z]{2,}$/;

function channelOf(channel: Channel, index: number, inOrder: boolean, scribe: Scribe): JsonObject {
  const path = `channel/${index}`;
  const phone = isPhone(channel);
  const mail = !phone && MAIL.test(channel.value) && !/@-|\.-/.test(channel.value);
  return {
    id: scribe.id(path),
    ...(phone ? { number: channel.value, type: 'voice' } : mail ? { email: channel.value } : {}),
    attributes: [
      scribe.code(path, 'contact-channels', channel.channel, phone || mail ? undefined : channel.value),
      ...(channel.source === undefined ? [] : [scribe.extension(path, 'source', channel.source)]),
      ...(channel.asOf === undefined ? [] : [scribe.extension(path, 'as-of', channel.asOf)]),
      scribe.extension(path, 'confirmed', String(channel.confirmed)),
      ...(inOrder ? [] : [scribe.extension(path, 'order', String(index))]),
    ],
  };
}

function languageOf(code: string, scribe: Scribe): JsonObject {
  const iso = isoOf(code);
  const path = `language/${code}`;
  return {
    id: scribe.id(path),
    name: labelOf('languages', code, 'en'),
    ...(iso === null ? {} : { code: iso }),
    ...(iso === code ? {} : { attributes: [scribe.code(path, 'languages', code)] }),
  };
}

/** An address is one text here; the parts that the standard asks for stay empty, for nobody has told them apart. */
function placeOf(address: string, scribe: Scribe, { participant, names }: ExportContext): JsonObject {
  return {
    id: scribe.id('place'),
    location: {
      id: scribe.id('place/location'),
      location_type: 'physical',
      addresses: [
        {
          id: scribe.id('place/address'),
          address_1: address,
          city: '',
          state_province: '',
          postal_code: '',
          country: names.territoryOf(participant) ?? '',
          address_type: 'physical',
        },
      ],
    },
  };
}

function withoutEmpty(members: Readonly<Record<string, Json>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
