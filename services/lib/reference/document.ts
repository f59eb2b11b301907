/**
 * What a reference page is made of, before it is Markdown or HTML.
 * Invariant: text is plain but for `code` and [words](#id); a renderer escapes everything else.
 */

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string; readonly id: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** A cell may hold several lines. */
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'diagram'; readonly diagram: Diagram };

export interface Diagram {
  readonly title: string;
  /** In the order in which they are drawn, the usual way first. */
  readonly nodes: readonly { readonly name: string; readonly terminal: boolean }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly labels: readonly string[];
  }[];
}

export interface ReferenceDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A piece of text between its marks. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly target: string };

const MARKS = /`([^`]+)`|\[([^\]]+)\]\((#[a-z0-9.-]+)\)/g;

export function inlines(text: string): readonly Inline[] {
  const found: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > end) found.push({ kind: 'text', text: text.slice(end, match.index) });
    const [whole, code, words = '', target = ''] = match;
    found.push(code === undefined ? { kind: 'link', text: words, target } : { kind: 'code', text: code });
    end = match.index + whole.length;
  }
  if (end < text.length) found.push({ kind: 'text', text: text.slice(end) });
  return found;
}

export const heading = (level: 1 | 2 | 3, text: string, id: string): Block => ({
  kind: 'heading',
  level,
  text,
  id,
});
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
/** No block at all where there is nothing to list. */
export const list = (items: readonly string[]): readonly Block[] =>
  items.length === 0 ? [] : [{ kind: 'list', items }];
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly Block[] =>
  rows.length === 0 ? [] : [{ kind: 'table', head, rows }];

export const code = (text: string): string => `\`${text}\``;
export const link = (text: string, id: string): string => `[${text}](#${id})`;
