/**
 * Contact points for the round trip: every code of every list, free text of any characters, any hours and circles.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { codeList, validateContactPoint } from '../../../services/lib/contract/index.ts';
import type { ContactPoint, Circle, Field, Listed } from '../../../services/lib/directory/index.ts';
import type { ExportContext, ImportContext } from '../../../services/lib/hsds/index.ts';

export const sha1 = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash('sha1').update(bytes).digest());
export const codes = (list: string): readonly string[] => codeList(list).codes.map(({ code }) => code);
const code = (list: string): fc.Arbitrary<string> => fc.constantFrom(...codes(list));
const several = (list: string, maxLength: number, minLength = 1): fc.Arbitrary<string[]> =>
  fc.uniqueArray(code(list), { minLength, maxLength });

export const TODAY = '2026-11-23';
export const importing: ImportContext = { today: TODAY, timeZone: 'Europe/Sarajevo' };
export const exporting = (circle: Circle, at = `${TODAY}T12:00:00.000Z`): ExportContext => ({
  participant: 'xk',
  names: { nameOf: () => 'Kosovo*', territoryOf: () => 'XK', footnote: '* Without prejudice.' },
  at,
  circle,
  sha1,
});

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2026-11-20'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
/** Blank text is nothing that anybody said. */
const words = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .filter((text) => text.trim() !== '' && [...text].length <= maxLength);
const key = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);

const MINUTES_OF_DAY = 1440;
const time = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** Ends of the day are what directories get wrong, so they come often. */
const moment = fc.oneof(
  fc.constantFrom(0, 1, MINUTES_OF_DAY - 1, MINUTES_OF_DAY),
  fc.nat({ max: MINUTES_OF_DAY }),
);
const span = fc
  .record({
    days: fc.oneof(fc.constant([...days]), fc.uniqueArray(fc.constantFrom(...days), { minLength: 1 })),
    from: moment,
    to: moment,
  })
  .filter(({ from, to }) => from < to)
  .map((each) => ({ days: each.days, opens: time(each.from), closes: time(each.to) }));
const hours = fc.record(
  {
    timeZone: fc.constantFrom(
      'Europe/Belgrade',
      'Europe/Tirane',
      'UTC',
      'America/St_Johns',
      'Asia/Kathmandu',
    ),
    always: fc.constant(true),
    weekly: fc.array(span, { minLength: 1, maxLength: 21 }),
    onHolidays: fc.constantFrom('open', 'closed'),
  },
  { requiredKeys: ['timeZone'] },
);
const channel = fc.record(
  {
    channel: code('contact-channels'),
    value: fc.oneof(words(200), fc.emailAddress(), fc.constantFrom('112', '+383 38 000 111')),
    source: words(400),
    asOf: day,
    confirmed: fc.boolean(),
  },
  { requiredKeys: ['channel', 'value', 'confirmed'] },
);
const circle = fc.constantFrom('exchange', 'participant', 'duty-desk');
export const FIELDS = [
  'name',
  'aliases',
  'address',
  'channels',
  'services',
  'ageBands',
  'sexes',
  'languages',
  'jurisdictions',
  'hours',
] as const satisfies readonly Field[];
const confidentiality = fc
  .tuple(
    ...FIELDS.map((field) =>
      fc.option(field === 'address' ? fc.constantFrom('participant', 'duty-desk') : circle),
    ),
  )
  .map((circles) =>
    Object.fromEntries(
      FIELDS.flatMap((field, index) => (circles[index] === null ? [] : [[field, circles[index]]])),
    ),
  )
  .filter((circles) => Object.keys(circles).length > 0);

export const contactPoint: fc.Arbitrary<ContactPoint> = fc
  .record(
    {
      id: key,
      name: words(300),
      office: key,
      functions: several('functions', 16),
      kind: code('kind-of-body'),
      aliases: fc.uniqueArray(words(300), { minLength: 1, maxLength: 16 }),
      predecessors: fc.uniqueArray(key, { minLength: 1, maxLength: 16 }),
      services: several('services', 24),
      ageBands: several('age-band', 11),
      sexes: several('sex', 6),
      languages: several('languages', 20),
      jurisdictions: several('jurisdictions', 17),
      hours,
      channels: fc.uniqueArray(channel, {
        minLength: 1,
        maxLength: 16,
        selector: (each) => `${each.channel} ${each.value}`,
      }),
      address: words(400),
      confidentiality,
      verifiedOn: day,
      source: words(400),
      asOf: day,
    },
    { requiredKeys: ['id', 'name', 'functions', 'kind', 'hours', 'verifiedOn', 'source', 'asOf'] },
  )
  .map((point) => JSON.parse(JSON.stringify(point)) as ContactPoint)
  .filter((point) => validateContactPoint(point).ok);

export const listed: fc.Arbitrary<Listed> = fc.record({
  point: contactPoint,
  state: fc.constantFrom('active', 'suspended'),
  verifiedOn: day,
});

/** Of different keys, as in a directory. */
export const directory: fc.Arbitrary<Listed[]> = fc.uniqueArray(listed, {
  maxLength: 3,
  selector: ({ point }) => point.id,
});
