/**
 * The reference says all that the contract says: every state, message, rule with its texts, limit and reason code, and
 * every member of every message; and neither form lets a text leave its place (domain.md 4 to 6).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { guardTexts } from '../../../services/lib/casework/index.ts';
import { codeList, messageTypes, transitions } from '../../../services/lib/contract/index.ts';
import { inlines, type Block, type ReferenceDocument } from '../../../services/lib/reference/document.ts';
import {
  lifecycleReference,
  messagesReference,
  PAGE_STYLE,
  toHtml,
  toMarkdown,
} from '../../../services/lib/reference/index.ts';
import { durationWords } from '../../../services/lib/reference/words.ts';

const lifecycle = lifecycleReference(guardTexts);
const messages = messagesReference();
const rows = transitions.transitions;

function idsOf({ blocks }: ReferenceDocument): readonly string[] {
  return blocks.flatMap((block) => (block.kind === 'heading' ? [block.id] : []));
}

function textsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.text];
    case 'list':
      return block.items;
    case 'table':
      return [...block.head, ...block.rows.flat()];
    case 'diagram':
      return [block.diagram.title];
  }
}

/** The blocks between one heading and the next. */
function under({ blocks }: ReferenceDocument, id: string): readonly Block[] {
  const start = blocks.findIndex((block) => block.kind === 'heading' && block.id === id);
  assert.ok(start >= 0, id);
  const rest = blocks.slice(start + 1);
  const end = rest.findIndex((block) => block.kind === 'heading');
  return end < 0 ? rest : rest.slice(0, end);
}

const wordsUnder = (document: ReferenceDocument, id: string): string =>
  under(document, id).flatMap(textsOf).join('\n');

describe('the lifecycle', () => {
  test('every state says its meaning, and every message that leads on from it', () => {
    for (const { state, meaning } of transitions.states) {
      const words = wordsUnder(lifecycle, `state-${state}`);
      assert.ok(words.includes(meaning), state);
      for (const row of rows)
        if (row.from.includes(state))
          assert.ok(words.includes(`[${row.message}]`), `${state} ${row.message}`);
    }
  });

  test('every message says who sends it, from where to where', () => {
    for (const row of rows) {
      const words = wordsUnder(lifecycle, `message-${row.message}`);
      for (const role of row.roles) assert.ok(words.includes(role.replaceAll('-', ' ')), row.message);
      for (const state of row.from) assert.ok(words.includes(`[${state}]`), `${row.message} ${state}`);
      for (const name of [...row.guards, ...row.startsLimits, ...(row.needs ?? []), ...(row.answers ?? [])])
        assert.ok(words.includes(`[${name}]`), `${row.message} ${name}`);
    }
  });

  test('every rule has a text that says what is wrong, who can mend it and what happens to the case', () => {
    for (const guard of new Set(rows.flatMap((row) => row.guards))) {
      const own = guardTexts.filter((text) => text.guard === guard);
      assert.ok(own.length > 0, `no text for the rule ${guard}`);
      const words = wordsUnder(lifecycle, `rule-${guard}`);
      for (const text of own)
        for (const part of [text.detail, text.case, text.who.replaceAll('-', ' ')])
          assert.ok(words.includes(part), part);
    }
  });

  test('every limit and every reason code stands there', () => {
    for (const name of Object.keys(transitions.limits))
      assert.ok(under(lifecycle, `limit-${name}`).length > 0);
    for (const name of new Set(rows.flatMap((row) => row.reasons ?? []))) {
      const words = wordsUnder(lifecycle, `codes-${name}`);
      for (const entry of codeList(name).codes) assert.ok(words.includes(entry.labels.en), entry.code);
    }
  });

  test('the picture holds every way but those that can be taken from almost everywhere', () => {
    const [block] = lifecycle.blocks.filter((each) => each.kind === 'diagram');
    assert.ok(block !== undefined);
    const { nodes, edges } = block.diagram;
    assert.equal(nodes[0]?.name, 'draft');
    for (const { from, to } of edges)
      for (const end of [from, to])
        assert.ok(
          nodes.some(({ name }) => name === end),
          end,
        );
    const elsewhere = wordsUnder(lifecycle, 'way');
    for (const { state } of transitions.states.slice(1))
      assert.notEqual(
        edges.some(({ to }) => to === state),
        elsewhere.includes(`[${state}]`),
        state,
      );
  });
});

test('the messages: every type with every member of its payload', () => {
  for (const type of messageTypes) assert.ok(idsOf(messages).includes(`message-${type}`), type);
  const words = wordsUnder(messages, 'message-referral.submitted');
  for (const member of [
    'persons[].risks[].level',
    'basis{agreement}.purposes',
    'basis{vital-interest or best-interests}.authoriser',
    'contact.channel',
  ])
    assert.ok(words.includes(`\`${member}\``), member);
  assert.ok(words.includes('[risk-levels](#codes-risk-levels)'));
  assert.ok(!/`salt`/.test(words));
});

for (const document of [lifecycle, messages])
  describe(document.title, () => {
    test('no heading stands twice, and every link leads to one', () => {
      const ids = idsOf(document);
      assert.equal(new Set(ids).size, ids.length);
      const targets = document.blocks
        .flatMap(textsOf)
        .flatMap(inlines)
        .flatMap((part) => (part.kind === 'link' ? [part.target.slice(1)] : []));
      assert.ok(targets.length > 50);
      for (const target of targets) assert.ok(ids.includes(target), target);
    });

    test('as HTML it has no script, one style and nothing from elsewhere', () => {
      const html = toHtml(document, { Other: '/other' });
      assert.ok(!/<script|javascript:|\son[a-z]+=|\sstyle=/i.test(html));
      assert.equal(html.match(/<style>/g)?.length, 1);
      assert.ok(html.includes(`<style>${PAGE_STYLE}</style>`));
      for (const [, address = ''] of html.matchAll(/(?:href|src)="([^"]*)"/g))
        assert.match(address, /^(#|\/other$)/, address);
    });

    test('as Markdown every table row has as many cells as its head', () => {
      const lines = toMarkdown(document, 'Generated.').split('\n');
      const cells = (line: string): number => line.replaceAll('\\|', '').split('|').length;
      lines.forEach((line, index) => {
        if (!line.startsWith('| ---')) return;
        for (let next = index - 1; lines[next]?.startsWith('|') === true; next += 1)
          assert.equal(cells(lines[next] ?? ''), cells(line), lines[next]);
      });
    });
  });

test('no text leaves its place', () => {
  const hostile = '<b onclick="x">|</b> & `co|de` [w](#ok) [no](javascript:x)';
  const document: ReferenceDocument = {
    title: hostile,
    blocks: [
      { kind: 'paragraph', text: hostile },
      { kind: 'table', head: ['A'], rows: [[hostile]] },
    ],
  };
  const html = toHtml(document, {});
  assert.ok(!html.includes('<b ') && html.includes('&lt;b onclick=&quot;x&quot;&gt;'));
  assert.ok(html.includes('<a href="#ok">w</a>') && !html.includes('href="javascript'));
  const markdown = toMarkdown(document, 'Generated.');
  assert.ok(!/(?<!\\)</.test(markdown.replace(/^<!--.*-->|<br>/gm, '')));
  assert.ok(markdown.includes('| \\<b onclick="x"\\>\\|'));
});

test('durations are read aloud', () => {
  assert.equal(durationWords('PT5M'), '5 minutes');
  assert.equal(durationWords('P1D'), '1 day');
  assert.equal(durationWords('P1DT12H'), '1 day 12 hours');
  assert.equal(durationWords('PT0S'), '0 seconds');
});
