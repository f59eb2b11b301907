/**
 * Who is connected and hears at once that work waits: server-sent events for the console. domain.md 7 (notification).
 * Invariant: a hint, never the fact: an event says only that the lists should be read; it reaches the person whom it
 * names and nobody else.
 */
export interface LiveEvents {
  /** Gives the end of the subscription; null: this person has too many already. */
  subscribe(subject: string, hear: (event: LiveEvent) => void): (() => void) | null;
  publish(subject: string, event: LiveEvent): void;
  /** After the database was away nobody knows what was missed: everybody looks. */
  publishAll(event: LiveEvent): void;
}

export type LiveEvent = 'work' | 'look';

/** One person, some windows. */
const MOST_PER_SUBJECT = 8;

export function liveEvents(): LiveEvents {
  const hearers = new Map<string, Set<(event: LiveEvent) => void>>();
  return {
    subscribe(subject, hear) {
      const own = hearers.get(subject) ?? new Set();
      if (own.size >= MOST_PER_SUBJECT) return null;
      own.add(hear);
      hearers.set(subject, own);
      return () => {
        own.delete(hear);
        if (own.size === 0) hearers.delete(subject);
      };
    },
    publish(subject, event) {
      for (const hear of hearers.get(subject) ?? []) hear(event);
    },
    publishAll(event) {
      for (const own of hearers.values()) for (const hear of own) hear(event);
    },
  };
}
