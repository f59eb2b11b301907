/**
 * Safety alerts reach people at once: when they are taken, and when they wait behind a gap (protocol.md 5, Gap).
 * Invariant: showing an alert before its turn applies nothing; an exercise bothers nobody but the duty desk all the same.
 */
import type { AuthenticRecord, JsonObject, Metadata } from '../lib/protocol/types.ts';
import { type Call, personsOf } from '../lib/directory/index.ts';
import { keptDirectory } from '../lib/store/directory.ts';
import { insertEarlyAlert, mendAlerts } from '../lib/store/early-alerts.ts';
import { mendIncidentAt, openIncident } from '../lib/store/incidents.ts';
import { tell } from '../lib/telling/tell.ts';
import { telling } from './duty/telling.ts';
import { type RouterContext, type Sql, freshId } from './context.ts';

const ALERT = 'safety.alert';

/** What is held behind a gap was opened: an alert among it is shown now, marked out of order. */
export async function showEarly(
  context: RouterContext,
  sql: Sql,
  record: AuthenticRecord,
  opened: { readonly metadata: Metadata; readonly payload: JsonObject | null },
): Promise<void> {
  const { metadata, payload } = opened;
  if (metadata.type !== ALERT || metadata.reference === undefined || payload === null) return;
  const { streamName: stream, envelope, digest } = record;
  const { sequence, id, time } = envelope;
  const danger = metadata['class'];
  await insertEarlyAlert(sql, context.crypto, {
    stream,
    sequence,
    digest,
    id,
    peer: record.stream.from,
    reference: metadata.reference,
    class: typeof danger === 'string' ? danger : null,
    at: time,
    content: payload,
  });
  await openIncident(sql, { id: freshId(context), code: 'safety-alert-early', stream, sequence });
  await callDutyDesk(context, sql, metadata.reference);
}

/** A taken alert stands before the duty desk until somebody has answered or cleared it. */
export async function noteAlert(
  context: RouterContext,
  sql: Sql,
  { streamName: stream, envelope: { sequence } }: AuthenticRecord,
  { type, reference }: Metadata,
): Promise<void> {
  if (type === 'safety.alert-cleared' && reference !== undefined) return mendAlerts(sql, reference);
  if (type !== ALERT) return;
  await mendIncidentAt(sql, 'safety-alert-early', stream, sequence);
  const fresh = await openIncident(sql, { id: freshId(context), code: 'safety-alert', stream, sequence });
  if (fresh && reference !== undefined) await callDutyDesk(context, sql, reference);
}

/** Everybody at the duty desk, and the focal point: nothing blocks an alert, and nobody waits for a limit. */
async function callDutyDesk(context: RouterContext, sql: Sql, reference: string): Promise<void> {
  const directory = await keptDirectory(sql);
  if (directory === null) return;
  const at = context.now().toISOString();
  const calls = ['duty-desk', 'national-focal-point']
    .flatMap((fn) => personsOf(directory, fn, at))
    .map((person): Call => ({ kind: 'alert', because: 'alert', person }));
  await tell(sql, telling(context), calls, { reference, step: null });
}
