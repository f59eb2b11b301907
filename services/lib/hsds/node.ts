/**
 * One object of a file with its place: every reading of a member says itself what it could not use.
 * Invariant: the file is a stranger's; a member is read as the type that it must have or not at all, and nothing throws.
 */
import type { Reports, DropCode } from './reports.ts';

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of lists inside one object; all attributes of a contact point are fewer. */
export const MOST_ITEMS = 128;
const DATE = /^(\d{4}-\d{2}-\d{2})(?:T.*)?$/;

export class Node {
  readonly pointer: string;
  private readonly tree: Tree;
  private readonly reports: Reports;
  /** Rows refer to one object many times; what stands in it is read once. */
  private readonly lists = new Map<string, readonly Node[]>();

  private constructor(tree: Tree, pointer: string, reports: Reports) {
    this.tree = tree;
    this.pointer = pointer;
    this.reports = reports;
  }

  /** Null for what is no object. */
  static of(value: unknown, pointer: string, reports: Reports): Node | null {
    return isTree(value) ? new Node(value, pointer, reports) : null;
  }

  drop(member: string | null, why: DropCode): void {
    this.reports.drop(member === null ? this.pointer : `${this.pointer}/${member}`, why);
  }

  value(member: string): unknown {
    return Object.hasOwn(this.tree, member) ? this.tree[member] : undefined;
  }

  /** Something stands there: null and empty texts and lists say nothing. */
  has(member: string): boolean {
    const value = this.value(member);
    return (
      value !== undefined &&
      value !== null &&
      !(typeof value === 'string' && value.trim() === '') &&
      !(Array.isArray(value) && value.length === 0)
    );
  }

  /** As it stands, within its bound, counted as the contract counts it. */
  text(member: string, most: number): string | null {
    if (!this.has(member)) return null;
    const value = this.value(member);
    // PostgreSQL stores no zero, and nobody can read half a character.
    if (typeof value !== 'string' || value.includes('\0') || !value.isWellFormed())
      return this.no(member, 'format');
    return value.length > most && [...value].length > most ? this.no(member, 'too-long') : value;
  }

  number(member: string): number | null {
    if (!this.has(member)) return null;
    const value = this.value(member);
    return typeof value === 'number' && Number.isFinite(value) ? value : this.no(member, 'format');
  }

  /** A day of ISO 8601, alone or at the head of a time. */
  day(member: string): string | null {
    if (!this.has(member)) return null;
    const value = this.value(member);
    const day = dayIn(value);
    return day ?? this.no(member, 'format');
  }

  child(member: string): Node | null {
    if (!this.has(member)) return null;
    const node = Node.of(this.value(member), `${this.pointer}/${member}`, this.reports);
    return node ?? this.no(member, 'format');
  }

  children(member: string, most = MOST_ITEMS): readonly Node[] {
    const held = this.lists.get(member);
    if (held !== undefined) return held;
    const made = this.has(member) ? this.read(member, most) : [];
    this.lists.set(member, made);
    return made;
  }

  private read(member: string, most: number): readonly Node[] {
    const value = this.value(member);
    if (!Array.isArray(value)) return this.no(member, 'format') ?? [];
    if (value.length > most) this.drop(member, 'too-many');
    return value.slice(0, most).flatMap((item: unknown, index) => {
      const node = Node.of(item, `${this.pointer}/${member}/${index}`, this.reports);
      if (node === null) this.drop(`${member}/${index}`, 'format');
      return node ?? [];
    });
  }

  /** Tells of what stands here and is not taken; a name that the standard does not have is not repeated. */
  tellRest(taken: ReadonlySet<string>, known: ReadonlySet<string>): void {
    let unknown = false;
    for (const member in this.tree) {
      if (taken.has(member) || !this.has(member)) continue;
      if (known.has(member)) this.drop(member, 'no-member');
      else unknown = true;
    }
    if (unknown) this.drop(null, 'member-unknown');
  }

  private no(member: string, why: DropCode): null {
    this.drop(member, why);
    return null;
  }
}

/** Null for what is no day, 30 February too. */
export function dayIn(value: unknown): string | null {
  const [, day] = typeof value === 'string' && value.length <= 40 ? (DATE.exec(value) ?? []) : [];
  if (day === undefined) return null;
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day;
}
