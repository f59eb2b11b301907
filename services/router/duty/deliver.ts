/**
 * Delivers one call: that work waits, and a link, to every address of the person. domain.md 7 (notification).
 * Invariant: looked up anew before every try: who has left or is away is told nothing, and somebody who is there is told
 * instead; what was answered meanwhile bothers nobody; an outcome is recorded once per address.
 */
import {
  type Call,
  coordinatorsOf,
  type Directory,
  type NotifyAddress,
  personsOf,
  staffingOf,
} from '../../lib/directory/index.ts';
import type { HeldJob } from '../../lib/platform/jobs/port.ts';
import {
  type CallOutcome,
  type CallRow,
  findCall,
  findStep,
  outcomesOf,
  recordOutcome,
  triedWith,
} from '../../lib/store/calls.ts';
import { directoryAsOf } from '../../lib/store/directory.ts';
import { openIncidentAbout } from '../../lib/store/incidents.ts';
import { recordLiveness } from '../../lib/store/liveness.ts';
import { findReferral } from '../../lib/store/referrals.ts';
import { tell } from '../../lib/telling/tell.ts';
import { freshId, type RouterContext, type Sql } from '../context.ts';
import type { Channels } from './channels.ts';
import { telling } from './telling.ts';
import { waitingFor } from './waiting.ts';

/** Thrown to be tried again later. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';
}

export async function deliver(context: RouterContext, channels: Channels, job: HeldJob): Promise<void> {
  const id = String(job.data['call']);
  const call = await findCall(context.db, id);
  if (call === null) return;
  if (!(await isAwaited(context, call)))
    return context.db.tx((sql) => record(context, sql, call, 'none', { outcome: 'void', code: 'answered' }));
  const directory = await directoryAsOf(context.db, null);
  const addresses = addressesOf(directory, call, context.now().toISOString());
  if (addresses === null) return context.db.tx((sql) => askAnother(context, sql, directory, call));
  if (addresses.length === 0)
    return context.db.tx((sql) =>
      record(context, sql, call, 'none', { outcome: 'not-configured', code: 'no-address' }),
    );
  const done = await outcomesOf(context.db, id);
  let waits = false;
  for (const [index, address] of addresses.entries()) {
    const channel = `${address.channel}:${index}`;
    if (done.has(channel)) continue;
    const spooled = `${call.id}-${index}`;
    const sent = await channels.send(spooled, call.kind, address);
    if (sent.outcome === 'transient') {
      waits = waits || !job.last;
      if (job.last)
        await context.db.tx((sql) =>
          record(context, sql, call, channel, { outcome: 'failed', code: sent.code }),
        );
      continue;
    }
    const { outcome, code } = sent;
    await context.db.tx(async (sql) => {
      await record(context, sql, call, channel, { outcome, code });
      if (outcome === 'bounced') await noteBounce(context, sql, directory, call);
    });
    await channels.forget(spooled);
  }
  if (waits) throw new NotDelivered('an address could not be reached yet');
}

/** Null: the person is not there any more. */
function addressesOf(directory: Directory, call: CallRow, at: string): readonly NotifyAddress[] | null {
  const { available } = staffingOf(directory, call.contactPoint, call.function, at);
  return available.find(({ subject }) => subject === call.subject)?.notify ?? null;
}

async function record(
  context: RouterContext,
  sql: Sql,
  call: CallRow,
  channel: string,
  { outcome, code }: { readonly outcome: CallOutcome; readonly code: string | null },
): Promise<void> {
  const row = { call: call.id, channel, outcome, code, at: context.now().toISOString() };
  if (await recordOutcome(sql, row)) context.log.event('notice.ended', { code: outcome });
}

/** What no clock has brought waits until it is answered; what one has, as long as that clock does. */
async function isAwaited(context: RouterContext, { step: id }: CallRow): Promise<boolean> {
  const step = id === null ? null : await findStep(context.db, id);
  const referral = step === null ? null : await findReferral(context.db, step.reference);
  if (step === null || referral === null) return true;
  return (await waitingFor(context, context.db, referral, step, true)).waits;
}

async function askAnother(
  context: RouterContext,
  sql: Sql,
  directory: Directory,
  call: CallRow,
): Promise<void> {
  const at = context.now().toISOString();
  const row = { call: call.id, channel: 'none', outcome: 'void', code: 'left', at } as const;
  if (await recordOutcome(sql, row)) await tellInstead(context, sql, directory, call);
}

/**
 * Whoever holds the function now, else the focal point, else the coordinator, and nobody twice. Where nobody is left who
 * was not tried, and no other try of this step may still reach somebody, people see an incident.
 */
async function tellInstead(
  context: RouterContext,
  sql: Sql,
  directory: Directory,
  call: CallRow,
): Promise<void> {
  const { reference, step } = call;
  const at = context.now().toISOString();
  const tried = await triedWith(sql, call);
  const { available } = staffingOf(directory, call.contactPoint, call.function, at);
  const person = [
    ...available,
    ...personsOf(directory, 'national-focal-point', at),
    ...coordinatorsOf(directory, context.pack.fallback.office, at),
  ].find(({ subject }) => tried.every((each) => each.subject !== subject));
  if (person !== undefined) {
    const kind = call.kind as Call['kind'];
    const about = { reference, step, insteadOf: call.id };
    await tell(sql, telling(context), [{ kind, because: 'vacant', person }], about);
  } else if (!tried.some(({ stands }) => stands)) {
    await openIncidentAbout(sql, freshId(context), 'nobody-to-tell', step ?? call.id);
  }
}

/** A mailbox that is no more is a fact about the contact point, and somebody else is told. */
async function noteBounce(
  context: RouterContext,
  sql: Sql,
  directory: Directory,
  call: CallRow,
): Promise<void> {
  const at = context.now().toISOString();
  const { contactPoint, function: fn, subject } = call;
  const fact = {
    contactPoint,
    function: fn,
    kind: 'bounced',
    cause: 'notice',
    about: call.id,
    subject,
    at,
  } as const;
  if (await recordLiveness(sql, fact)) await tellInstead(context, sql, directory, call);
}
