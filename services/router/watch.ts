/**
 * What time alone brings: gaps that must be asked for, messages without a receipt, streams that have gone silent, damage
 * to be tried again. Invariant: each fact is recorded once; whether it still holds is looked up, never remembered.
 * protocol.md 5 (Gap) and 6.
 */
import { operations } from '../lib/contract/index.ts';
import { opposite, parsePairTopic, publicStreamName, streamName } from '../lib/protocol/index.ts';
import type { Stream } from '../lib/protocol/types.ts';
import { appendToChain } from '../lib/store/chains.ts';
import { mendIncidents, openIncident } from '../lib/store/incidents.ts';
import { type GapRow, gapsToAsk, markAsked } from '../lib/store/gaps.ts';
import { unanswered } from '../lib/store/receipts.ts';
import { damagedBefore } from '../lib/store/set-aside.ts';
import { enqueue } from '../lib/store/outbox.ts';
import { listStreams, unwitnessedFor } from '../lib/store/streams.ts';
import { newestHeldAt } from '../lib/store/trust.ts';
import { type RouterContext, type Sql, freshId } from './context.ts';
import { retakeDamaged } from './taking.ts';

/** Asking again doubles up to this. */
const MAX_ASK_BACKOFF_MS = 10 * 60_000;
const SILENT_SLOTS = 3;
const UNANSWERED_ASKS = 5;

/** `caughtUp`: lanes that were read to the end noted at start; only there is a missing position a gap. */
export async function look(context: RouterContext, caughtUp: ReadonlySet<string>): Promise<void> {
  await askForGaps(context, caughtUp);
  await recordUnanswered(context);
  await recordSilence(context);
  const registry = context.trust.registry;
  if (registry !== null) await retakeDamaged(context, await damagedBefore(context.db, registry.version));
}

async function askForGaps(context: RouterContext, caughtUp: ReadonlySet<string>): Promise<void> {
  const asked = await context.db.tx(async (sql) => {
    const due = (await gapsToAsk(sql, context.gapWaitMs, MAX_ASK_BACKOFF_MS)).filter((gap) =>
      caughtUp.has(laneOfStream(gap.stream)),
    );
    for (const gap of due) await ask(context, sql, gap);
    return due.length;
  });
  if (asked > 0) context.log.event('resend.requested');
}

async function ask(context: RouterContext, sql: Sql, gap: GapRow): Promise<void> {
  const [topic = '', lane = '0'] = gap.stream.split('/');
  const owner = parsePairTopic(topic)?.from ?? topic.split('.')[1] ?? '';
  await openIncident(sql, { id: freshId(context), code: 'gap', stream: gap.stream, sequence: gap.first });
  await enqueue(sql, context.crypto, {
    id: freshId(context),
    peer: owner,
    lane: gap.stream === publicStreamName(owner) ? 0 : Number(lane),
    type: 'stream.resend-requested',
    personal: false,
    reference: null,
    metadata: {
      type: 'stream.resend-requested',
      version: 1,
      drill: false,
      stream: gap.stream,
      first: gap.first,
      last: gap.last,
    },
    payload: {},
  });
  // Nobody answers: from here on a person has to, by voice (protocol.md 5, Gap).
  if (gap.asks >= UNANSWERED_ASKS) {
    await openIncident(sql, {
      id: freshId(context),
      code: 'resend-unanswered',
      stream: gap.stream,
      sequence: gap.first,
    });
  }
  await markAsked(sql, gap.stream, gap.first);
}

/** Only casework messages are answered by a receipt (protocol.md 6). */
const ANSWERED_TYPES: readonly string[] = operations.map((operation) => operation.type);

async function recordUnanswered(context: RouterContext): Promise<void> {
  for (const message of await unanswered(context.db, ANSWERED_TYPES, context.receiptLimitMs)) {
    await context.db.tx(async (sql) => {
      const opened = await openIncident(sql, {
        id: freshId(context),
        code: 'unanswered',
        stream: message.stream,
        sequence: message.sequence,
      });
      if (!opened) return;
      await appendToChain(sql, context.cipher, 'negative_evidence', {
        kind: 'unanswered',
        stream: message.stream,
        sequence: message.sequence,
        publishedAt: message.publishedAt.toISOString(),
        at: context.now().toISOString(),
      });
    });
    context.log.event('stream.unanswered', { message: message.id });
  }
}

async function recordSilence(context: RouterContext): Promise<void> {
  const limitMs = SILENT_SLOTS * context.slotMs;
  const now = context.now().getTime();
  const rows = new Map((await listStreams(context.db)).map((row) => [row.name, row]));
  const unwitnessed = await unwitnessedFor(context.db, limitMs);
  const listening = Math.max(context.startedMs, (await newestHeldAt(context.db))?.getTime() ?? 0);
  for (const stream of expectedStreams(context)) {
    const name = streamName(stream);
    const row = rows.get(name);
    // One that has never spoken is silent from the moment that we began to listen, or heard that there is such a stream.
    const movedAt = row?.moved_at.getTime() ?? listening;
    const claimedAt = row?.claimed_at?.getTime() ?? now;
    const onlyOld = now - claimedAt > limitMs;
    if (now - movedAt > limitMs || onlyOld || unwitnessed.has(streamName(opposite(stream)))) {
      await openSilence(context, name, row?.sequence ?? 0);
    } else if ((await mendIncidents(context.db, ['silent'], name, null)) > 0) {
      context.log.event('stream.heard');
    }
  }
}

async function openSilence(context: RouterContext, stream: string, sequence: number): Promise<void> {
  const opened = await context.db.tx(async (sql) => {
    const fresh = await openIncident(sql, { id: freshId(context), code: 'silent', stream, sequence: null });
    if (fresh)
      await appendToChain(sql, context.cipher, 'negative_evidence', {
        kind: 'silent',
        stream,
        sequence,
        at: context.now().toISOString(),
      });
    return fresh;
  });
  if (opened) context.log.event('stream.silent');
}

/** The streams of the newest generation that partners write to us. */
function expectedStreams({ trust, participant }: RouterContext): readonly Stream[] {
  const registry = trust.registry;
  if (registry === null) return [];
  return registry
    .partnersOf(participant)
    .flatMap((partner) => registry.streamsOf(participant, partner))
    .filter((stream) => stream.to === participant);
}

function laneOfStream(stream: string): string {
  return stream.slice(0, stream.lastIndexOf('/'));
}
