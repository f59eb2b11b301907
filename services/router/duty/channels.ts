/**
 * The words and the ways of a call: mail and signed webhook. domain.md 7: only that work waits, with a link.
 * Invariant: no content, no reference, no label; the same words for every case.
 */
import type { NotifyAddress } from '../../lib/directory/index.ts';
import type { Delivery } from '../../lib/platform/delivery/outcome.ts';
import type { Mailer } from '../../lib/platform/mail/index.ts';
import type { Webhooks } from '../../lib/platform/webhook/index.ts';

export type Sent =
  | { readonly outcome: 'accepted'; readonly code: null }
  | { readonly outcome: 'bounced' | 'not-configured' | 'transient'; readonly code: string };

export interface Channels {
  send(id: string, kind: string, address: NotifyAddress): Promise<Sent>;
  /** After the outcome is recorded. */
  forget(id: string): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

const WAITING = 'Work is waiting';
const WAITS = 'Work is waiting for you.';

const SUBJECTS: Readonly<Record<string, string>> = {
  'work-waits': WAITING,
  reminder: 'Reminder: work is waiting',
  escalation: 'Work has not been answered',
  alert: 'Please look at once',
  moved: 'Work was handed over to you',
  check: 'Exercise: please sign in',
};

const LINES: Readonly<Record<string, string>> = {
  'work-waits': WAITS,
  reminder: 'Work is waiting and half of its time has passed. Please look whether somebody is at it.',
  escalation: 'Work was not answered, or nobody is there for it. Please look.',
  alert: 'Something has come that does not wait. Please look at once.',
  moved: 'Open work was handed over to you.',
  check: 'This is an exercise. Please sign in and answer it, so that others know that you can be reached.',
};

export function channelsOf(options: {
  readonly mailer: Mailer;
  readonly webhooks: Webhooks;
  readonly consoleUrl: string;
}): Channels {
  const { mailer, webhooks, consoleUrl } = options;
  return {
    async send(id, kind, { channel, address }) {
      if (channel === 'webhook')
        return told(
          await webhooks.send({ id, url: address, event: `work.${kind}`, data: { url: consoleUrl } }),
        );
      const text = `${LINES[kind] ?? WAITS}\n\nSign in: ${consoleUrl}\n\nThis message holds nothing else. Do not answer it.\n`;
      return told(await mailer.send({ id, to: address, subject: SUBJECTS[kind] ?? WAITING, text }));
    },
    async forget(id) {
      await mailer.forget(id);
      await webhooks.forget(id);
    },
    async close() {
      await mailer.close();
      await webhooks.close();
    },
  };
}

/** That nothing is configured does not pass by waiting: it is said at once. */
function told(delivery: Delivery): Sent {
  if (delivery.outcome === 'accepted') return { outcome: 'accepted', code: null };
  const { outcome, code } = delivery;
  return { outcome: code === 'not-configured' ? 'not-configured' : outcome, code };
}
