/**
 * Reads `trm.registry` into the database, version by version, each checked from the pins.
 * Invariant: an accepted version is never replaced; a second one with its number is an incident. protocol.md 8.
 */
import type { BusRecord } from '../lib/platform/bus/port.ts';
import { REGISTRY_TOPIC, acceptRegistry, type RegistryPins } from '../lib/protocol/index.ts';
import { openIncident } from '../lib/store/incidents.ts';
import { insertRegistry } from '../lib/store/trust.ts';
import { type RouterContext, freshId } from './context.ts';

/** To the end noted at the call. Gives true when a newer version was accepted. @throws BusError, DbError */
export async function readRegistry(context: RouterContext, pins: RegistryPins): Promise<boolean> {
  const records: BusRecord[] = [];
  for await (const record of context.bus.readRange({ topic: REGISTRY_TOPIC, lane: 0 })) records.push(record);
  return acceptVersions(context, pins, records);
}

export async function acceptVersions(
  context: RouterContext,
  pins: RegistryPins,
  records: readonly BusRecord[],
): Promise<boolean> {
  const { trust, db, cipher, log } = context;
  await trust.refresh(db);
  let accepted = false;
  for (const record of records) {
    const outcome = acceptRegistry(cipher, pins, trust.registry, record.value);
    if (outcome.ok) {
      const { version, digest } = outcome.state;
      if (trust.registry !== null && version === trust.registry.version) continue;
      await insertRegistry(db, { version, digest, value: record.value });
      await trust.refresh(db);
      log.event('registry.accepted');
      accepted = true;
    } else if (outcome.code !== 'older') {
      const code = outcome.code === 'fork' ? 'registry-fork' : 'registry-refused';
      const opened = await openIncident(db, {
        id: freshId(context),
        code,
        stream: REGISTRY_TOPIC,
        sequence: null,
        fingerprint: `${code}:${record.offset}`,
      });
      if (opened)
        log.event(outcome.code === 'fork' ? 'registry.fork' : 'registry.refused', { code: outcome.code });
    }
  }
  return accepted;
}
