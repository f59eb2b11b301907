/**
 * Public door of the bus: the port, and the one place that chooses an adapter (protocol.md 11).
 */
import { EmbeddedBus } from './embedded/bus.ts';
import type { Bus, TlsFiles } from './port.ts';

export * from './port.ts';
export { MAX_BATCH_BYTES } from './limits.ts';
export { installEmbeddedBus, type EmbeddedBusRoles, type EmbeddedBusUrls } from './embedded/install.ts';

export type BusOptions =
  | { readonly kind: 'embedded'; readonly databaseUrl: string }
  | { readonly kind: 'kafka'; readonly brokers: readonly string[]; readonly tls?: TlsFiles };

/** Connects on first use: a bus that is away is a BusError of the call that needs it, never of this one. */
export async function openBus(options: BusOptions): Promise<Bus> {
  switch (options.kind) {
    case 'embedded':
      return new EmbeddedBus(options.databaseUrl);
    case 'kafka': {
      const { KafkaBus } = await import('./kafka/bus.ts');
      return new KafkaBus(options.brokers, options.tls);
    }
  }
}
