/**
 * A reference document as Markdown, its picture as Mermaid.
 * Invariant: no text can leave its place; cells stay one line.
 */
import { inlines, type Block, type Diagram, type ReferenceDocument } from './document.ts';

export function toMarkdown({ blocks }: ReferenceDocument, mark: string): string {
  return `<!-- ${mark} -->\n\n${blocks.map(blockOf).join('\n\n')}\n`;
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<a id="${block.id}"></a>\n\n${'#'.repeat(block.level)} ${text(block.text)}`;
    case 'paragraph':
      return text(block.text);
    case 'list':
      return block.items.map((item) => `- ${text(item)}`).join('\n');
    case 'table':
      return [
        row(block.head),
        row(block.head.map(() => '---')),
        ...block.rows.map((cells) => row(cells.map(cell))),
      ].join('\n');
    case 'diagram':
      return mermaid(block.diagram);
  }
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const cell = (content: string): string => content.split('\n').map(text).join('<br>');

function text(marked: string): string {
  return inlines(marked)
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return escaped(part.text);
        case 'code':
          return `\`${part.text.replaceAll('|', '\\|')}\``;
        case 'link':
          return `[${escaped(part.text)}](${part.target})`;
      }
    })
    .join('');
}

const escaped = (plain: string): string => plain.replace(/[\\*_<>|[\]]/g, (sign) => `\\${sign}`);

/** Mermaid takes no hyphen in an id. */
const id = (name: string): string => name.replaceAll('-', '_');

function mermaid({ nodes, edges }: Diagram): string {
  const lines = [
    ...nodes.map(({ name }) => `  state "${name}" as ${id(name)}`),
    ...nodes.slice(0, 1).map(({ name }) => `  [*] --> ${id(name)}`),
    ...edges.map(({ from, to, labels }) => `  ${id(from)} --> ${id(to)}: ${labels.join(', ')}`),
    ...nodes.filter(({ terminal }) => terminal).map(({ name }) => `  ${id(name)} --> [*]`),
  ];
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}
