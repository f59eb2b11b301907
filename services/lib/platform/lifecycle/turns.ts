/**
 * Work that is done again and again, at the latest after a while and at once when somebody wakes it; so also the first.
 * Invariant: never two turns at a time; a failed turn is told and tried again; after `stop` none begins.
 */
export interface TurnOptions {
  /** A wake is a hint and may be lost: look again after this long. */
  readonly everyMs: number;
  readonly onError: (error: unknown) => void;
}

export class Turns {
  readonly #work: () => Promise<void>;
  readonly #options: TurnOptions;
  #running: Promise<void> | null = null;
  #stopped = false;
  #woken = false;
  #wake: () => void = () => undefined;

  constructor(work: () => Promise<void>, options: TurnOptions) {
    this.#work = work;
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  /** Resolves when the running turn has ended. Idempotent. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (;;) {
      if (!this.#woken && !this.#stopped) await this.#sleep();
      if (this.#stopped) return;
      this.#woken = false;
      try {
        await this.#work();
      } catch (error) {
        this.#options.onError(error);
        // Whatever broke would break again at once.
        this.#woken = false;
      }
    }
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, this.#options.everyMs);
      this.#wake = done;
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
    });
  }
}
