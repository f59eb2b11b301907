/**
 * The usual way of a referral as one picture, and in a table what would hide it there.
 * Invariant: each state can be found in one of the two; all that leads on stands under its heading. domain.md 4.
 */
import { transitions } from '../contract/index.ts';
import { code, link, paragraph, table, type Block, type Diagram } from './document.ts';
import { messageId, stateId } from './words.ts';

const rows = transitions.transitions;
/** A state that is reached from more states than this would hide the others in a picture. */
const MOST_WAYS_DRAWN = 5;

/** Rows that lead to another state than the one they come from. */
const moving = rows.filter((row) => row.to !== 'same' && row.from.length > 0);

function sourcesOf(state: string): readonly string[] {
  return [
    ...new Set(moving.flatMap((row) => (row.to === state ? row.from.filter((from) => from !== state) : []))),
  ];
}

export function way(): readonly Block[] {
  const states = transitions.states.map(({ state }) => state);
  const drawn = diagram(new Set(states.filter((state) => sourcesOf(state).length > MOST_WAYS_DRAWN)));
  const elsewhere = states.filter((state) => !drawn.nodes.some(({ name }) => name === state));
  return [
    paragraph(
      'The picture leaves out what can be reached from almost everywhere, and what follows only from that; both stand below it. Double-framed states are ends.',
    ),
    { kind: 'diagram', diagram: drawn },
    ...table(
      ['State', 'Reached from', 'By'],
      elsewhere.map((state) => [
        link(state, stateId(state)),
        sourcesOf(state).map(code).join(', '),
        messagesTo(state).join(', '),
      ]),
    ),
  ];
}

const messagesTo = (state: string): readonly string[] => [
  ...new Set(
    moving.filter((row) => row.to === state).map((row) => link(row.message, messageId(row.message))),
  ),
];

function diagram(leftOut: ReadonlySet<string>): Diagram {
  const edges = new Map<string, { from: string; to: string; labels: string[] }>();
  for (const row of moving)
    for (const from of row.from) {
      if (row.to === 'held' || from === row.to || leftOut.has(from) || leftOut.has(row.to)) continue;
      const key = `${from} ${row.to}`;
      const edge = edges.get(key) ?? { from, to: row.to, labels: [] };
      if (!edge.labels.includes(row.message)) edge.labels.push(row.message);
      edges.set(key, edge);
    }
  const drawn = new Set([...edges.values()].flatMap(({ from, to }) => [from, to]));
  return {
    title: 'States of a referral and the messages between them',
    nodes: transitions.states
      .filter(({ state }) => drawn.has(state))
      .map(({ state, terminal }) => ({ name: state, terminal })),
    edges: [...edges.values()],
  };
}
