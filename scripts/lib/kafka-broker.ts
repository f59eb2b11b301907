/** What the two ways to run a broker have in common: what is asked of them and what they give. */
export interface KafkaOptions {
  /** Folder of this broker's files. */
  readonly dir: string;
  /** The data outlives `stop` and is found again by the next start with the same `dir`. */
  readonly keepData?: boolean;
  /** Starts a broker of its own even where `TRM_KAFKA_BROKERS` names one: for what stops it. */
  readonly ignoreGiven?: boolean;
}

export interface StartedBroker {
  readonly port: number;
  readonly host: string;
  stop(): Promise<void>;
  stopBroker(): Promise<void>;
  startBroker(): Promise<void>;
  /** The log segments of a topic as they lie on the broker's disk, as Latin-1. */
  readSegments(topic: string): Promise<string>;
}
