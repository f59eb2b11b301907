/**
 * Referrals for the round trip: every code of every list, free text of any characters that JSON holds.
 */
import fc from 'fast-check';
import { codeList } from '../../../services/lib/contract/index.ts';
import type { JsonObject } from '../../../services/lib/contract/index.ts';
import type { HeldReferral } from '../../../services/lib/htcds/index.ts';

export const codes = (list: string): readonly string[] => codeList(list).codes.map(({ code }) => code);
const code = (list: string): fc.Arbitrary<string> => fc.constantFrom(...codes(list));
const several = (list: string, maxLength: number, minLength = 0): fc.Arbitrary<string[]> =>
  fc.uniqueArray(code(list), { minLength, maxLength });
const date = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2026-11-01'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
/** Blank text is nothing that anybody said. */
export const words = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '\t', '\r', '\n', 'a', '＝', ' '),
        minLength: 1,
      }),
    )
    .filter((text) => text.trim() !== '' && [...text].length <= maxLength);

/** As it is parsed from the wire. */
const plain = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

const optional = <T>(member: string, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.option(value, { nil: null }).map((given) => (given === null ? {} : { [member]: given }));

export const person: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.record({
      subject: fc.uuid({ version: 4 }),
      ageBand: code('age-band'),
      sex: code('sex'),
      languages: several('languages', 8, 1),
      needs: several('needs', 16),
      services: several('services', 16),
      risks: fc.uniqueArray(fc.record({ code: code('risks'), level: code('risk-levels') }), {
        maxLength: 6,
        selector: (risk) => `${risk.code} ${risk.level}`,
      }),
      exploitation: several('exploitation', 8),
      status: fc.array(
        fc.record({
          value: code('status'),
          byKindOfBody: code('kind-of-body'),
          regime: code('regimes'),
          on: date,
        }),
        { maxLength: 8 },
      ),
    }),
    optional('jurisdiction', code('jurisdictions')),
    optional('guardian', fc.record({ kind: code('guardian-kinds') })),
  )
  .map((parts) => plain(Object.assign({}, ...parts)));

const basis = fc.oneof(
  fc
    .tuple(
      fc.record({
        kind: fc.constant('agreement'),
        by: code('consent-givers'),
        on: date,
        receiver: fc.constant('al'),
        purposes: several('purposes', 8, 1),
      }),
      optional('text', words(2000)),
    )
    .map(([needed, more]) => ({ ...needed, ...more })),
  fc
    .tuple(
      fc.record({
        kind: fc.constantFrom('vital-interest', 'best-interests'),
        authoriser: words(200),
        on: date,
      }),
      optional('text', words(2000)),
    )
    .map(([needed, more]) => ({ ...needed, ...more })),
);

export const content: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.record({
      persons: fc.array(person, { minLength: 1, maxLength: 3 }),
      basis,
      doNotContact: fc.uniqueArray(fc.constantFrom('rs', 'me', 'xk', 'ba', 'mk', 'none'), { maxLength: 3 }),
      stage: code('stages'),
      contact: fc.record({ function: code('functions'), channel: code('contact-channels') }),
    }),
    optional('text', words(4000)),
  )
  .map(([needed, more]) => plain({ ...needed, ...more }));

const recruitment = fc
  .tuple(
    optional('relations', several('recruiter-relations', 6, 1)),
    optional('methods', several('recruitment-methods', 8, 1)),
  )
  .filter(([relations, methods]) => 'relations' in relations || 'methods' in methods)
  .map((parts) => plain(Object.assign({}, ...parts)));

/** Members of tiers T2 and T3, each of which may be missing. */
export const disclosed: fc.Arbitrary<JsonObject> = fc
  .tuple(
    optional('givenName', words(100)),
    optional('familyName', words(100)),
    optional('birthDate', date),
    optional('citizenship', several('citizenship', 8, 1)),
    optional('identityNumber', words(40)),
    optional('address', words(300)),
    optional('phone', words(40)),
    optional('narrative', words(2400)),
    optional('health', words(1000)),
    optional('exploitationDetail', words(1000)),
    optional('means', several('means', 20, 1)),
    optional('labourSectors', several('labour-sectors', 6, 1)),
    optional('sexualExploitation', several('sexual-exploitation-kinds', 4, 1)),
    optional('recruitment', recruitment),
  )
  .map((parts) => plain(Object.assign({}, ...parts)));

export function heldOf(
  given: JsonObject,
  tiers: ReadonlyMap<string, JsonObject> = new Map(),
  more: Partial<HeldReferral> = {},
): HeldReferral {
  return {
    reference: '4FQ20WZ7D1LF',
    direction: 'sent',
    from: { id: 'xk', name: 'Kosovo*' },
    to: { id: 'al', name: 'Albania' },
    urgency: 'urgent',
    state: 'accepted',
    submittedOn: '2026-03-19',
    acceptedOn: '2026-03-20',
    reasons: [],
    responsibleBody: null,
    footnote: '* Without prejudice.',
    content: given,
    disclosed: tiers,
    ...more,
  };
}

export const held: fc.Arbitrary<HeldReferral> = fc
  .tuple(
    content,
    fc.array(disclosed, { minLength: 3, maxLength: 3 }),
    fc.constantFrom<('sent' | 'received')[]>('sent', 'received'),
  )
  .map(([given, members, direction]) => {
    const persons = given['persons'] as readonly JsonObject[];
    const tiers = persons.map(({ subject }, index) => [subject as string, members[index] ?? {}] as const);
    return heldOf(given, new Map(tiers), { direction });
  });
