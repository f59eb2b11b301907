// What others read in an export: the members that HSDS 3.0 requires, of the types and in the words that it knows, with
// entries that nobody has verified never called active. openreferral/specification, 279fd2e; RFC 9562.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../services/lib/contract/index.ts';
import type { ContactPoint, Listed } from '../../../services/lib/directory/index.ts';
import { exportHsds } from '../../../services/lib/hsds/index.ts';
import { uuidOf } from '../../../services/lib/hsds/ids.ts';
import { directory, exporting, sha1 } from './generators.ts';

/** Required members and closed values, by the member that holds the object. */
const REQUIRED: Readonly<Record<string, string>> = {
  contents: 'id name description',
  services: 'id name status',
  organization_identifiers: 'id identifier_type identifier',
  attributes: 'id',
  taxonomy_term: 'id name description',
  taxonomy_detail: 'id name description',
  phones: 'id number',
  contacts: 'id',
  schedules: 'id',
  languages: 'id',
  service_areas: 'id',
  service_at_locations: 'id',
  location: 'id location_type',
  addresses: 'id address_1 city state_province postal_code country address_type',
};
const CLOSED: Readonly<Record<string, RegExp>> = {
  id: /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  status: /^(?:active|inactive|defunct|temporarily closed)$/,
  location_type: /^(?:physical|postal|virtual)$/,
  address_type: /^(?:physical|postal|virtual)$/,
  freq: /^(?:WEEKLY|MONTHLY)$/,
  byday: /^(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*$/,
  opens_at: /^(?:[01]\d|2[0-3]):[0-5]\d[+-]\d{2}:\d{2}$/,
  closes_at: /^(?:[01]\d|2[0-3]):[0-5]\d[+-]\d{2}:\d{2}$/,
  assured_date: /^\d{4}-\d{2}-\d{2}$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  uri: /^urn:trm:/,
};
const NUMBERS = new Set(['minimum_age', 'maximum_age', 'timezone']);
const PAGE = 'total_items total_pages page_number size first_page last_page empty contents'.split(' ');

function check(value: Json, member: string, ids: Map<string, string>): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) check(item, member, ids);
    return;
  }
  if (typeof value !== 'object' || value === null) {
    if (NUMBERS.has(member)) assert.equal(typeof value, 'number', member);
    else if (member !== '') assert.equal(typeof value, 'string', member);
    const form = CLOSED[member];
    if (form !== undefined) assert.match(String(value), form, member);
    return;
  }
  const object = value as JsonObject;
  const required = REQUIRED[member];
  assert.ok(required !== undefined, `${member} is an object of the standard`);
  for (const name of required.split(' ')) assert.ok(name in object, `${member} has ${name}`);
  if (!member.startsWith('taxonomy')) {
    const id = `${member} ${JSON.stringify(object['id'])}`;
    assert.ok(!ids.has(id), `${member}: one id for two`);
    ids.set(id, member);
  }
  for (const [name, child] of Object.entries(object)) check(child, name, ids);
}

const point: ContactPoint = {
  id: 'duty-desk',
  name: 'Duty desk',
  functions: ['duty-desk'],
  kind: 'nrm-office',
  hours: {
    timeZone: 'Europe/Belgrade',
    weekly: [{ days: ['monday', 'tuesday'], opens: '08:00', closes: '16:00' }],
  },
  verifiedOn: '2026-11-01',
  source: 'Invented',
  asOf: '2026-11-01',
};
const entry = (more: Partial<ContactPoint> = {}, rest: Partial<Listed> = {}): Listed => ({
  point: { ...point, ...more },
  state: 'active',
  verifiedOn: '2026-11-01',
  ...rest,
});
function exported(each: Listed, at?: string): { organization: JsonObject; service: JsonObject } {
  const { contents } = exportHsds([each], exporting('duty-desk', at)) as { contents: readonly JsonObject[] };
  const [organization = {}] = contents;
  const [service = {}] = organization['services'] as readonly JsonObject[];
  return { organization, service };
}

test('each object has what the standard requires, and an id of its own', () => {
  fc.assert(
    fc.property(directory, fc.constantFrom('exchange', 'participant', 'duty-desk'), (entries, circle) => {
      const page = exportHsds(entries, exporting(circle));
      assert.deepEqual(Object.keys(page), PAGE);
      assert.equal(page['total_items'], entries.length);
      check(page['contents'] ?? null, 'contents', new Map());
    }),
    { numRuns: 200 },
  );
});

test('an id is the UUID of RFC 9562, 5.5, and the same each time', () => {
  // python3 -c "import uuid; print(uuid.uuid5(uuid.NAMESPACE_URL, 'urn:trm:xk'))"
  assert.equal(uuidOf(sha1, 'urn:trm:xk'), 'f9682e79-ec78-5723-a97b-e342db0479e9');
  assert.deepEqual(exported(entry()), exported(entry()));
});

describe('status', () => {
  for (const [name, given, status, alerted] of [
    ['an entry that works', entry(), 'active', false],
    ['one that nobody has verified for 90 days', entry({}, { verifiedOn: '2026-08-25' }), 'inactive', true],
    ['one that is suspended', entry({}, { state: 'suspended' }), 'temporarily closed', false],
    ['one that is closed', entry({}, { state: 'closed' }), 'defunct', false],
  ] as const)
    test(name, () => {
      const { service } = exported(given);
      assert.equal(service['status'], status);
      assert.equal('alert' in service, alerted);
      assert.equal(JSON.stringify(service).includes('"value":"stale"'), alerted);
      assert.equal(service['assured_date'], given.verifiedOn);
    });
});

test('times carry the offset that holds at the export', () => {
  const rule = (at: string): JsonObject =>
    (exported(entry(), at).service['schedules'] as JsonObject[])[0] ?? {};
  assert.equal(rule('2026-11-23T12:00:00Z')['opens_at'], '08:00+01:00');
  assert.equal(rule('2026-07-23T12:00:00Z')['opens_at'], '08:00+02:00');
  assert.equal(rule('2026-07-23T12:00:00Z')['timezone'], 2);
  assert.equal(rule('2026-07-23T12:00:00Z')['byday'], 'MO,TU');
});

test('a time zone that does not exist is not an exception', () => {
  const { service } = exported(entry({ hours: { ...point.hours, timeZone: 'Europe/Nowhere' } }));
  assert.equal((service['schedules'] as JsonObject[])[0]?.['opens_at'], '08:00');
});

describe('ages', () => {
  const range = (...ageBands: string[]): unknown[] => {
    const { service } = exported(entry({ ageBands }));
    return [service['minimum_age'], service['maximum_age']];
  };
  test('bands that follow each other are a range', () => {
    assert.deepEqual(range('9-17', '0-8'), [0, 17]);
    assert.deepEqual(range('adult'), [18, undefined]);
    assert.deepEqual(range('age-in-doubt', '9-17'), [9, 17]);
  });
  test('a gap is not bridged: a range would promise too much', () => {
    assert.deepEqual(range('0-8', '18-20'), [undefined, undefined]);
    assert.deepEqual(range('age-in-doubt'), [undefined, undefined]);
  });
});

test('the participant is named with its footnote', () => {
  const { organization } = exported(entry());
  assert.match(organization['description'] as string, /Kosovo\*.*\* Without prejudice\./);
});
