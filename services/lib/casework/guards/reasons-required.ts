/**
 * Whoever does not say yes says why, in codes (formats.md 5), so that an auditor can count it.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { strings } from './reading.ts';

/** `enquiry.reply`: unless the answer is yes. Other types: always. */
export const reasonsRequired = named('reasons-required', ({ metadata }) =>
  metadata['answer'] === 'yes' || strings(metadata.reasons).length > 0
    ? null
    : guardFailure('reasons-required'),
);
