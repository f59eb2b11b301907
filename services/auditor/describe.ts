/**
 * The report as text for a person: what is wrong, where, who can mend it, and what follows from it.
 * Invariant: says nothing that the report does not say; the JSON form is the one that counts (contract.md 6).
 */
import type { Fault, FaultCode, Note, NoteCode, Report } from './report.ts';

interface Words {
  readonly what: string;
  readonly who: string;
}

const FAULTS: { readonly [code in FaultCode]: Words } = {
  unreadable: {
    what: 'the stored bytes are no record',
    who: 'The bus operator finds out how; the sender publishes the record again.',
  },
  form: {
    what: 'the envelope is not in the strict form',
    who: 'The bus operator finds out how; the sender publishes the record again.',
  },
  'key-unknown': {
    what: 'signed by a key that the registry does not know for this sender',
    who: 'The bus operator finds out who wrote it; the sender confirms that it did not.',
  },
  'key-not-valid': {
    what: 'signed by a key that may not sign this position any more',
    who: 'The sender explains how its old key was used; the registry operators hear of it.',
  },
  signature: {
    what: 'the signature does not fit the bytes',
    who: 'The bus operator finds out how they changed; the sender publishes the record again.',
  },
  envelope: {
    what: 'signed, but not a valid envelope',
    who: "The sender's gateway operator mends the software that wrote it.",
  },
  misplaced: {
    what: 'a signed record in a place where it does not belong',
    who: 'The bus operator removes the copy and finds out who made it.',
  },
  gap: {
    what: 'this position is missing, and later ones are there',
    who: 'The sender publishes it again; the bus operator explains where it went.',
  },
  equivocation: {
    what: 'a second signed record for the same position',
    who: 'Both gateway operators stop and compare what they hold; the registry operators start a new generation.',
  },
  chain: {
    what: 'does not follow from the record before it',
    who: "The sender's gateway operator compares its history with the bus.",
  },
  'ring-digest': {
    what: 'a ring is not the one that was signed, or is gone before its time',
    who: 'The bus operator finds out how it changed; the sender publishes the record again.',
  },
  'metadata-unreadable': {
    what: 'the auditor cannot open the metadata ring, or it is not what was committed to',
    who: "The sender's gateway operator explains to whom it was sealed.",
  },
  schema: {
    what: 'the metadata fit no schema that is known here',
    who: 'The sender mends its software, or this auditor is upgraded.',
  },
  witness: {
    what: 'vouches for another record than the one that stands there',
    who: 'Both gateway operators compare what they hold: one of them was shown something else.',
  },
  withheld: {
    what: 'others have signed that they saw this position, and the bus does not show it',
    who: 'The bus operator explains where it went; the sender publishes it again.',
  },
  'receipt-missing': {
    what: 'nobody has confirmed this message within the limit',
    who: "The receiver's gateway operator looks whether it arrived; people may be waiting.",
  },
  transition: {
    what: 'the receiver took a message for which its referral had no place',
    who: "The receiver's gateway operator explains why it was not refused.",
  },
};

const NOTES: { readonly [code in NoteCode]: string } = {
  repeated: 'the same bytes stand on the bus again',
  'out-of-order': 'stands after a later position (a resend, or rows that were moved)',
  stripped: 'payload removed by rule',
  clock: "the sender's clock ran back or ahead",
  pending: 'younger than the receipt limit',
  mended: 'was damaged, and a genuine value of its key stands after it',
  disputed: 'signed by a revoked key beyond what its owner stands by',
  'evidence-only': 'beyond the end of a closed generation',
  'one-sided': 'the opposite direction is not in scope, so nothing witnesses this one',
};

export function describe(report: Report): readonly string[] {
  const { faults, notes, records, streams, pending } = report;
  const rootCount = faults.filter(({ cause }) => cause === null).length;
  const lines = faults.flatMap((fault, index) =>
    fault.cause === null ? describeRoot(fault, index, faults) : [],
  );
  return [
    ...lines,
    ...notes.map(
      (note) =>
        `note ${note.code}: ${placeOf(note)}${note.count === undefined ? '' : ` and more, ${note.count} in all`}: ${NOTES[note.code]}`,
    ),
    `${records} records in ${streams} streams, ${pending} pending: ${
      rootCount === 0
        ? 'no fault'
        : `${rootCount} ${rootCount === 1 ? 'fault' : 'faults'}, ${faults.length - rootCount} that follow`
    }`,
  ];
}

function describeRoot(fault: Fault, index: number, faults: readonly Fault[]): readonly string[] {
  const { what, who } = FAULTS[fault.code];
  const following = faults.filter(({ cause }) => cause === index);
  const follows = following.map((item) => `    follows: ${item.code} ${placeOf(item)}`);
  return [`FAULT ${fault.code}: ${placeOf(fault)}: ${what}`, `    ${who}`, ...follows];
}

function placeOf(item: Fault | Note): string {
  const { stream, sequence, record, offset } = item;
  const to = 'last' in item ? ` to ${item.last}` : '';
  return [
    stream,
    ...(sequence === null ? [] : [`position ${sequence}${to}`]),
    ...(record === null ? [] : [`record ${record}`]),
    ...(offset === null ? [] : [`offset ${offset}`]),
  ].join(', ');
}
