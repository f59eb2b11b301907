/**
 * Port of outgoing mail.
 * Invariant: no text of a reply reaches the caller; the same id has the same Message-ID on every try.
 */
import type { Delivery } from '../delivery/outcome.ts';

export interface Mail {
  /** Of the caller's record "to be sent": letters, digits, `-` and `_`, at most 64. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** Never throws. With a spool folder a mail that was accepted is not sent again, even by another process. */
  send(mail: Mail): Promise<Delivery>;
  /** Once the outcome is committed: drops what the spool knows of `id`. */
  forget(id: string): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}
