/**
 * One member of a Kafka consumer group, as the port promises it. It owns the member's sessions: kafkajs gives up on
 * many failures in silence, so every crash or long silence ends the session, and a new one follows after a back-off.
 */
import { BusError, type ConsumeOptions, type Consumer } from '../port.ts';
import { asBusError, type KafkaAddress } from './client.ts';
import type { KafkaReader } from './reader.ts';
import { ConsumerSession } from './session.ts';

const FIRST_BACK_OFF_MS = 250;
const LAST_BACK_OFF_MS = 5_000;
/** Fetches answer twice a second, heartbeats every 1.5 s: such a silence means that the session hangs. */
const SILENCE_LIMIT_MS = 45_000;
const WATCH_MS = 5_000;

export class KafkaConsumer implements Consumer {
  readonly ready: Promise<void>;
  readonly #address: KafkaAddress;
  readonly #reader: KafkaReader;
  readonly #options: ConsumeOptions;
  readonly #loop: Promise<void>;
  readonly #stopSignal = Promise.withResolvers<void>();
  #settleReady: () => void = () => undefined;
  #heardAt = performance.now();
  #stopped = false;

  constructor(address: KafkaAddress, reader: KafkaReader, options: ConsumeOptions) {
    this.#address = address;
    this.#reader = reader;
    this.#options = options;
    this.ready = new Promise((resolve) => (this.#settleReady = resolve));
    this.#loop = this.#run();
  }

  silentForMs(): number {
    return performance.now() - this.#heardAt;
  }

  stop(): Promise<void> {
    this.#stopped = true;
    this.#stopSignal.resolve();
    return this.#loop;
  }

  async #run(): Promise<void> {
    let backOffMs = FIRST_BACK_OFF_MS;
    while (!this.#stopped) {
      const session = new ConsumerSession(this.#address, this.#reader, this.#options, () => {
        this.#heardAt = performance.now();
      });
      const joined = session.joined.then(() => {
        backOffMs = FIRST_BACK_OFF_MS;
        this.#settleReady();
      });
      const watch = setInterval(() => {
        if (this.silentForMs() > SILENCE_LIMIT_MS)
          session.fail(new BusError('transient', 'The broker fell silent.'));
      }, WATCH_MS);
      session.start();
      await Promise.race([session.failed, this.#stopSignal.promise]);
      clearInterval(watch);
      await session.end();
      void joined;
      if (this.#stopped) return;
      this.#options.onError?.(asBusError(await session.failed), false);
      await this.#pause(backOffMs);
      backOffMs = Math.min(backOffMs * 2, LAST_BACK_OFF_MS);
      this.#heardAt = Math.max(this.#heardAt, performance.now() - SILENCE_LIMIT_MS / 2);
    }
  }

  async #pause(limitMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      this.#stopSignal.promise,
      new Promise((resolve) => (timer = setTimeout(resolve, limitMs))),
    ]);
    clearTimeout(timer);
  }
}
