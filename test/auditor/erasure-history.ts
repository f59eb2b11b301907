/** A referral from al to rs that is declined and then erased, and what its stripping leaves on the bus. */
import type { Report } from '../../services/auditor/report.ts';
import { newReference } from '../../services/lib/protocol/index.ts';
import { History, parts, valueOf, type Written } from './history.ts';

export function erasureHistory(options: {
  /** Up to where the erasure says that payloads are gone; null: nobody says anything. */
  readonly through: 'all' | 'first' | null;
  readonly saidBy?: 'al' | 'rs';
  /** One more record of al, which rs has not seen. */
  readonly tail?: boolean;
}): { history: History; own: readonly Written[]; erased: Written; last: Written } {
  const history = new History();
  const reference = newReference(history.world.cipher);
  const submitted = history.message('referral.submitted', 'al', 'rs', reference, null);
  history.receipt(submitted);
  const acknowledged = history.message('referral.acknowledged', 'rs', 'al', reference, submitted);
  const first = history.receipt(acknowledged);
  const declined = history.message('referral.declined', 'rs', 'al', reference, submitted, {
    reasons: ['no-capacity'],
  });
  const second = history.receipt(declined);
  const own = [submitted, first, second];
  const by = options.saidBy ?? 'al';
  const erased = history.message('data.erased', by, by === 'al' ? 'rs' : 'al', reference, null, {
    role: 'data-protection-officer',
    reasons: ['consent-withdrawn'],
    scope: 'persons',
    ...(options.through === null
      ? {}
      : {
          stream: submitted.stream,
          through: options.through === 'all' ? second.sequence : submitted.sequence,
        }),
  });
  history.receipt(erased);
  history.heartbeat('al', 'rs');
  history.heartbeat('rs', 'al');
  const last = options.tail === true ? history.heartbeat('al', 'rs') : erased;
  return { history, own, erased, last };
}

/** Puts the stripped form in place of a record, as a sender's run and compaction do: at the end, under the same key. */
export function supersede(history: History, written: Written): void {
  const { key, value } = history.at(written);
  const { envelope, metadata } = parts(value);
  history.remove(written);
  history.store(written.topic, written.lane, key, valueOf({ envelope, metadata }));
}

/** How many notes of each code stand about a stream. */
export function codesOf(report: Report, stream: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const note of report.notes)
    if (note.stream === stream) counts[note.code] = (counts[note.code] ?? 0) + (note.count ?? 1);
  return counts;
}
