/**
 * What a command of the data protection officer does to this participant's own copy, in the command's own transaction.
 * Invariant: nobody is told of an erasure that has not happened here: message, destroyed keys, removed bytes and the
 * position up to which the bus is stripped stand or fall together. protocol.md 7; decision 0012.
 */
import { guardFailure } from '../../lib/casework/index.ts';
import type { JsonObject, Metadata } from '../../lib/protocol/types.ts';
import { refreshState } from '../../lib/projection/refresh-state.ts';
import {
  type Whom,
  declareErased,
  erase,
  knownSubjects,
  lockOwnStreams,
  waitsForSealing,
  whomItErases,
  youngestOwn,
} from '../../lib/store/erasure.ts';
import { mendIncidentAt } from '../../lib/store/incidents.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../http/problem.ts';

export interface Erasing {
  /** Members of the metadata that the gateway fills in: how far our own stream speaks of the persons. */
  readonly declares: JsonObject;
  /** To be called once the message is inserted, and before its content is stored. */
  carryOut(message: string, at: string): Promise<void>;
}

const NOTHING: Erasing = { declares: {}, carryOut: () => Promise.resolve() };

/** Under the referral's row lock. @throws Problem `not-ready` */
export async function erasingBy(
  sql: Sql,
  context: GatewayContext,
  { reference, peer }: { readonly reference: string; readonly peer: string },
  metadata: Metadata,
  payload: JsonObject,
): Promise<Erasing> {
  const { answers, type } = metadata;
  if (type === 'referral.sealed') return sealing(sql, context, reference);
  if (type !== 'data.erased' && type !== 'data.erasure-receipt') return NOTHING;
  const answered = async (): Promise<void> => {
    if (type === 'data.erasure-receipt' && answers !== undefined)
      await mendIncidentAt(sql, 'erasure-asked', answers.stream, answers.sequence);
  };
  const whom = await whomItErases(sql, metadata, payload);
  if (whom === null) return { declares: {}, carryOut: answered };
  // Nothing is sealed from here on, so that what we say of our stream is still so when we are done.
  await lockOwnStreams(sql, context.participant, peer);
  await refuseUnknown(sql, reference, whom);
  await refuseWhileWaiting(sql, reference, whom);
  const youngest = await youngestOwn(sql, reference);
  return {
    declares: youngest === null ? {} : { stream: youngest.stream, through: youngest.through },
    carryOut: async (message, at) => {
      await erase(sql, context.crypto, { reference, participant: context.participant, whom, message });
      if (youngest !== null) await declareErased(sql, { message, own: true, ...youngest });
      await answered();
      // What was not sealed yet and named the person is not sent: it counts no longer.
      await refreshState(sql, reference, at);
    },
  };
}

/** Retention has ended: our own copy goes, and the other side's with its own word. The bus was stripped long before. */
function sealing(sql: Sql, context: GatewayContext, reference: string): Erasing {
  const { participant, crypto } = context;
  return {
    declares: {},
    carryOut: (message) => erase(sql, crypto, { reference, participant, whom: 'all', message }),
  };
}

/** A slip in an id must not be answered as if somebody had been erased. Where nothing is held any more nobody can tell. */
async function refuseUnknown(sql: Sql, reference: string, whom: Whom): Promise<void> {
  const known = await knownSubjects(sql, reference);
  if (typeof whom === 'string' || known.length === 0) return;
  if (!whom.every((subject) => known.includes(subject)))
    throw new Problem('guard-failed', guardFailure('subjects-unknown'));
}

/** What moves the case and is about to be sealed would be taken back by its own erasure. It takes a moment. */
async function refuseWhileWaiting(sql: Sql, reference: string, whom: Whom): Promise<void> {
  if (
    !(await waitsForSealing(
      sql,
      reference,
      whom === 'all' ? null : ['referral.submitted', 'referral.amended'],
    ))
  )
    return;
  throw new Problem('not-ready', {
    detail: 'Messages of this referral wait to be sealed. Nothing can be erased before they are.',
    case: 'Nothing has changed. Give the command again in a moment; if the bus is away, once it is back.',
  });
}
