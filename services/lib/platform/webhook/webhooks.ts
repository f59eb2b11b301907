/**
 * Sends signed webhooks (Standard Webhooks 1.0.0): one POST, no redirects, within a time limit, to allowed addresses.
 * Invariant: of an answer only its status counts, and its body is never kept; each receiver has a secret of its own.
 */
import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { deliver } from '../delivery/deliver.ts';
import type { Delivery } from '../delivery/outcome.ts';
import { openSpool } from '../delivery/spool.ts';
import { AddressRefused, guardedLookup, readWebhookUrl } from './guard.ts';
import type { WebhookCall, Webhooks } from './port.ts';

export interface WebhooksOptions {
  /** The master secret; null: not configured. */
  readonly secret: string | null;
  readonly spoolDir: string | null;
  /** Also this machine, for tests and the demo. Default false. */
  readonly allowLoopback?: boolean;
  readonly limitMs?: number;
}

const LIMIT_MS = 15_000;
/** The receiver asks for another time: too early, too many, took too long. */
const LATER: ReadonlySet<number> = new Set([408, 425, 429]);

/** What the receiver at `url` verifies with. From another secret or for another address it is another one. */
export function webhookSecret(secret: string, url: string): string {
  const key = createHmac('sha256', secret).update(new URL(url).href).digest('base64');
  return `whsec_${key}`;
}

/** @throws when the spool folder cannot be made */
export function openWebhooks(options: WebhooksOptions): Webhooks {
  const { secret, spoolDir } = options;
  const allowLoopback = options.allowLoopback ?? false;
  const limitMs = options.limitMs ?? LIMIT_MS;
  const spool = openSpool(spoolDir === null ? null : path.join(spoolDir, 'webhook'));
  const stop = new AbortController();
  return {
    send: async (call) => {
      if (secret === null) return { outcome: 'transient', code: 'not-configured' };
      const url = readWebhookUrl(call.url, allowLoopback);
      if (url === null) return { outcome: 'bounced', code: 'address' };
      return deliver(spool, call.id, async () => {
        const limit = AbortSignal.timeout(limitMs);
        const signal = AbortSignal.any([limit, stop.signal]);
        try {
          return ofStatus(await post(url, signed(secret, call), allowLoopback, signal));
        } catch (error) {
          return ofFailure(error, limit.aborted);
        }
      });
    },
    forget: (id) => spool.forget(id),
    close: () => Promise.resolve(stop.abort()),
  };
}

interface Signed {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

function signed(secret: string, call: WebhookCall): Signed {
  const now = new Date();
  const body = JSON.stringify({
    type: call.event,
    timestamp: call.at ?? now.toISOString(),
    data: call.data,
  });
  const signature = new Webhook(webhookSecret(secret, call.url)).sign(call.id, now, body);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'trm-exchange',
      'webhook-id': call.id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': signature,
    },
  };
}

/** Of node:http, because `fetch` does not let us say which address a name may stand for. */
function post(
  url: URL,
  { body, headers }: Signed,
  allowLoopback: boolean,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(
      url,
      { method: 'POST', headers, lookup: guardedLookup(allowLoopback), agent: false, signal },
      (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function ofStatus(status: number): Delivery {
  if (status >= 200 && status < 300) return { outcome: 'accepted' };
  if (status >= 300 && status < 400) return { outcome: 'bounced', code: 'redirect' };
  if (status === 410) return { outcome: 'bounced', code: 'gone' };
  if (status >= 400 && status < 500 && !LATER.has(status)) return { outcome: 'bounced', code: 'refused' };
  return { outcome: 'transient', code: 'deferred' };
}

function ofFailure(error: unknown, late: boolean): Delivery {
  if (error instanceof AddressRefused) return { outcome: 'bounced', code: 'address' };
  if (late) return { outcome: 'transient', code: 'timeout' };
  const code = String((error as { code?: unknown } | null)?.code);
  return /CERT|SELF_SIGNED|EPROTO\b|ERR_SSL|ERR_TLS/.test(code)
    ? { outcome: 'transient', code: 'tls' }
    : { outcome: 'transient', code: 'connection' };
}
