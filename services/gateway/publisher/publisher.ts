/**
 * The publisher of one participant: wins the lease, takes over the writer, compares, and only then seals and publishes.
 * Invariant: a term ends at the first doubt (lease, writer, database, custody); the next one begins with the whole
 * comparison. So a stream never forks, whatever else runs under this participant's name. protocol.md 4. The local stream
 * needs neither lease nor bus and is sealed beside (local-sealing.ts). One file, however long: a term is one story.
 */
import { compareWithBus, ownLanes } from '../../lib/custody/compare.ts';
import { withdraw } from '../../lib/custody/withdraw.ts';
import { BusError, type BusWriter, type Consumer } from '../../lib/platform/bus/port.ts';
import { kidOf, newId, type RegistryState, streamName } from '../../lib/protocol/index.ts';
import { unsignedEvidence, signEvidence } from '../../lib/store/chains.ts';
import { LEASE_RENEW_MS, LEASE_VALID_MS, custody, giveLease, takeLease } from '../../lib/store/custody.ts';
import { mendIncidents, openIncident } from '../../lib/store/incidents.ts';
import { Turns } from '../../lib/platform/lifecycle/turns.ts';
import { PUBLIC_PEER, waitingLanes } from '../../lib/store/outbox.ts';
import { markAbsent, markPresent } from '../../lib/store/presence.ts';
import { listStreams } from '../../lib/store/streams.ts';
import { watchOwnTopics } from './own-topics.ts';
import type { PublisherContext } from './publisher-context.ts';
import { answerResends, publishSealed, republish } from './publishing.ts';
import { sealLocal } from './local-sealing.ts';
import { sealLane } from './sealing.ts';
import { CustodyWithdrawn } from './sealing-context.ts';
import { Stripping } from './stripping.ts';

const LEASE = 'publisher';
/** A renewal must have come back well before the row runs out. */
const LEASE_MARGIN_MS = 3_000;
const RETRY_MS = 1_000;
const IDLE_MS = 500;
const BATCH = 50;
/** Runs of lost positions that get an incident each; a bus that lost its disk needs no thousand of them. */
const NAMED_RUNS = 20;

type TermEnd = 'stopped' | 'lease-lost' | 'custody' | 'fenced' | 'partners';

export class Publisher {
  readonly #context: PublisherContext;
  readonly #stopping = new AbortController();
  readonly #kid: string;
  readonly #stripping: Stripping;
  #wake: () => void = () => undefined;
  #woken = false;
  #running: Promise<void> | null = null;
  readonly #local: Turns;
  /** Monotonic moment up to which the lease surely is ours. */
  #leaseUntil = 0;
  /** Streams that this process has sealed in, so that what lacked keys before is known to be mended. */
  readonly #keyed = new Set<string>();

  constructor(context: PublisherContext) {
    this.#context = context;
    this.#kid = kidOf(context.cipher, context.signingKey);
    this.#stripping = new Stripping(context.db, context.now, context.stripping);
    this.#local = new Turns(() => sealLocal(context), {
      everyMs: IDLE_MS,
      onError: (error) => context.log.failure('publisher.stopped', error),
    });
  }

  start(): void {
    this.#running ??= this.#run();
    this.#local.start();
  }

  /** Something waits: seal it now instead of at the next look. */
  wake(): void {
    this.#woken = true;
    this.#wake();
    this.#local.wake();
  }

  /** Finishes the running round, gives the lease away, so that another can go on at once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#local.stop();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { log, db, instance } = this.#context;
    while (!this.#stopped) {
      let pause = RETRY_MS;
      try {
        const end = await this.#term();
        if (end === 'partners') pause = 0;
        // Fenced: another publisher took over. Waiting a whole lease keeps two of them from taking turns for ever.
        if (end === 'fenced') pause = LEASE_VALID_MS + LEASE_RENEW_MS;
      } catch (error) {
        log.failure('publisher.stopped', error);
      }
      await markAbsent(db, 'publisher', instance).catch(() => undefined);
      await this.#pause(pause);
    }
    await giveLease(db, LEASE, instance).catch(() => undefined);
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #term(): Promise<TermEnd> {
    const { db, bus, trust, log, participant } = this.#context;
    await trust.refresh(db);
    if (trust.registry === null) return 'lease-lost';
    if ((await custody(db)).state !== 'clear') return 'custody';
    // A key that the registry has replaced or revoked signs nothing any more: partners would take it for a theft.
    if (!this.#mayStillSign()) {
      log.event('publisher.blocked', { code: 'key-not-valid' });
      return 'lease-lost';
    }
    if (!(await this.#renew())) return 'lease-lost';
    log.event('lease.taken');
    const renewal = setInterval(() => void this.#renew().catch(() => undefined), LEASE_RENEW_MS);
    let writer: BusWriter | null = null;
    let watch: Consumer | null = null;
    try {
      // Taking over the writer comes first: from here on nobody else can add to our topics while we compare.
      writer = await bus.openWriter(participant);
      const compared = trust.registry;
      const comparison = await compareWithBus({
        sql: db,
        bus,
        cipher: this.#context.cipher,
        registry: compared,
        participant,
      });
      if (comparison.state !== 'clear') {
        await this.#withdraw(
          comparison.state,
          comparison.stream,
          comparison.sequence,
          comparison.by === 'witness'
            ? 'witness'
            : comparison.state === 'rebuild'
              ? 'bus-ahead'
              : 'stored-bytes-differ',
        );
        return 'custody';
      }
      for (const { stream, sequences } of comparison.missing) {
        for (const sequence of runs(sequences).slice(0, NAMED_RUNS))
          await openIncident(db, { id: this.#newId(), code: 'bus-behind', stream, sequence });
        await republish(db, writer, stream, sequences);
        await this.#mend('bus-behind', stream);
      }
      const lanes = lanesOf(compared, participant);
      let doubt: TermEnd | null = null;
      const stop = (end: TermEnd): void => {
        doubt = end;
        this.wake();
      };
      watch = await watchOwnTopics(this.#context, {
        lanes: comparison.lanes,
        onForeign: async (stream, sequence) => {
          await this.#withdraw('foreign', stream, sequence, 'foreign-record');
          stop('custody');
        },
        onUnstripped: (stream, sequence) => {
          this.#stripping.again(stream, sequence);
          this.wake();
        },
        onLost: () => stop('lease-lost'),
      });
      log.event('publisher.checked');
      for (;;) {
        const end: TermEnd | null = this.#stopped
          ? 'stopped'
          : performance.now() > this.#leaseUntil
            ? 'lease-lost'
            : lanesOf(trust.registry, participant) !== lanes
              ? 'partners'
              : this.#mayStillSign()
                ? doubt
                : 'lease-lost';
        if (end !== null) {
          if (end === 'lease-lost') log.event('lease.lost');
          return end;
        }
        await this.#round(writer, lanes);
      }
    } catch (error) {
      if (error instanceof CustodyWithdrawn) return 'custody';
      if (error instanceof BusError && error.code === 'fenced') {
        log.event('publisher.fenced');
        return 'fenced';
      }
      throw error;
    } finally {
      clearInterval(renewal);
      await watch?.stop().catch(() => undefined);
      await writer?.close().catch(() => undefined);
    }
  }

  /** A newer registry may have replaced or revoked our key in the middle of a term. */
  #mayStillSign(): boolean {
    const { trust, participant } = this.#context;
    return trust.registry?.currentKey(participant)?.kid === this.#kid;
  }

  /** Seals what is due, publishes everything sealed, answers resends, signs evidence; then waits for the next cause. */
  async #round(writer: BusWriter, lanes: string): Promise<void> {
    const { db, metrics, log, trust, cipher, signingKey, participant } = this.#context;
    this.#woken = false;
    await trust.refresh(db);
    // A partner has joined: its topic is compared and watched like the others before anything is sealed for it.
    if (lanesOf(trust.registry, participant) !== lanes) return;
    const nextMs = await this.#sealDue();
    let published = await publishSealed(db, writer);
    while (published.length > 0) {
      for (const { stream, id } of published) {
        metrics.record('published', peerOf(stream));
        log.event('record.published', { message: id });
      }
      published = await publishSealed(db, writer);
    }
    const stripped = await this.#stripping.run(writer);
    if (stripped > 0) log.event('record.stripped');
    const resent = await answerResends(db, writer, () => this.#newId());
    if (resent > 0) log.event('resend.answered');
    for (const { n, digest } of await unsignedEvidence(db)) {
      await signEvidence(
        db,
        n,
        Buffer.from(cipher.sign(signingKey, Buffer.from(digest, 'ascii'))).toString('base64url'),
      );
    }
    if (!this.#woken) await this.#sleep(Math.max(1, Math.min(IDLE_MS, nextMs - Date.now())));
  }

  /** Gives the moment at which the next stream is due. */
  async #sealDue(): Promise<number> {
    const { db, trust, participant, pace, log, metrics } = this.#context;
    const registry = trust.registry;
    if (registry === null) return Date.now() + IDLE_MS;
    const waiting = new Map((await waitingLanes(db)).map((row) => [`${row.peer}/${row.lane}`, row.waiting]));
    if (waiting.has(`${PUBLIC_PEER}/0`))
      await sealLane(this.#context, { peer: PUBLIC_PEER, lane: 0, limit: BATCH, heartbeat: false });
    const rows = new Map((await listStreams(db)).map((row) => [row.name, row]));
    let nextMs = Number.MAX_SAFE_INTEGER;
    for (const peer of registry.partnersOf(participant)) {
      const pair = registry.pair(participant, peer);
      if (pair === null) continue;
      for (let lane = 0; lane < pair.lanes; lane += 1) {
        const name = streamName({ from: participant, to: peer, lane, generation: pair.generation });
        const lastMs = rows.get(name)?.moved_at.getTime() ?? 0;
        const due = pace.due(name, { lastMs }, Date.now());
        const backlog = waiting.get(`${peer}/${lane}`) ?? 0;
        const ready = Math.min(due.messages, backlog);
        if (ready === 0 && !due.heartbeat) {
          nextMs = Math.min(nextMs, due.nextMs);
          continue;
        }
        const result = await sealLane(this.#context, {
          peer,
          lane,
          limit: due.messages,
          heartbeat: due.heartbeat,
        });
        // Without keys it stays due: asking again at once would only turn in circles.
        const more = result.sealed.length > 0 && backlog > ready;
        nextMs = Math.min(nextMs, Date.now() + (more ? 0 : IDLE_MS));
        for (const { id, heartbeat } of result.sealed) {
          metrics.record(heartbeat ? 'heartbeat' : 'sealed', peer);
          log.event(heartbeat ? 'heartbeat.sent' : 'record.sealed', { message: id });
        }
        for (const { id, code } of result.notSent) log.event('record.not-sent', { message: id, code });
        if (result.keysMissing) {
          log.event('key.missing');
          this.#keyed.delete(name);
        } else if (result.sealed.length > 0 && !this.#keyed.has(name)) {
          await this.#mend('payload-key-missing', name);
          this.#keyed.add(name);
        }
      }
    }
    return nextMs;
  }

  async #withdraw(
    state: 'rebuild' | 'foreign',
    stream: string,
    sequence: number,
    code: string,
  ): Promise<void> {
    const { db, log } = this.#context;
    await withdraw(db, this.#newId(), { state, stream, sequence, code });
    log.event(state === 'rebuild' ? 'custody.rebuild' : 'record.foreign', { code });
  }

  async #mend(code: string, stream: string): Promise<void> {
    await mendIncidents(this.#context.db, [code], stream, null);
  }

  /** Takes or renews the lease; false while another has it. */
  async #renew(): Promise<boolean> {
    const { db, instance } = this.#context;
    const asked = performance.now();
    const ours = await takeLease(db, LEASE, instance);
    this.#leaseUntil = ours ? asked + LEASE_VALID_MS - LEASE_MARGIN_MS : 0;
    if (ours) await markPresent(db, 'publisher', instance);
    return ours;
  }

  #newId(): string {
    return newId(this.#context.cipher, this.#context.now().getTime());
  }

  /** Between two terms: new work is no reason to take over sooner, only a stop ends it. */
  async #pause(ms: number): Promise<void> {
    const end = performance.now() + ms;
    while (!this.#stopped && performance.now() < end) await this.#sleep(end - performance.now());
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

/** The own lanes that a registry knows, as one text to compare. */
function lanesOf(registry: RegistryState | null, participant: string): string {
  if (registry === null) return '';
  return ownLanes({ registry, participant })
    .map(({ topic, lane }) => `${topic}/${lane}`)
    .join();
}

/** First position of each run of consecutive ones. */
function runs(sequences: readonly number[]): readonly number[] {
  return sequences.filter((sequence, index) => sequence !== (sequences[index - 1] ?? Number.NaN) + 1);
}

/** Other end of a stream, for a metric's label. */
function peerOf(stream: string): string {
  return stream.split('/')[0]?.split('.')[2] ?? 'other';
}
