/**
 * Public door of the reference: the lifecycle and the messages as pages for people, made from the contract.
 * Invariant: pure; the same contract gives the same bytes.
 */
export type { Block, ReferenceDocument } from './document.ts';
export { PAGE_STYLE, toHtml } from './html.ts';
export { lifecycleReference } from './lifecycle.ts';
export { toMarkdown } from './markdown.ts';
export { messagesReference } from './messages.ts';
