// Directories of others, and files that nobody should have made: what is taken is valid and told from what is not, no
// person and no promise is made of anything, and nothing throws. HSDS 3.0; domain.md 7 and 11.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { validateContactPoint } from '../../../services/lib/contract/index.ts';
import type { Json, JsonObject } from '../../../services/lib/contract/index.ts';
import type { ContactPoint } from '../../../services/lib/directory/index.ts';
import { exportHsds, importHsds, MOST_SERVICES, NEVER_VERIFIED } from '../../../services/lib/hsds/index.ts';
import { directory, exporting, importing, TODAY } from './generators.ts';

const ID = '0f8c5a52-94c1-4c7e-9d0a-3f2b1c6d7e80';
const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

type Read = Extract<ReturnType<typeof importHsds>, { readonly ok: true }>;
function read(value: unknown): Read {
  const result = importHsds(value, importing);
  assert.ok(result.ok);
  for (const point of result.contactPoints) assert.ok(validateContactPoint(point).ok);
  return result;
}
const service = (more: JsonObject = {}): JsonObject => ({
  id: ID,
  name: 'Night shelter',
  status: 'active',
  ...more,
});
function pointOf(more: JsonObject): ContactPoint {
  const [point] = read([service(more)]).contactPoints;
  assert.ok(point !== undefined);
  return point;
}
const whyAt = (result: Read, pointer: string): readonly string[] =>
  result.dropped.flatMap((each) => (each.pointer === pointer ? [each.why] : []));
const rule = (more: JsonObject): JsonObject => ({
  id: id(9),
  freq: 'WEEKLY',
  byday: 'MO,FR',
  opens_at: '09:00',
  closes_at: '17:00',
  ...more,
});

describe('a small directory of somebody else', () => {
  const body = { id: id(1), name: 'House of Help', description: 'Invented.', alternate_name: 'HoH' };
  const place = { id: id(2), location_type: 'physical' };
  const address = {
    id: id(3),
    address_1: 'Main street 1',
    city: 'Town',
    state_province: '',
    postal_code: '1000',
    country: 'AL',
    address_type: 'physical',
  };
  const phone = { id: id(4), number: '+355 4 000 111', type: 'voice' };
  const language = { id: id(5), name: 'Albanian', code: 'sqi' };
  const expected: ContactPoint = {
    id: ID,
    name: 'House of Help: Night shelter',
    functions: ['other'],
    kind: 'other',
    aliases: ['HoH'],
    languages: ['sq'],
    channels: [{ channel: 'office-phone', value: '+355 4 000 111', confirmed: false }],
    hours: {
      timeZone: 'Europe/Sarajevo',
      weekly: [{ days: ['monday', 'friday'], opens: '09:00', closes: '17:00' }],
    },
    address: 'Main street 1, Town, 1000, AL',
    verifiedOn: '2026-03-02',
    source: 'HSDS 3: House of Help: Night shelter',
    asOf: '2026-04-05',
  };
  const facts = { assured_date: '2026-03-02', last_modified: '2026-04-05T10:00:00.000Z' };
  const nested = service({
    ...facts,
    organization: body,
    phones: [phone],
    languages: [language],
    schedules: [rule({ opens_at: '09:00+01:00', closes_at: '17:00+01:00' })],
    service_at_locations: [{ id: id(6), location: { ...place, addresses: [address] } }],
  });
  const tables = {
    organizations: [body],
    services: [service({ ...facts, organization_id: body.id })],
    service_at_locations: [{ id: id(6), service_id: ID, location_id: place.id }],
    locations: [place],
    addresses: [{ ...address, location_id: place.id }],
    phones: [{ ...phone, location_id: place.id }],
    languages: [{ ...language, location_id: place.id }],
    schedules: [rule({ service_id: ID, timezone: 1 })],
  };
  const { organization: _, ...alone } = nested as typeof nested & { organization: Json };
  for (const [form, file] of [
    ['one service', nested],
    ['a list of services', [nested]],
    ['a page of services', { total_items: 1, contents: [nested] }],
    ['an organization with its services', { ...body, services: [alone] }],
    ['tables that refer to each other', tables],
  ] as const)
    test(form, () => {
      const result = read(file);
      assert.deepEqual(result.contactPoints, [expected]);
      assert.deepEqual(
        result.dropped.map(({ pointer, why }) => [pointer.split('/').at(-1), why]),
        [['description', 'no-member']],
      );
      assert.deepEqual(result.defaulted, ['/contactPoints/0/functions', '/contactPoints/0/kind']);
    });

  test('the least that the standard allows is an entry that is stale from the first day', () => {
    const result = read([service()]);
    assert.deepEqual(result.contactPoints, [
      {
        id: ID,
        name: 'Night shelter',
        functions: ['other'],
        kind: 'other',
        hours: { timeZone: 'Europe/Sarajevo' },
        verifiedOn: NEVER_VERIFIED,
        source: 'HSDS 3: Night shelter',
        asOf: TODAY,
      },
    ]);
    assert.deepEqual(
      result.defaulted,
      ['hours/timeZone', 'functions', 'kind', 'verifiedOn', 'asOf'].map(
        (member) => `/contactPoints/0/${member}`,
      ),
    );
  });
});

describe('hours', () => {
  const hoursOf = (...rules: JsonObject[]): ContactPoint['hours'] => pointOf({ schedules: rules }).hours;
  const whyOf = (more: JsonObject): readonly string[] =>
    whyAt(read([service({ schedules: [rule(more)] })]), '/0/schedules/0');
  test('day and night, in each of its spellings', () => {
    for (const closes of ['23:59', '24:00', '00:00', '23:59:00Z'])
      assert.equal(
        hoursOf(rule({ byday: 'MO,TU,WE,TH,FR,SA,SU', opens_at: '00:00', closes_at: closes })).always,
        true,
        closes,
      );
  });
  test('a night ends on the next day', () => {
    assert.deepEqual(hoursOf(rule({ byday: 'FR,SU', opens_at: '22:00', closes_at: '06:00' })).weekly, [
      { days: ['friday', 'sunday'], opens: '22:00', closes: '24:00' },
      { days: ['saturday', 'monday'], opens: '00:00', closes: '06:00' },
    ]);
  });
  test('the zone is that of the importer where it fits, else one without summer time', () => {
    const zone = (time: string): string => hoursOf(rule({ opens_at: time, closes_at: '17:00' })).timeZone;
    assert.equal(zone('09:00'), 'Europe/Sarajevo');
    assert.equal(zone('09:00+02:00'), 'Europe/Sarajevo');
    assert.equal(zone('09:00Z'), 'UTC');
    assert.equal(zone('09:00-05:00'), 'Etc/GMT+5');
  });
  test('times in two zones are not mixed', () => {
    const result = read([
      service({ schedules: [rule({ opens_at: '09:00-05:00' }), rule({ opens_at: '09:00+09:00' })] }),
    ]);
    assert.deepEqual(whyAt(result, '/0/schedules/1'), ['time-zone']);
    assert.equal(result.contactPoints[0]?.hours.weekly?.length, 1);
  });
  test('a rule that is not the same every week is left out', () => {
    for (const more of [
      { freq: 'MONTHLY', byday: '1SA' },
      { interval: 2 },
      { bymonthday: '3' },
      { count: 4 },
    ])
      assert.deepEqual(whyOf(more), ['not-weekly'], JSON.stringify(more));
    for (const more of [{ valid_to: '2026-11-22' }, { until: '2020-01-01' }, { valid_from: '2027-01-01' }])
      assert.deepEqual(whyOf(more), ['not-valid-now'], JSON.stringify(more));
    for (const more of [
      { byday: 'XX' },
      { byday: null },
      { opens_at: '9am' },
      { closes_at: '25:00' },
      { closes_at: '09:00' },
    ])
      assert.deepEqual(whyOf(more), ['format'], JSON.stringify(more));
  });
});

describe('ages', () => {
  test('a range takes the bands that it touches, and says where they reach further', () => {
    assert.deepEqual(pointOf({ minimum_age: 0, maximum_age: 17 }).ageBands, ['0-8', '9-17']);
    const result = read([service({ minimum_age: 12, maximum_age: 17 })]);
    assert.deepEqual(result.contactPoints[0]?.ageBands, ['9-17']);
    assert.deepEqual(whyAt(result, '/0/minimum_age'), ['age-widened']);
  });
  test('no oldest, in each of its spellings', () => {
    for (const more of [{}, { maximum_age: 99 }, { maximum_age: 120 }]) {
      const bands = pointOf({ minimum_age: 18, ...more }).ageBands ?? [];
      assert.ok(bands.includes('adult') && bands.includes('48-plus') && !bands.includes('9-17'));
    }
    assert.equal(pointOf({ minimum_age: 0 }).ageBands, undefined);
  });
  test('what is no range is told', () => {
    for (const more of [{ minimum_age: 20, maximum_age: 10 }, { minimum_age: -1 }, { minimum_age: '18' }])
      assert.deepEqual(whyAt(read([service(more)]), '/0/minimum_age'), ['format'], JSON.stringify(more));
  });
  test('words are for a person to read', () => {
    const result = read([service({ eligibility_description: 'Women only' })]);
    assert.deepEqual(whyAt(result, '/0/eligibility_description'), ['in-words']);
  });
});

describe('what is never made up', () => {
  test('no verification and no day of the future', () => {
    const result = read([service({ assured_date: '2999-01-01', last_modified: '2999-01-01T00:00:00Z' })]);
    assert.equal(result.contactPoints[0]?.verifiedOn, NEVER_VERIFIED);
    assert.equal(result.contactPoints[0]?.asOf, TODAY);
    assert.deepEqual(whyAt(result, '/0/assured_date'), ['format']);
  });
  test('no entry for a service that has ended, none twice, none without a UUID', () => {
    const result = read([
      service({ status: 'defunct' }),
      service({ id: 'victims-of-trafficking' }),
      service(),
      service({ name: 'Again' }),
    ]);
    assert.deepEqual(
      result.dropped.map(({ pointer, why }) => `${pointer} ${why}`),
      ['/0 closed', '/1 no-key', '/3 twice'],
    );
    assert.equal(result.contactPoints.length, 1);
  });
  test('no named person, nor their number or address', () => {
    const contact = {
      id: id(1),
      name: 'Ann Persona',
      email: 'ann@example.org',
      phones: [{ id: id(2), number: '1' }],
    };
    const result = read([
      service({ contacts: [contact], email: 'desk@example.org', assurer_email: 'bob@example.org' }),
    ]);
    assert.deepEqual(result.contactPoints[0]?.channels, [
      { channel: 'other', value: 'desk@example.org', confirmed: false },
    ]);
    assert.deepEqual(whyAt(result, '/0/contacts/0'), ['person']);
    assert.ok(!/Ann|ann@|bob@/.test(JSON.stringify(result)));
    const address = { id: id(3), attention: 'Ann Persona', address_1: 'Main street 1' };
    const location = { id: id(4), location_type: 'physical', addresses: [address] };
    const placed = read([service({ service_at_locations: [{ id: id(5), location }] })]);
    assert.equal(placed.contactPoints[0]?.address, 'Main street 1');
    assert.deepEqual(whyAt(placed, '/0/service_at_locations/0/location/addresses/0/attention'), ['person']);
  });
  test('no organization without a service', () => {
    assert.deepEqual(read({ contents: [{ id: ID, name: 'Body', description: '' }] }).dropped, [
      { pointer: '/contents/0', why: 'no-service' },
    ]);
  });
});

describe('attributes of ours refine and never contradict', () => {
  const point: ContactPoint = {
    id: 'desk',
    name: 'Desk',
    functions: ['duty-desk'],
    kind: 'ngo',
    ageBands: ['adult'],
    languages: ['sr-Cyrl'],
    hours: {
      timeZone: 'Europe/Belgrade',
      weekly: [{ days: ['monday'], opens: '08:00', closes: '24:00' }],
    },
    verifiedOn: TODAY,
    source: 'Invented',
    asOf: TODAY,
  };
  function edited(from: string, to: string): Read {
    const text = JSON.stringify(
      exportHsds([{ point, state: 'active', verifiedOn: TODAY }], exporting('duty-desk')),
    );
    assert.ok(text.includes(from), from);
    return read(JSON.parse(text.replaceAll(from, to)));
  }
  const reasons = (result: Read): readonly string[] => result.dropped.map(({ why }) => why);
  test('the age range was edited', () => {
    const result = edited('"minimum_age":18', '"minimum_age":48');
    assert.deepEqual(result.contactPoints[0]?.ageBands, ['48-plus']);
    assert.deepEqual(reasons(result), ['contradicts']);
  });
  test('the language was edited', () => {
    const result = edited('"code":"sr"', '"code":"mk"');
    assert.deepEqual(result.contactPoints[0]?.languages, ['mk']);
    assert.deepEqual(reasons(result), ['contradicts']);
  });
  test('the closing time was edited', () => {
    const result = edited('"closes_at":"23:59', '"closes_at":"15:00');
    assert.equal(result.contactPoints[0]?.hours.weekly?.[0]?.closes, '15:00');
    assert.deepEqual(reasons(result), ['contradicts']);
  });
  test('the offset was edited', () => {
    const result = edited('+01:00', '+09:00');
    assert.equal(result.contactPoints[0]?.hours.timeZone, 'Etc/GMT-9');
    assert.deepEqual(reasons(result), ['contradicts']);
  });
  test('a code that this version does not know is left out', () => {
    const result = edited('"code":"duty-desk"', '"code":"of-later"');
    assert.deepEqual(result.contactPoints[0]?.functions, ['other']);
    assert.deepEqual(reasons(result), ['code-unknown']);
  });
  test('an address is never opened to the exchange', () => {
    const open = JSON.stringify(
      exportHsds(
        [
          {
            point: { ...point, confidentiality: { address: 'duty-desk' } },
            state: 'active',
            verifiedOn: TODAY,
          },
        ],
        exporting('duty-desk'),
      ),
    ).replace('address:duty-desk', 'address:exchange');
    assert.deepEqual(reasons(read(JSON.parse(open))), ['invalid']);
  });
});

describe('a hostile file', () => {
  test('of any shape is answered, not thrown at', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.equal(typeof importHsds(value, importing).ok, 'boolean');
      }),
    );
    for (const value of [undefined, null, 1, 'x', true, () => 1, Symbol('x'), {}, [], [[]], [null]])
      assert.equal(typeof importHsds(value, importing).ok, 'boolean');
  });

  test('that is one of ours with anything anywhere gives nothing but valid entries', () => {
    fc.assert(
      fc.property(directory, fc.nat(), fc.jsonValue(), (entries, place, rubbish) => {
        let seen = 0;
        const text = JSON.stringify(exportHsds(entries, exporting('duty-desk')));
        const places = (text.match(/":/g) ?? []).length + 1;
        const file: unknown = JSON.parse(text, (_key, value: unknown) =>
          seen++ === place % places ? rubbish : value,
        );
        const result = importHsds(file, importing);
        if (result.ok)
          for (const point of result.contactPoints) {
            assert.ok(validateContactPoint(point).ok);
            assert.ok(point.channels?.every(({ confirmed }) => !confirmed) ?? true);
            assert.ok(point.verifiedOn <= TODAY && point.asOf <= TODAY);
          }
      }),
      { numRuns: 500 },
    );
  });

  test('is not repeated in what is told of it', () => {
    const canary = 'CANARY-7731';
    const file = [
      service({
        [canary]: canary,
        schedules: [{ [canary]: 1 }],
        attributes: [{ value: canary }],
        assured_date: canary,
      }),
    ];
    const result = read(file);
    assert.ok(result.dropped.length >= 4);
    assert.ok(!JSON.stringify(result.dropped).includes(canary));
  });

  test('texts that cannot be stored are left out', () => {
    assert.deepEqual(whyAt(read([service({ alternate_name: 'a\0b' })]), '/0/alternate_name'), ['format']);
    assert.deepEqual(whyAt(read([service({ alternate_name: '\ud800' })]), '/0/alternate_name'), ['format']);
    assert.deepEqual(whyAt(read([service({ alternate_name: 'x'.repeat(301) })]), '/0/alternate_name'), [
      'too-long',
    ]);
    assert.equal(read([service({ name: 'x'.repeat(1e6) })]).contactPoints.length, 0);
  });

  test('members of a prototype do not count', () => {
    const file = JSON.parse(
      `{"__proto__":{"contents":[]},"constructor":1,"services":[{"id":"${ID}","name":"A","__proto__":{"status":"defunct"}}]}`,
    ) as unknown;
    assert.equal(read(file).contactPoints.length, 1);
  });

  test('has its limits', () => {
    const many = Array.from({ length: MOST_SERVICES + 1 }, (_, index) => service({ id: id(index) }));
    assert.deepEqual(importHsds(many, importing), { ok: false, errors: [{ pointer: '', code: 'maxItems' }] });
    assert.deepEqual(importHsds({ services: many }, importing), {
      ok: false,
      errors: [{ pointer: '/services', code: 'maxItems' }],
    });
    assert.deepEqual(importHsds({ id: ID, name: 'A', services: [...many, ...many] }, importing).ok, false);
    assert.deepEqual(importHsds({ locations: [] }, importing), {
      ok: false,
      errors: [{ pointer: '/services', code: 'required' }],
    });
    const told = read(many.slice(1).map((each) => ({ ...each, fees: 'x', url: 'x', licenses: 'x' }))).dropped;
    assert.ok(told.length <= 2_001 && told.at(-1)?.why === 'more');
  });

  test('whose rows all refer to one is read once', () => {
    const attributes = Array.from({ length: 100 }, () => ({ id: ID, value: 'x' }));
    const phones = Array.from({ length: 100 }, (_, index) => ({
      id: id(index),
      number: String(index),
      attributes,
    }));
    const services = Array.from({ length: MOST_SERVICES }, (_, index) =>
      service({ id: id(index), organization_id: ID }),
    );
    const file = { organizations: [{ id: ID, name: 'Body', description: '', phones }], services };
    const result = read(file);
    assert.equal(result.contactPoints.length, MOST_SERVICES);
    assert.equal(result.contactPoints[999]?.channels?.length, 16);
  });
});
