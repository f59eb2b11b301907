/**
 * Attributes of our own taxonomies on an object of a file.
 * Invariant: a code is one of its list, a value is within its bound; others' attributes are told of and left.
 */
import { codeListNames, hasCode } from '../contract/index.ts';
import type { Node } from './node.ts';
import { codeTaxonomy, EXTENSION, isTerm, type Term } from './vocabulary.ts';

const lists: ReadonlyMap<string, string> = new Map(codeListNames().map((list) => [codeTaxonomy(list), list]));
const LONGEST = 400;

interface Coded {
  readonly code: string;
  readonly node: Node;
}

export class Attributes {
  private readonly coded = new Map<string, Coded[]>();
  private readonly terms = new Map<string, Node[]>();

  constructor(nodes: readonly Node[]) {
    for (const node of nodes) {
      const term = node.child('taxonomy_term');
      const uri = term?.value('taxonomy');
      const code = term?.value('code');
      const list = typeof uri === 'string' ? lists.get(uri) : undefined;
      if (typeof code !== 'string' || (list === undefined && uri !== EXTENSION))
        node.drop(null, 'taxonomy-unknown');
      else if (list === undefined && isTerm(code)) append(this.terms, code, node);
      else if (list !== undefined && hasCode(list, code)) append(this.coded, list, { code, node });
      else node.drop(null, 'code-unknown');
    }
  }

  codes(list: string, most: number): readonly string[] {
    return this.nodesOf(list, most).map(({ code }) => code);
  }

  /** The one code of a list, with the attribute that says it. */
  one(list: string): Coded | null {
    return this.nodesOf(list, 1)[0] ?? null;
  }

  values(term: Term, most: number, longest = LONGEST): readonly string[] {
    const nodes = this.terms.get(term) ?? [];
    for (const node of nodes.slice(most)) node.drop(null, most === 1 ? 'one-only' : 'too-many');
    return [...new Set(nodes.slice(0, most).flatMap((node) => node.text('value', longest) ?? []))];
  }

  value(term: Term, longest = LONGEST): string | null {
    return this.values(term, 1, longest)[0] ?? null;
  }

  /** The value of a term if it has this form; what has another is told of. */
  matching(term: Term, form: (text: string) => boolean): string | null {
    const value = this.value(term);
    if (value === null || form(value)) return value;
    this.terms.get(term)?.[0]?.drop('value', 'format');
    return null;
  }

  contradicts(term: Term): void {
    this.terms.get(term)?.[0]?.drop('value', 'contradicts');
  }

  private nodesOf(list: string, most: number): readonly Coded[] {
    const all = this.coded.get(list) ?? [];
    const once = all.filter(({ code }, index) => all.findIndex((each) => each.code === code) === index);
    for (const { node } of once.slice(most)) node.drop(null, most === 1 ? 'one-only' : 'too-many');
    return once.slice(0, most);
  }
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [item]);
  else held.push(item);
}

const read = new WeakMap<Node, Attributes>();

/** Those that stand inside an object, read once however often it is referred to. */
export function attributesIn(node: Node): Attributes {
  const held = read.get(node);
  if (held !== undefined) return held;
  const made = new Attributes(node.children('attributes'));
  read.set(node, made);
  return made;
}
