/**
 * A reference document as one HTML page: no script, one style element, nothing loaded from anywhere.
 * Invariant: every text is escaped; the style is constant, so that a policy can name its digest.
 */
import { inlines, type Block, type ReferenceDocument } from './document.ts';
import { escaped, toSvg } from './picture.ts';

/** Whole content of the page's style element. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--line:#8a94a6;--soft:#eef1f6;--ink:#1a2230;--link:#0b57a4;--paper:#fff}
@media (prefers-color-scheme:dark){:root{--line:#5c6675;--soft:#222a36;--ink:#e6eaf0;--link:#8ab8ec;--paper:#161c25}}
body{margin:0 auto;max-width:72rem;padding:1rem 1.5rem 4rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1,h2,h3{line-height:1.25}
h2{margin-top:3rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
h3{margin-top:2.25rem}
a{color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
code{background:var(--soft);padding:.05em .3em;border-radius:.25em;font-size:.92em;overflow-wrap:break-word}
.wide{overflow-x:auto}
table{border-collapse:collapse;margin:1rem 0;min-width:60%}
th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}
th{background:var(--soft)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;list-style:none}
svg{max-width:60rem;width:100%;height:auto}
svg rect{fill:var(--soft);stroke:var(--line)}
svg text{fill:var(--ink);font:14px system-ui,sans-serif;text-anchor:middle}
svg .way{fill:none;stroke:var(--line);stroke-width:1.5}
svg .tip{fill:var(--line)}
@media print{a{color:inherit;text-decoration:none}.wide{overflow:visible}}
`;

/** `pages`: the other reference pages, words to address. */
export function toHtml(
  { title, blocks }: ReferenceDocument,
  pages: Readonly<Record<string, string>>,
): string {
  const sections = blocks.flatMap((block) =>
    block.kind === 'heading' && block.level === 2 ? [[block.text, `#${block.id}`] as const] : [],
  );
  const entries = [...Object.entries(pages), ...sections]
    .map(([words, address]) => `<li><a href="${escaped(address)}">${escaped(words)}</a></li>`)
    .join('');
  const [first, ...rest] = blocks;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
${first === undefined ? '' : blockOf(first)}
<nav aria-label="On this page"><ul>${entries}</ul></nav>
<main>
${rest.map(blockOf).join('\n')}
</main>
</body>
</html>
`;
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} id="${escaped(block.id)}">${text(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${text(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${text(item)}</li>`).join('')}</ul>`;
    case 'table':
      return `<div class="wide"><table><thead><tr>${block.head.map((cell) => `<th scope="col">${text(cell)}</th>`).join('')}</tr></thead><tbody>${block.rows
        .map((cells) => `<tr>${cells.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`)
        .join('')}</tbody></table></div>`;
    case 'diagram':
      return `<div class="wide">${toSvg(block.diagram)}</div>`;
  }
}

function text(marked: string): string {
  return inlines(marked)
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return escaped(part.text);
        case 'code':
          return `<code>${escaped(part.text)}</code>`;
        case 'link':
          return `<a href="${part.target}">${escaped(part.text)}</a>`;
      }
    })
    .join('');
}
