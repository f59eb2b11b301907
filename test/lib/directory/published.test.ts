/**
 * What of a contact point leaves the participant.
 * Invariant under test: no value of a field that is not for everyone, and never an address. domain.md 7.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { schemas, validatePublicContent } from '../../../services/lib/contract/index.ts';
import {
  circleOf,
  published,
  seenBy,
  type Circle,
  type ContactPoint,
  type Field,
  type Listed,
} from '../../../services/lib/directory/index.ts';
import { contactPoint, day, directoryOf, holds, listed } from './generators.ts';

/** Every field has a value of its own that no other has, so that it is known again wherever it turns up. */
const CANARIES: Readonly<Record<Field, Partial<ContactPoint>>> = {
  name: { name: 'canary-name' },
  aliases: { aliases: ['canary-aliases'] },
  address: { address: 'canary-address' },
  channels: { channels: [{ channel: 'duty-phone', value: 'canary-channels', confirmed: true }] },
  services: { services: ['canary-services'] },
  ageBands: { ageBands: ['canary-ageBands'] },
  sexes: { sexes: ['canary-sexes'] },
  languages: { languages: ['canary-languages'] },
  jurisdictions: { jurisdictions: ['canary-jurisdictions'] },
  hours: { hours: { timeZone: 'canary-hours' } },
};
const FIELDS = Object.keys(CANARIES) as readonly Field[];
const full: ContactPoint = contactPoint('east', {
  ...Object.values(CANARIES).reduce((all, field) => ({ ...all, ...field }), {}),
  office: 'canary-office',
});
/** `exchange` for an address is what the schema forbids; data may come from before or beside it. */
const CIRCLES = ['exchange', 'participant', 'duty-desk'] as const;
const circles = fc.record(
  Object.fromEntries(FIELDS.map((field) => [field, fc.constantFrom<Circle>(...CIRCLES)])) as Record<
    Field,
    fc.Arbitrary<Circle>
  >,
  { requiredKeys: [] },
);
const withCircles = (confidentiality: Partial<Record<Field, Circle>>): ContactPoint => ({
  ...full,
  confidentiality: confidentiality as NonNullable<ContactPoint['confidentiality']>,
});
const leaves = (point: ContactPoint, more: Partial<Listed> = {}): string => {
  const item = { ...listed('east'), point, ...more };
  return JSON.stringify(published(directoryOf({ contactPoints: [item] }), item, day(1)));
};

describe('published', () => {
  it('lets a field out exactly when it is for everyone, whatever is said of the others', () => {
    fc.assert(
      fc.property(circles, (said) => {
        const text = leaves(withCircles(said));
        for (const field of FIELDS) {
          const unsaid = field === 'channels' ? 'participant' : 'exchange';
          const free = field !== 'address' && (said[field] ?? unsaid) === 'exchange';
          assert.equal(text.includes(`canary-${field}`), free, field);
        }
        assert.ok(!text.includes('canary-office') && !text.includes('confidentiality'));
      }),
      { numRuns: 2000 },
    );
  });

  it('never lets an address out, whatever is said of it', () => {
    for (const said of [undefined, ...CIRCLES, 'everyone'])
      assert.ok(
        !leaves(withCircles(said === undefined ? {} : { address: said as Circle })).includes('address'),
      );
  });

  it('hides a field of which something is said that nobody knows', () => {
    assert.ok(!leaves(withCircles({ name: 'friends' as Circle })).includes('canary-name'));
  });

  it('lets nothing out that the entry of the exchange does not name', () => {
    const more = { ...full, keyHolder: 'canary-unknown' } as ContactPoint;
    assert.ok(!leaves(more).includes('canary-unknown'));
  });

  it('lets out whatever the entry of the exchange names', () => {
    const schema = schemas['urn:trm:schema:public:directory.entry-confirmed:v1'] as unknown as {
      readonly properties: {
        readonly contactPoint: { readonly properties: Readonly<Record<string, unknown>> };
      };
    };
    const point = { ...withCircles({ channels: 'exchange' }), predecessors: ['west'] };
    const item = { ...listed('east'), point };
    assert.deepEqual(
      Object.keys(published(directoryOf({ contactPoints: [item] }), item, day(1))).sort(),
      Object.keys(schema.properties.contactPoint.properties).sort(),
    );
  });

  it('is the content of a public entry, with the newest verification and the functions nobody is there for', () => {
    const item = listed('east', { functions: ['duty-desk', 'liaison'], office: 'one', address: 'Street 1' });
    const newest = { ...item, verifiedOn: '2026-11-01' };
    const directory = directoryOf({
      contactPoints: [newest],
      appointments: [holds('ana', 'east', 'liaison')],
    });
    const entry = published(directory, newest, day(1));
    assert.deepEqual(entry, {
      id: 'east',
      name: 'Contact point east',
      functions: ['duty-desk', 'liaison'],
      kind: 'police',
      hours: { timeZone: 'Europe/Belgrade', always: true },
      source: 'invented for a test',
      asOf: '2026-10-30',
      verifiedOn: '2026-11-01',
      vacant: ['duty-desk'],
    });
    const content = { type: 'directory.entry-confirmed', version: 1, contactPoint: entry };
    assert.deepEqual(validatePublicContent(content), { ok: true, unknownCodes: [] });
    const staffed = {
      ...directory,
      appointments: [holds('ana', 'east', 'liaison'), holds('ben', 'east', 'duty-desk')],
    };
    assert.ok(!('vacant' in published(staffed, newest, day(1))));
  });
});

describe('seenBy', () => {
  const SEES: Readonly<Record<Circle, readonly Circle[]>> = {
    exchange: ['exchange'],
    participant: ['exchange', 'participant'],
    'duty-desk': ['exchange', 'participant', 'duty-desk'],
  };

  it('shows each circle its own fields and those of the wider ones, and no value of the others', () => {
    fc.assert(
      fc.property(circles, fc.constantFrom<Circle>(...CIRCLES), (said, circle) => {
        const point = withCircles(said);
        const text = JSON.stringify(seenBy(point, circle));
        for (const field of FIELDS)
          assert.equal(
            text.includes(`canary-${field}`),
            SEES[circle].includes(circleOf(point, field)),
            field,
          );
      }),
    );
  });

  it('shows an address to nobody outside the participant, whatever is said of it', () => {
    for (const said of CIRCLES) {
      const text = JSON.stringify(seenBy(withCircles({ address: said }), 'exchange'));
      assert.ok(!text.includes('canary-address'), said);
    }
  });

  it('keeps address and channels in the participant where nothing is said', () => {
    assert.deepEqual(
      FIELDS.filter((field) => circleOf(full, field) !== 'exchange'),
      ['address', 'channels'],
    );
  });
});
