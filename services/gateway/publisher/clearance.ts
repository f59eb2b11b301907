/**
 * Whether what waits may still be sealed: basis, consent and every other rule once more, under what is known now.
 * Invariant: read in the transaction that seals, for a whole batch at once; after a message that does not go its case is
 * read anew, for the next one may have rested on it. protocol.md 4 step 2; domain.md 6.
 */
import { fold, NOTHING_LOCAL, ownSide, recheck } from '../../lib/casework/index.ts';
import { isCasework } from '../../lib/contract/index.ts';
import type { RegistryState } from '../../lib/protocol/index.ts';
import type { JsonObject, Stream } from '../../lib/protocol/types.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import { contentsOf, withContents } from '../../lib/projection/case-history.ts';
import { localFactsOf, withLocalFacts } from '../../lib/store/local-facts.ts';
import type { ContentCipher } from '../../lib/store/message-content.ts';
import { type MessageRow, countsInFold, messagesOfAll } from '../../lib/store/messages.ts';
import type { OutboxEntry } from '../../lib/store/outbox.ts';
import { findReferrals, type ReferralRow } from '../../lib/store/referrals.ts';

export interface ClearanceInput {
  readonly sql: Sql;
  readonly crypto: ContentCipher;
  readonly registry: RegistryState;
  readonly stream: Stream;
  readonly time: string;
}

interface Held {
  readonly referrals: ReadonlyMap<string, ReferralRow>;
  readonly rows: ReadonlyMap<string, readonly MessageRow[]>;
  readonly contents: ReadonlyMap<string, JsonObject | null>;
  readonly local: ReadonlySet<string>;
}

export class Clearance {
  readonly #input: ClearanceInput;
  #held: Held;

  private constructor(input: ClearanceInput, held: Held) {
    this.#input = input;
    this.#held = held;
  }

  static async of(input: ClearanceInput, entries: readonly OutboxEntry[]): Promise<Clearance> {
    const references = entries.flatMap(({ type, reference }) =>
      reference !== null && isCasework(type) ? [reference] : [],
    );
    return new Clearance(input, await read(input, [...new Set(references)]));
  }

  /** The rule that forbids it now, or null. */
  async refusal(entry: OutboxEntry): Promise<string | null> {
    const { sql, registry, stream, time } = this.#input;
    const { reference, type, personal, id } = entry;
    if (!isCasework(type)) return null;
    const basis = registry.mayTransfer(stream.from, stream.to, time);
    const referral = reference === null ? undefined : this.#held.referrals.get(reference);
    const rows = reference === null ? [] : (this.#held.rows.get(reference) ?? []);
    const index = rows.filter(countsInFold).findIndex((row) => row.id === id);
    // Of no case that is kept here: nothing but the basis can be asked.
    if (referral === undefined || index === -1) return personal && !basis ? 'transfer-basis' : null;
    const side = ownSide(referral);
    const history = withContents(rows, side, this.#held.contents);
    return recheck({
      history,
      fold: fold(history),
      index,
      referral: { from: referral.sender, to: referral.recipient },
      basis,
      local: this.#held.local.has(referral.reference)
        ? await localFactsOf(sql, referral.reference)
        : NOTHING_LOCAL,
    });
  }

  /** After a message of this case was set aside. */
  async readAgain(reference: string): Promise<void> {
    const again = await read(this.#input, [reference]);
    this.#held = {
      ...this.#held,
      rows: new Map([...this.#held.rows, ...again.rows]),
      contents: new Map([...this.#held.contents, ...again.contents]),
    };
  }
}

async function read({ sql, crypto }: ClearanceInput, references: readonly string[]): Promise<Held> {
  if (references.length === 0)
    return { referrals: new Map(), rows: new Map(), contents: new Map(), local: new Set() };
  const rows = await messagesOfAll(sql, references);
  return {
    referrals: new Map((await findReferrals(sql, references)).map((row) => [row.reference, row])),
    rows,
    contents: await contentsOf(sql, crypto, [...rows.values()].flat()),
    local: new Set(await withLocalFacts(sql, references)),
  };
}
