/**
 * A double of a participant that has its real signing key and no scruples: it seals what it likes at any position.
 * Used to show what an honest partner, and the robbed participant itself, do about it.
 */
import type { Network } from '../../scripts/lib/demo/network.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import {
  chooseKeys,
  kidOf,
  nameHead,
  newId,
  opposite,
  recordValue,
  sealRecord,
  streamName,
} from '../../services/lib/protocol/index.ts';
import type { Head, KeySeries, MessageContent, Stream } from '../../services/lib/protocol/types.ts';
import { onBus } from '../support/network.ts';
import { configOf, routerContext, secretsOf } from './parts.ts';

export interface Forgery {
  readonly from: string;
  readonly to: string;
  readonly sequence: number;
  readonly previous: string;
  /** Default: nothing seen. */
  readonly seen?: Head;
  /** Default: a heartbeat. */
  readonly content?: MessageContent;
  /** Series of the payload's readers: sender's, then receiver's. Default: payload keys of both. */
  readonly payloadSeries?: readonly [KeySeries, KeySeries];
}

/** Puts the record at the end of the lane and gives its digest. */
export async function forge(
  network: Network,
  { from, to, sequence, previous, seen, content, payloadSeries = ['payload', 'payload'] }: Forgery,
): Promise<string> {
  const { context, close } = await routerContext(network, from);
  try {
    await context.trust.refresh(context.db);
    const { registry, announced } = context.trust;
    if (registry === null) throw new Error('no registry');
    const stream: Stream = { from, to, lane: 0, generation: 1 };
    const time = new Date().toISOString();
    const own = chooseKeys(announced, from, time);
    const theirs = chooseKeys(announced, to, time);
    const reader = (jwk: typeof own.metadata) => {
      if (jwk === null) throw new Error('no key');
      return { kid: kidOf(nodeCipher, jwk), jwk };
    };
    const id = newId(nodeCipher, Date.now());
    const record = sealRecord(nodeCipher, {
      stream,
      id,
      time,
      sequence,
      previous,
      seen: seen ?? nameHead(nodeCipher, streamName(opposite(stream))),
      registry: { version: registry.version, digest: registry.digest },
      signingKey: secretsOf(configOf(network, from), 'gateway').signingKey,
      metadataRecipients: [reader(own.metadata), reader(theirs.metadata), ...registry.auditorsFor(from, to)],
      payloadRecipients: [reader(own[payloadSeries[0]]), reader(theirs[payloadSeries[1]])],
      ...(content ?? { metadata: { type: 'heartbeat', version: 1, drill: false }, payload: {} }),
    });
    await onBus(network, `insert into bus.record select $1, 0, bus.end_of($1, 0), $2, $3`, [
      `trm.${from}.${to}`,
      id,
      Buffer.from(recordValue(record)),
    ]);
    await onBus(network, `select pg_notify('trm_bus', $1)`, [`trm.${from}.${to}`]);
    return record.digest;
  } finally {
    await close();
  }
}
