/**
 * Who was told that work waits, as a focal point reads it, and what of it lies in the demo's mail folder.
 * Invariant: a notice counts here once every address has an outcome. domain.md 7 (notification).
 */
import { until } from '../api.ts';
import { mailAddressOf } from '../directory.ts';
import { clientOf } from '../traffic.ts';
import type { Stage } from './stage.ts';

export interface Notice {
  readonly reference: string | null;
  readonly kind: string;
  readonly because: string;
  readonly contactPoint: string;
  readonly function: string;
  readonly subject: string;
  readonly at: string;
  readonly outcomes: readonly { readonly channel: string; readonly outcome: string }[];
}

const WAIT_MS = 60_000;

async function notices(stage: Stage, id: string): Promise<readonly Notice[]> {
  const client = clientOf(stage.network, id, 'national-focal-point');
  return (await client.get<{ items: readonly Notice[] }>('/v1/notices')).items;
}

/** Waits until nobody of `id` is about to be told anything. */
export async function untilNoticesDone(stage: Stage, id: string): Promise<void> {
  await until(`every notice of ${id} has an outcome`, WAIT_MS, async () =>
    (await notices(stage, id)).every(({ outcomes }) => outcomes.length > 0),
  );
}

/** Everybody whom `id` told of this referral, the newest first. */
export async function noticesOf(stage: Stage, id: string, reference: string): Promise<readonly Notice[]> {
  return (await notices(stage, id)).filter((notice) => notice.reference === reference);
}

/** Waits until just these were told for this reason and the mail server has taken a message for each. */
export async function told(
  stage: Stage,
  id: string,
  reference: string,
  { because, subjects }: { readonly because: string; readonly subjects: readonly string[] },
): Promise<readonly Notice[]> {
  const found = await until(`${subjects.join(', ')} are told of ${reference}`, WAIT_MS, async () => {
    const fitting = (await noticesOf(stage, id, reference)).filter((notice) => notice.because === because);
    const isDone = fitting.every(({ outcomes }) => outcomes.some(({ outcome }) => outcome === 'accepted'));
    const told = new Set(fitting.map(({ subject }) => subject));
    return isDone && subjects.every((subject) => told.has(subject)) ? fitting : null;
  });
  const others = found.filter(({ subject }) => !subjects.includes(subject));
  if (others.length > 0) throw new Error(`${others.map(({ subject }) => subject).join(', ')} were told too`);
  return found;
}

/** How many messages the demo's mail server has taken for everybody until now. */
export function mailsUntilNow({ network }: Stage): number {
  if (network.mail === null) throw new Error('this network mails nothing');
  return network.mail.messages.length;
}

/** How many of the messages after the first `since` went to this person. */
export function mailsTo({ network }: Stage, id: string, subject: string, since: number): number {
  const address = mailAddressOf(subject, id);
  return (network.mail?.messages ?? []).slice(since).filter(({ to }) => to.includes(address)).length;
}
