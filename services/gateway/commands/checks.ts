/**
 * What is checked of a command's content before anything is written: form, completeness, what a receiver would refuse.
 * Invariant: none of it reads or writes a table. contract.md 4; protocol.md 4 step 1.
 */
import {
  validateCommand,
  validateDraftComplete,
  validateMetadata,
  validatePayload,
} from '../../lib/contract/index.ts';
import { measure } from '../../lib/protocol/index.ts';
import type { JsonObject, Metadata } from '../../lib/protocol/types.ts';

/** Same length and form as the salt that the publisher draws. */
const SALT_PLACE = 'A'.repeat(43);

export interface ContentChecks {
  readonly command: typeof validateCommand;
  readonly draft: typeof validateDraftComplete;
  /** What every reader will check again at step 9. */
  readonly sealable: (metadata: Metadata & JsonObject, payload: JsonObject) => boolean;
  readonly measure: typeof measure;
}

export const contentChecks: ContentChecks = {
  command: validateCommand,
  draft: validateDraftComplete,
  sealable: (metadata, payload) => {
    const { type, version } = metadata;
    return (
      validateMetadata(type, version, { salt: SALT_PLACE, ...metadata }, 'assert').ok &&
      validatePayload(type, version, { salt: SALT_PLACE, ...payload }, 'assert').ok
    );
  },
  measure,
};
