/**
 * The closed catalogue of figures that a program gives to Prometheus, in a registry of its own.
 * Invariant: labels are participant, peer and outcome code alone; never a message type, reference or office, because
 * a figure of one case is a fact about one person. contract.md 7.
 */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What happened to records of one peer's streams (or ours towards the peer). */
export const recordOutcomes = [
  'sealed',
  'heartbeat',
  'published',
  'resent',
  'not-sent',
  'taken',
  'applied',
  'duplicate',
  'held',
  'refused',
  'damaged',
  'disputed',
  'equivocation',
] as const;
export type RecordOutcome = (typeof recordOutcomes)[number];

export interface Metrics {
  /** One HTTP answer; `code` = `ok` or the problem code. */
  httpAnswered(code: string): void;
  /** One command; `code` = `ok` or the problem code. */
  commandDecided(code: string, milliseconds: number): void;
  record(outcome: RecordOutcome, peer: string, count?: number): void;
  /** From our seal to the receipt's arrival. */
  delivered(peer: string, milliseconds: number): void;
  /** Rows that wait to be sealed. */
  outboxWaiting(peer: string, rows: number): void;
  /** Positions known to be missing. */
  gapsOpen(peer: string, positions: number): void;
  incidentsOpen(code: string, incidents: number): void;
  /** Highest sequence of our stream to the peer and of the peer's to us; lanes are summed. */
  heads(peer: string, sent: number, taken: number): void;
  silentStreams(peer: string, streams: number): void;
  ready(check: ReadinessCheck, up: boolean): void;
  registryVersion(version: number): void;
  /** Text of `/metrics`. */
  render(): Promise<string>;
  readonly contentType: string;
  /** Stops collecting. */
  close(): void;
}

export type ReadinessCheck = 'database' | 'bus' | 'registry' | 'publisher' | 'consumer';

/** Figures of the runtime whose labels are not in our closed set; their `_total` forms stay. */
const WITH_OTHER_LABELS = [
  'trm_nodejs_version_info',
  'trm_nodejs_active_resources',
  'trm_nodejs_active_handles',
  'trm_nodejs_active_requests',
  'trm_nodejs_gc_duration_seconds',
  'trm_nodejs_heap_space_size_total_bytes',
  'trm_nodejs_heap_space_size_used_bytes',
  'trm_nodejs_heap_space_size_available_bytes',
] as const;

/** Codes come from closed unions; whatever else arrives is one and the same code, so that labels stay few. */
const CODE = /^[a-z][a-z0-9-]{0,40}$/;
const PEER = /^[a-z][a-z0-9]{1,15}$/;
const COMMAND_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** From an immediate pace on one machine to three slots of five minutes. */
const DELIVERY_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900, 3600];

export function createMetrics(participant: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ participant });
  collectDefaultMetrics({ register: registry, prefix: 'trm_' });
  for (const name of WITH_OTHER_LABELS) registry.removeSingleMetric(name);
  const registers = [registry];

  const http = new Counter({
    name: 'trm_http_answers_total',
    help: 'HTTP answers by outcome code',
    labelNames: ['code'],
    registers,
  });
  const commands = new Counter({
    name: 'trm_commands_total',
    help: 'Commands by outcome code',
    labelNames: ['code'],
    registers,
  });
  const commandSeconds = new Histogram({
    name: 'trm_command_seconds',
    help: 'Time from command to committed answer',
    labelNames: ['code'],
    buckets: COMMAND_SECONDS,
    registers,
  });
  const records = new Counter({
    name: 'trm_records_total',
    help: 'Records by peer and what became of them',
    labelNames: ['peer', 'code'],
    registers,
  });
  const deliverySeconds = new Histogram({
    name: 'trm_delivery_seconds',
    help: 'Time from sealing to the receipt',
    labelNames: ['peer'],
    buckets: DELIVERY_SECONDS,
    registers,
  });
  const outbox = new Gauge({
    name: 'trm_outbox_waiting',
    help: 'Messages that wait to be sealed',
    labelNames: ['peer'],
    registers,
  });
  const gaps = new Gauge({
    name: 'trm_gap_positions',
    help: 'Stream positions known to be missing',
    labelNames: ['peer'],
    registers,
  });
  const incidents = new Gauge({
    name: 'trm_incidents_open',
    help: 'Open incidents by code',
    labelNames: ['code'],
    registers,
  });
  const sent = new Gauge({
    name: 'trm_stream_sent_sequence',
    help: 'Highest own position towards the peer',
    labelNames: ['peer'],
    registers,
  });
  const taken = new Gauge({
    name: 'trm_stream_taken_sequence',
    help: 'Highest taken position of the peer',
    labelNames: ['peer'],
    registers,
  });
  const silent = new Gauge({
    name: 'trm_streams_silent',
    help: 'Streams of the peer that have gone silent',
    labelNames: ['peer'],
    registers,
  });
  const ready = new Gauge({
    name: 'trm_ready',
    help: '1 when the check is up',
    labelNames: ['code'],
    registers,
  });
  const version = new Gauge({
    name: 'trm_registry_version',
    help: 'Newest trust registry version held',
    registers,
  });

  return {
    httpAnswered: (code) => http.inc({ code: codeLabel(code) }),
    commandDecided: (code, milliseconds) => {
      commands.inc({ code: codeLabel(code) });
      commandSeconds.observe({ code: codeLabel(code) }, milliseconds / 1000);
    },
    record: (outcome, peer, count = 1) => records.inc({ peer: peerLabel(peer), code: outcome }, count),
    delivered: (peer, milliseconds) =>
      deliverySeconds.observe({ peer: peerLabel(peer) }, milliseconds / 1000),
    outboxWaiting: (peer, rows) => outbox.set({ peer: peerLabel(peer) }, rows),
    gapsOpen: (peer, positions) => gaps.set({ peer: peerLabel(peer) }, positions),
    incidentsOpen: (code, open) => incidents.set({ code: codeLabel(code) }, open),
    heads: (peer, sentHead, takenHead) => {
      sent.set({ peer: peerLabel(peer) }, sentHead);
      taken.set({ peer: peerLabel(peer) }, takenHead);
    },
    silentStreams: (peer, streams) => silent.set({ peer: peerLabel(peer) }, streams),
    ready: (check, up) => ready.set({ code: check }, up ? 1 : 0),
    registryVersion: (held) => version.set(held),
    render: () => registry.metrics(),
    contentType: registry.contentType,
    close: () => registry.clear(),
  };
}

function codeLabel(code: string): string {
  return CODE.test(code) ? code : 'other';
}

function peerLabel(peer: string): string {
  return PEER.test(peer) ? peer : 'other';
}
