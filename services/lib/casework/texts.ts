/**
 * What a person hears when a rule stops a command: what is wrong, who can mend it, how the case stands meanwhile
 * (house-style.md 12). Invariant: texts are constant, one per way to fail; several can share a guard.
 */
import { answeringTexts } from './texts/answering.ts';
import { consentTexts } from './texts/consent.ts';
import { contentTexts } from './texts/content.ts';
import { dataTexts } from './texts/data.ts';
import { journeyTexts } from './texts/journey.ts';
import { justiceTexts } from './texts/justice.ts';
import { sendingTexts } from './texts/sending.ts';
import type { GuardText } from './texts/text.ts';
import type { GuardFailure } from './types.ts';

export type { GuardText } from './texts/text.ts';

const TEXTS = {
  ...sendingTexts,
  ...consentTexts,
  ...contentTexts,
  ...answeringTexts,
  ...journeyTexts,
  ...justiceTexts,
  ...dataTexts,
} as const;

export type Problem = keyof typeof TEXTS;

/** Every text that a rule has for people, for the reference page. */
export const guardTexts: readonly GuardText[] = Object.values(TEXTS);

export function guardFailure(problem: Problem): GuardFailure {
  return TEXTS[problem];
}
