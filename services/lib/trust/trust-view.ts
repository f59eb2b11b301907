/**
 * The registry and the announced keys as this participant holds them, checked again from the pins at every load.
 * Invariant: what a caller sees was signed by the pinned registry keys; a row altered in the database is not believed.
 * protocol.md 8; formats.md 6 and 7.
 */
import {
  type AnnouncedKey,
  type ChosenKeys,
  type RegistryPins,
  type RegistryState,
  acceptRegistry,
  chooseKeys,
} from '../protocol/index.ts';
import type { Cipher, KeySeries } from '../protocol/types.ts';
import type { Sql } from '../store/sql.ts';
import { announcedKeys, registryVersions } from '../store/trust.ts';

export class TrustView {
  readonly #cipher: Cipher;
  readonly #pins: RegistryPins;
  #registry: RegistryState | null = null;
  #keys: readonly AnnouncedKey[] = [];
  #series: ReadonlyMap<string, KeySeries> = new Map();
  #fault: string | null = null;
  #reading: Promise<void> | null = null;

  constructor(cipher: Cipher, pins: RegistryPins) {
    this.#cipher = cipher;
    this.#pins = pins;
  }

  /** Newest registry held, or null before the first one has been read from the bus. */
  get registry(): RegistryState | null {
    return this.#registry;
  }

  /** Code of the first stored version that could not be accepted, or null. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Several callers at once share one reading. */
  refresh(sql: Sql): Promise<void> {
    this.#reading ??= this.#read(sql).finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #read(sql: Sql): Promise<void> {
    for (const row of await registryVersions(sql, this.#registry?.version ?? 0)) {
      const accepted = acceptRegistry(this.#cipher, this.#pins, this.#registry, row.value);
      if (!accepted.ok) {
        // Versions before the pinned one are history that the pins no longer vouch for.
        if (accepted.code === 'older') continue;
        this.#fault = accepted.code;
        break;
      }
      this.#registry = accepted.state;
      this.#fault = null;
    }
    this.#keys = await announcedKeys(sql);
    this.#series = new Map(
      this.#keys.map(({ participant, kid, series }) => [`${participant} ${kid}`, series]),
    );
  }

  keysOf(participant: string, time: string): ChosenKeys {
    return chooseKeys(this.#keys, participant, time);
  }

  /** Series in which this participant announced this key; null when it did not. */
  seriesOf(participant: string, kid: string): KeySeries | null {
    return this.#series.get(`${participant} ${kid}`) ?? null;
  }

  get announced(): readonly AnnouncedKey[] {
    return this.#keys;
  }
}
