/**
 * The reference for people as Markdown: how a referral moves, and what the messages say.
 * Invariant: made from the contract as the programs read it, so it is built after the generated index is written.
 */
// Not by the door: behind it stands the list of rules files, which is generated in the same run.
import { guardTexts } from '../../services/lib/casework/texts.ts';
import { lifecycleReference, messagesReference, toMarkdown } from '../../services/lib/reference/index.ts';

const MARK = 'Generated from schemas/ by `npm run generate`. Do not edit.';

/** Relative path to content. */
export function referenceFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['infra/reference/lifecycle.md', toMarkdown(lifecycleReference(guardTexts), MARK)],
    ['infra/reference/messages.md', toMarkdown(messagesReference(), MARK)],
  ]);
}
