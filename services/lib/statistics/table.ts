/**
 * Rows of one indicator: found by their group, made when something first falls into them, put out in one fixed order.
 * Invariant: alphabetical by id, never by value; all of a kind together come first. domain.md 9 (nobody is ranked).
 */
import type { Dimension, Measure } from './definitions.ts';
import type { FigureRow, Group } from './types.ts';

const RANKS: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  direction: ['sent', 'received', 'domestic'],
  urgency: ['emergency', 'urgent', 'routine'],
};

type Values = Partial<Record<Measure, number | string | null>>;

export class Table<V> {
  readonly #dimensions: readonly Dimension[];
  readonly #make: () => V;
  readonly #rows = new Map<string, { readonly group: Group; readonly value: V }>();

  constructor(dimensions: readonly Dimension[], make: () => V) {
    this.#dimensions = dimensions;
    this.#make = make;
  }

  at(group: Group): V {
    const members = this.#dimensions.map((name) => group[name] ?? null);
    const key = JSON.stringify(members);
    const held = this.#rows.get(key);
    if (held !== undefined) return held.value;
    const value = this.#make();
    const own = Object.fromEntries(this.#dimensions.map((name, index) => [name, members[index] ?? null]));
    this.#rows.set(key, { group: own, value });
    return value;
  }

  rows(valuesOf: (value: V) => Values): readonly FigureRow[] {
    return [...this.#rows.values()]
      .toSorted((left, right) => this.#compare(left.group, right.group))
      .map(({ group, value }) => ({ group, values: valuesOf(value) }));
  }

  #compare(left: Group, right: Group): number {
    for (const name of this.#dimensions) {
      const [a, b] = [left[name] ?? null, right[name] ?? null];
      if (a === b) continue;
      if (a === null || b === null) return a === null ? -1 : 1;
      const ranks = RANKS[name];
      return ranks === undefined ? (a < b ? -1 : 1) : ranks.indexOf(a) - ranks.indexOf(b);
    }
    return 0;
  }
}

/** Every group that this one is part of, itself among them: each of these members either as it is or as `all`. */
export function withSums(group: Group, summed: readonly Dimension[]): readonly Group[] {
  return summed.reduce<readonly Group[]>(
    (groups, name) => groups.flatMap((each) => [{ ...each, [name]: null }, each]),
    [group],
  );
}
