/**
 * Which lanes an auditor reads: the pair topics whose metadata are sealed to it by the registry, and the public topics
 * of their ends (protocol.md 8). A narrower scope leaves the opposite direction in: it is the witness.
 */
import { opposite, pairTopic, publicTopic, type RegistryState, type Stream } from '../lib/protocol/index.ts';
import { AuditError } from './errors.ts';
import type { AuditLane } from './judge.ts';

export interface Scope {
  readonly lanes: readonly AuditLane[];
  /** Newest generation of every stream in the scope. */
  readonly streams: readonly Stream[];
  /** Whether the report speaks of this stream (or of `<topic>/<lane>`). */
  readonly speaksOf: (name: string) => boolean;
}

/** `trm.al.rs`, `trm.al.rs/0` or `trm.al.rs/0/1`. */
const SCOPE = /^(trm\.[a-z0-9]+\.[a-z0-9]+)(\/[0-9]+){0,2}$/;

/** `states`: registry versions, oldest first; what an older one gave the auditor stays readable. */
export function scopeOf(
  states: readonly RegistryState[],
  kids: ReadonlySet<string>,
  wanted: string | null,
): Scope {
  const newest = states.at(-1);
  const topics = new Map<string, Stream[]>();
  for (const { participants } of newest?.payload.pairs ?? []) {
    const [one, other] = participants;
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const entitled = states.some((state) => state.auditorsFor(from, to).some(({ kid }) => kids.has(kid)));
      if (!entitled) continue;
      const generation = newest?.pair(one, other)?.generation ?? 1;
      const lanes = Math.max(...states.map((state) => state.pair(one, other)?.lanes ?? 0));
      const streams = Array.from({ length: lanes }, (_, lane): Stream => ({ from, to, lane, generation }));
      topics.set(pairTopic(from, to), streams);
    }
  }
  const chosen = wanted === null ? null : (SCOPE.exec(wanted)?.[1] ?? '');
  if (chosen !== null && !topics.has(chosen)) {
    throw new AuditError(
      'scope',
      'The scope is not a stream or topic that the registry gives to this auditor.',
    );
  }
  const read = [...topics.values()]
    .flat()
    .filter((stream) => {
      const topic = pairTopic(stream.from, stream.to);
      return chosen === null || topic === chosen || pairTopic(opposite(stream).from, stream.from) === chosen;
    })
    .sort((left, right) => compare(pairTopic(left.from, left.to), pairTopic(right.from, right.to)));
  const owners = [...new Set(read.flatMap(({ from, to }) => [from, to]))].sort();
  return {
    lanes: [
      ...owners.map((id): AuditLane => ({ topic: publicTopic(id), lane: 0, kind: 'public' })),
      ...read.map(({ from, to, lane }): AuditLane => ({ topic: pairTopic(from, to), lane, kind: 'pair' })),
    ],
    streams: read.filter(({ from, to }) => chosen === null || pairTopic(from, to) === chosen),
    speaksOf: (name) =>
      wanted === null || name === wanted || name.startsWith(`${wanted}/`) || wanted.startsWith(`${name}/`),
  };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
