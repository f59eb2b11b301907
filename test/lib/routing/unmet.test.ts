// Services that offices of a pack give, but none to the persons of this case.
// Invariant under test: unmet is told exactly when some person finds no office, and every office says why (domain.md 7).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  caseOf,
  route,
  type Pack,
  type RoutedPerson,
  type RoutingCase,
  type Serves,
} from '../../../services/lib/routing/index.ts';
import { OFFICES, packWith } from './generators.ts';

const NOON = '2026-11-22T12:00:00.000Z';

function packServing(serves: Readonly<Partial<Record<string, Serves>>>): Pack {
  const pack = packWith([]);
  return {
    ...pack,
    offices: pack.offices.map((office) => ({
      ...office,
      ...(serves[office.id] && { serves: serves[office.id]! }),
    })),
  };
}

const SHELTERS = packServing({
  one: { services: ['shelter'], sexes: ['female'] },
  two: { services: ['shelter'], ageBands: ['0-8', '9-17'] },
});
const unmet = (kase: RoutingCase, pack = SHELTERS) => route(pack, kase, NOON).unmet;
const services = (kase: RoutingCase) => unmet(kase).map(({ service }) => service);

describe('a service that nobody gives to these persons', () => {
  it('names each office that gives it, and why not here', () => {
    assert.deepEqual(unmet({ services: ['shelter'], sex: ['male'], ageBand: ['30-38'] }), [
      {
        service: 'shelter',
        considered: [
          { office: 'one', because: [{ fact: 'sex', value: ['male'], wanted: ['female'], holds: false }] },
          {
            office: 'two',
            because: [{ fact: 'ageBand', value: ['30-38'], wanted: ['0-8', '9-17'], holds: false }],
          },
        ],
      },
    ]);
  });

  it('is told of nobody who finds a place, and of no service that the pack does not know', () => {
    assert.deepEqual(services({ services: ['shelter'], sex: ['female'], ageBand: ['30-38'] }), []);
    assert.deepEqual(services({ services: ['shelter'], sex: ['male'], ageBand: ['9-17'] }), []);
    assert.deepEqual(services({ services: ['health'], sex: ['male'], ageBand: ['30-38'] }), []);
    assert.deepEqual(services({ sex: ['male'], ageBand: ['30-38'] }), []);
  });

  it('is not told where nothing is known of the person that would bar anyone', () => {
    assert.deepEqual(services({ services: ['shelter'] }), []);
    assert.deepEqual(services({ services: ['shelter'], sex: ['not-specified'], ageBand: ['30-38'] }), []);
  });

  it('sees one person of a group who is left out', () => {
    assert.deepEqual(
      services({ services: ['shelter'], sex: ['female', 'male'], ageBand: ['9-17', '30-38'] }),
      [],
      'the man may be a boy',
    );
    assert.deepEqual(services({ services: ['shelter'], sex: ['female', 'male'], ageBand: ['30-38'] }), [
      'shelter',
    ]);
  });

  it('knows houses for women and children, which take a boy and no man', () => {
    const pack = packServing({
      one: { services: ['shelter'], except: [{ ageBands: ['30-38', 'adult'], sexes: ['male'] }] },
    });
    const told = (ageBand: string, sex: string) =>
      unmet({ services: ['shelter'], ageBand: [ageBand], sex: [sex] }, pack);
    assert.deepEqual(told('9-17', 'male'), []);
    assert.deepEqual(told('30-38', 'female'), []);
    assert.deepEqual(told('30-38', 'male')[0]?.considered, [
      {
        office: 'one',
        because: [
          { fact: 'except', value: ['male', '30-38'], wanted: ['male', '30-38', 'adult'], holds: false },
        ],
      },
    ]);
    assert.deepEqual(unmet({ services: ['shelter'], sex: ['male'] }, pack), [], 'of whom no age is known');
  });

  it('counts an office with a conflict of interest as none', () => {
    const kase = { services: ['shelter'], sex: ['female'], ageBand: ['30-38'], exclude: ['one'] };
    const [found] = unmet(kase);
    assert.deepEqual(found?.considered[0]?.because.at(-1), {
      fact: 'exclude',
      value: ['one'],
      wanted: ['one'],
      holds: false,
    });
  });

  it('is told exactly when a person finds no office, and never without', () => {
    const AGES = ['0-8', '9-17', '30-38'];
    const SEXES = ['female', 'male'];
    const serving = fc.option(
      fc.record(
        {
          services: fc.subarray(['shelter', 'health'], { minLength: 1 }),
          ageBands: fc.subarray(AGES, { minLength: 1 }),
          sexes: fc.subarray(SEXES, { minLength: 1 }),
          except: fc.array(
            fc.record({
              ageBands: fc.subarray(AGES, { minLength: 1 }),
              sexes: fc.subarray(SEXES, { minLength: 1 }),
            }),
            { maxLength: 2 },
          ),
        },
        { requiredKeys: ['services'] },
      ),
      { nil: undefined },
    );
    const person = fc.record({ ageBand: fc.constantFrom(...AGES), sex: fc.constantFrom(...SEXES) });
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(OFFICES.map((id) => [id, serving]))),
        fc.array(person, { minLength: 1, maxLength: 3 }),
        fc.subarray([...OFFICES]),
        (serves, people, exclude) => {
          const persons = people.map((each) => ({ ...each, services: ['shelter', 'health'] }));
          const pack = packServing(serves);
          const told = unmet(
            caseOf({ persons }, { urgency: 'urgent', channel: 'protection' }, exclude),
            pack,
          );
          for (const service of ['shelter', 'health']) {
            const giving = pack.offices.filter((office) => office.serves?.services?.includes(service));
            const entry = told.find((each) => each.service === service);
            const left = persons.some((each) => !giving.some((office) => fits(office, each, exclude)));
            if (giving.length === 0) assert.equal(entry, undefined);
            else if (entry !== undefined) assert.ok(left, 'nobody is told as left out who finds an office');
            else if (persons.length === 1)
              assert.ok(!left, 'one person without an office is never passed over');
            for (const { because } of entry?.considered ?? []) assert.ok(because.some(({ holds }) => !holds));
            if (entry)
              assert.deepEqual(
                entry.considered.map(({ office }) => office),
                giving.map(({ id }) => id),
              );
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function fits(
  { id, serves }: Pack['offices'][number],
  { ageBand, sex }: RoutedPerson,
  exclude: readonly string[],
): boolean {
  return (
    !exclude.includes(id) &&
    (serves?.ageBands?.includes(ageBand ?? '') ?? true) &&
    (serves?.sexes?.includes(sex ?? '') ?? true) &&
    !serves?.except?.some(
      ({ ageBands, sexes }) => ageBands.includes(ageBand ?? '') && sexes.includes(sex ?? ''),
    )
  );
}
