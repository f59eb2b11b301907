/**
 * The picture of a diagram as SVG, laid out from its edges: rows from the first state downwards.
 * Invariant: no script, no style attribute, nothing from elsewhere; a screen reader hears its title.
 */
import type { Diagram } from './document.ts';

const NODE = { width: 168, height: 36 } as const;
const GAP = { x: 44, y: 54 } as const;
const MARGIN = 70;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly row: number;
}

export function toSvg(diagram: Diagram): string {
  const rows = rowsOf(diagram);
  const widest = Math.max(...rows.map((row) => row.length));
  const width = MARGIN * 2 + widest * NODE.width + (widest - 1) * GAP.x;
  const height = MARGIN + rows.length * (NODE.height + GAP.y);
  const places = new Map<string, Place>();
  rows.forEach((row, index) => {
    const left = (width - row.length * NODE.width - (row.length - 1) * GAP.x) / 2;
    row.forEach((name, column) =>
      places.set(name, {
        x: left + column * (NODE.width + GAP.x),
        y: MARGIN / 2 + index * (NODE.height + GAP.y),
        row: index,
      }),
    );
  });
  const edges = diagram.edges.map(({ from, to, labels }) => edge(places, from, to, labels));
  const nodes = diagram.nodes.map(({ name, terminal }) => node(places.get(name), name, terminal));
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="picture-title" xmlns="http://www.w3.org/2000/svg">`,
    `<title id="picture-title">${escaped(diagram.title)}</title>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" class="tip"/></marker></defs>',
    ...edges,
    ...nodes,
    '</svg>',
  ].join('\n');
}

/** A state stands one row below the lowest of those before it that lead to it. */
function rowsOf({ nodes, edges }: Diagram): readonly (readonly string[])[] {
  const order = new Map(nodes.map(({ name }, index) => [name, index]));
  const rowOf = new Map<string, number>();
  for (const { name } of nodes) {
    const above = edges
      .filter(({ from, to }) => to === name && (order.get(from) ?? 0) < (order.get(name) ?? 0))
      .map(({ from }) => rowOf.get(from) ?? 0);
    rowOf.set(name, above.length === 0 ? 0 : Math.max(...above) + 1);
  }
  const rows: string[][] = [];
  for (const { name } of nodes) (rows[rowOf.get(name) ?? 0] ??= []).push(name);
  return rows.filter((row) => row.length > 0);
}

function node(place: Place | undefined, name: string, terminal: boolean): string {
  if (place === undefined) return '';
  const { x, y } = place;
  const inner = terminal
    ? `<rect x="${x + 4}" y="${y + 4}" width="${NODE.width - 8}" height="${NODE.height - 8}" rx="8"/>`
    : '';
  return `<a href="#state-${name}"><rect x="${x}" y="${y}" width="${NODE.width}" height="${NODE.height}" rx="10"/>${inner}<text x="${x + NODE.width / 2}" y="${y + NODE.height / 2 + 4}">${escaped(name)}</text></a>`;
}

/** Downwards straight; past other rows or upwards round the side. */
function edge(
  places: ReadonlyMap<string, Place>,
  from: string,
  to: string,
  labels: readonly string[],
): string {
  const start = places.get(from);
  const end = places.get(to);
  if (start === undefined || end === undefined) return '';
  const title = `<title>${escaped(`${from} to ${to}: ${labels.join(', ')}`)}</title>`;
  return `<path class="way" marker-end="url(#tip)" d="${lineOf(start, end)}">${title}</path>`;
}

function lineOf(start: Place, end: Place): string {
  const middle = NODE.width / 2;
  const [x1, x2] = [start.x + middle, end.x + middle];
  if (end.row === start.row + 1) {
    const [y1, y2] = [start.y + NODE.height, end.y - 2];
    return `M${x1} ${y1}C${x1} ${y1 + GAP.y / 2} ${x2} ${y2 - GAP.y / 2} ${x2} ${y2}`;
  }
  if (end.row === start.row) {
    const right = end.x > start.x;
    const y = start.y + NODE.height / 2;
    return `M${right ? start.x + NODE.width : start.x} ${y}L${right ? end.x - 2 : end.x + NODE.width + 2} ${y}`;
  }
  const down = end.row > start.row;
  const bend = 30 + 12 * Math.abs(end.row - start.row);
  const [a, b] = down ? [start.x + NODE.width, end.x + NODE.width + 2] : [start.x, end.x - 2];
  const side = down ? Math.max(a, b) + bend : Math.min(a, b) - bend;
  const [y1, y2] = [start.y + NODE.height / 2, end.y + NODE.height / 2];
  return `M${a} ${y1}C${side} ${y1} ${side} ${y2} ${b} ${y2}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
