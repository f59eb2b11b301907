/**
 * Which participants must not learn of a person: what the draft or the messages say, what was added here since, and what
 * two persons have lifted (domain.md 6.2). Invariant: the newest word of this side counts, so a bar can be set again.
 */

/** A local fact about one participant, oldest first; other kinds of local events are no bars. */
export interface BarEvent {
  readonly type: string;
  /** `sub` of who did it. */
  readonly subject: string;
  readonly participant: string | null;
}

const SET = 'contact-bar.set';
const PROPOSED = 'contact-bar.lift-proposed';
const LIFTED = 'contact-bar.lifted';

function newest<Event extends BarEvent>(events: readonly Event[], participant: string): Event | undefined {
  return events.findLast(
    (event) => event.participant === participant && [SET, PROPOSED, LIFTED].includes(event.type),
  );
}

/** Participants whose bar two persons have lifted, and nobody has set again. */
export function liftedBars(events: readonly BarEvent[]): readonly string[] {
  const named = new Set(events.flatMap((event) => event.participant ?? []));
  return [...named].filter((participant) => newest(events, participant)?.type === LIFTED).sort();
}

/** `listed`: what the draft and the messages name (`doNotContact`). A proposal lifts nothing. */
export function standingBars(events: readonly BarEvent[], listed: readonly string[]): readonly string[] {
  const lifted = new Set(liftedBars(events));
  const set = events.flatMap((event) => (event.type === SET ? (event.participant ?? []) : []));
  return [...new Set([...listed, ...set])].filter((participant) => !lifted.has(participant)).sort();
}

/** A lifting that one person has proposed and nobody has confirmed yet. */
export function openProposal<Event extends BarEvent>(
  events: readonly Event[],
  participant: string,
): Event | null {
  const last = newest(events, participant);
  return last?.type === PROPOSED ? last : null;
}
