/**
 * The router of one participant: reads the registry, makes sure that this database may apply, then takes what is
 * addressed to it. Invariant: nothing is taken before the comparison of protocol.md 4 step 4 has been made once, and
 * nothing while custody is withdrawn. The local stream needs no bus and goes its own turn (decision 0011).
 */
import { compareWithBus } from '../lib/custody/compare.ts';
import { withdraw } from '../lib/custody/withdraw.ts';
import { type BusError, type BusRecord, type Consumer, type Lane } from '../lib/platform/bus/port.ts';
import { REGISTRY_TOPIC, pairTopic, publicTopic, type RegistryPins } from '../lib/protocol/index.ts';
import { Turns } from '../lib/platform/lifecycle/turns.ts';
import { custody } from '../lib/store/custody.ts';
import { forgetOldKeys } from '../lib/store/idempotency.ts';
import { LOCAL_CHANNEL } from '../lib/store/local-stream.ts';
import { markAbsent, markPresent } from '../lib/store/presence.ts';
import { type OwnKeys, announceKeys } from './announce.ts';
import { BeyondWatch } from './beyond.ts';
import { type RouterContext, freshId } from './context.ts';
import { takeLocal } from './local.ts';
import { startOf } from './position.ts';
import { openWaiting } from './justice.ts';
import { acceptVersions, readRegistry } from './registry.ts';
import { reopenAll } from './reopen.ts';
import { RegistryNeeded, takeBatch } from './taking.ts';
import { look } from './watch.ts';

const RETRY_MS = 1_000;
const LOOK_MS = 1_000;
const LOCAL_LOOK_MS = 1_000;
const PRESENT_MS = 2_000;
const FORGET_MS = 60 * 60_000;
/** Records of one lane taken in one transaction: what a rollback may cost. */
const CHUNK = 50;

export class Router {
  readonly #context: RouterContext;
  readonly #pins: RegistryPins;
  readonly #keys: OwnKeys;
  readonly #stopping = new AbortController();
  readonly #local: Turns;
  readonly #beyond = new BeyondWatch();
  readonly #caughtUp = new Set<string>();
  #running: Promise<void> | null = null;
  #wake: () => void = () => undefined;
  #consumers: Consumer[] = [];
  #topics: readonly string[] = [];

  constructor(context: RouterContext, pins: RegistryPins, keys: OwnKeys) {
    this.#context = context;
    this.#pins = pins;
    this.#keys = keys;
    this.#local = new Turns(
      async () => {
        while ((await takeLocal(context)) > 0);
      },
      { everyMs: LOCAL_LOOK_MS, onError: (error) => context.log.failure('consumer.stalled', error) },
    );
  }

  start(): void {
    this.#running ??= Promise.all([this.#run(), this.#runLocal()]).then(() => undefined);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#running;
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** What was sealed into the local stream is taken at once; a notification that was lost costs a second. */
  async #runLocal(): Promise<void> {
    const wake = (): void => this.#local.wake();
    const sealed = this.#context.db.listen(LOCAL_CHANNEL, { onNotification: wake, onConnected: wake });
    this.#local.start();
    await new Promise<void>((resolve) => {
      if (this.#stopped) resolve();
      else this.#stopping.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await this.#local.stop();
    await sealed.stop();
  }

  async #run(): Promise<void> {
    const { db, log, instance } = this.#context;
    while (!this.#stopped) {
      try {
        if (await this.#prepare()) await this.#serve();
      } catch (error) {
        log.failure('consumer.stalled', error);
      }
      await this.#stopConsumers();
      await markAbsent(db, 'consumer', instance).catch(() => undefined);
      if (!this.#stopped) await this.#sleep(RETRY_MS);
    }
  }

  /** False: not yet; a registry is missing, or custody is withdrawn and only `participant rebuild` helps. */
  async #prepare(): Promise<boolean> {
    const { db, bus, cipher, participant, trust, log } = this.#context;
    await trust.refresh(db);
    if (trust.registry === null) await readRegistry(this.#context, this.#pins);
    if (trust.registry === null) {
      log.event('registry.waiting');
      return false;
    }
    if ((await custody(db)).state !== 'clear') return false;
    const comparison = await compareWithBus({ sql: db, bus, cipher, registry: trust.registry, participant });
    log.event('custody.compared');
    if (comparison.state === 'clear') return true;
    const code = comparison.by === 'witness' ? 'witness' : 'bus-ahead';
    await withdraw(db, freshId(this.#context), { ...comparison, code });
    log.event('custody.rebuild');
    return false;
  }

  async #serve(): Promise<void> {
    const { db, bus, log, participant, instance, trust } = this.#context;
    const failed = new AbortController();
    const onError = (error: BusError, fatal: boolean): void => {
      log.failure('bus.error', error);
      if (fatal) {
        failed.abort(error);
        this.#wake();
      }
    };
    this.#caughtUp.clear();
    // Before anything newer is taken: a newer version of this software may read what the older one could not.
    if ((await reopenAll(this.#context)) > 0) log.event('record.reopened');
    if ((await openWaiting(this.#context)) > 0) log.event('record.reopened');
    this.#topics = partnerTopics(this.#context);
    const registryConsumer = await bus.consume({
      group: `trm-${participant}-registry-${instance}`,
      topics: [REGISTRY_TOPIC],
      // Few versions, each checked again from the pins: every process reads them all.
      startAt: async () => null,
      onBatch: async (_lane, records) => {
        await acceptVersions(this.#context, this.#pins, records);
        this.#wake();
      },
      onError,
    });
    this.#consumers.push(registryConsumer);
    if (this.#topics.length > 0) {
      this.#consumers.push(
        await bus.consume({
          group: `trm-${participant}-router`,
          topics: this.#topics,
          startAt: (lane) => startOf(this.#context, lane),
          onBatch: (lane, records, isOwned) => this.#onBatch(lane, records, isOwned),
          onCaughtUp: (lane) => {
            this.#caughtUp.add(`${lane.topic}/${lane.lane}`);
            log.event('consumer.assigned');
          },
          onError,
        }),
      );
    }
    await Promise.all(this.#consumers.map((consumer) => consumer.ready));
    log.event('consumer.started');
    let presentAt = -Infinity;
    let forgetAt = -Infinity;
    while (!this.#stopped && !failed.signal.aborted) {
      const now = performance.now();
      if (now - presentAt > PRESENT_MS) {
        await markPresent(db, 'consumer', instance);
        presentAt = now;
      }
      if (now - forgetAt > FORGET_MS) {
        await forgetOldKeys(db);
        forgetAt = now;
      }
      await trust.refresh(db);
      if ((await custody(db)).state !== 'clear') return;
      if ((await announceKeys(this.#context, this.#keys)) > 0) log.event('key.announced');
      await this.#beyond.look(this.#context);
      await look(this.#context, this.#caughtUp);
      // A partner has joined or left: the topics are other ones.
      if (partnerTopics(this.#context).join() !== this.#topics.join()) return;
      await this.#sleep(LOOK_MS);
    }
    failed.signal.throwIfAborted();
  }

  async #onBatch(lane: Lane, records: readonly BusRecord[], isOwned: () => boolean): Promise<void> {
    for (let start = 0; start < records.length && isOwned(); start += CHUNK) {
      const chunk = records.slice(start, start + CHUNK);
      try {
        await takeBatch(this.#context, lane, chunk, { registryIsNewest: false });
      } catch (error) {
        if (!(error instanceof RegistryNeeded)) throw error;
        await readRegistry(this.#context, this.#pins);
        await takeBatch(this.#context, lane, chunk, { registryIsNewest: true });
      }
    }
  }

  async #stopConsumers(): Promise<void> {
    const consumers = this.#consumers;
    this.#consumers = [];
    await Promise.all(consumers.map((consumer) => consumer.stop().catch(() => undefined)));
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      this.#wake = done;
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
    });
  }
}

/** What others write for us to read: their streams to us and their public entries. */
export function partnerTopics({
  trust,
  participant,
}: Pick<RouterContext, 'trust' | 'participant'>): readonly string[] {
  const partners = trust.registry?.partnersOf(participant) ?? [];
  return partners.flatMap((partner) => [publicTopic(partner), pairTopic(partner, participant)]);
}
