/**
 * When a stream seals: at once with a heartbeat in empty slots (`immediate`), or exactly one record per slot at a
 * moment drawn anew for each (`constant`), so that an outsider sees neither load nor urgency. protocol.md 3 (Pace).
 */
export type PaceKind = 'constant' | 'immediate';

export interface PaceState {
  /** When this stream last got a record; its database says so, so a restart does not speak twice in a slot. */
  readonly lastMs: number;
}

export interface Due {
  /** How many waiting messages may be sealed now. */
  readonly messages: number;
  /** Seal a heartbeat when there are none. */
  readonly heartbeat: boolean;
  /** Look again at the latest then. */
  readonly nextMs: number;
}

export class Pace {
  readonly #kind: PaceKind;
  readonly #slotMs: number;
  readonly #batch: number;
  readonly #random: () => number;
  readonly #drawn = new Map<string, { slot: number; at: number }>();

  /** `random`: uniform in [0, 1). `batch`: most messages at once under `immediate`. */
  constructor(kind: PaceKind, slotMs: number, batch: number, random: () => number) {
    this.#kind = kind;
    this.#slotMs = slotMs;
    this.#batch = batch;
    this.#random = random;
  }

  due(stream: string, state: PaceState, nowMs: number): Due {
    if (this.#kind === 'immediate') {
      const nextMs = state.lastMs + this.#slotMs;
      return { messages: this.#batch, heartbeat: nowMs >= nextMs, nextMs: Math.max(nextMs, nowMs) };
    }
    const slot = Math.floor(nowMs / this.#slotMs);
    const moment = this.#momentIn(stream, slot);
    const spoken = Math.floor(state.lastMs / this.#slotMs) >= slot;
    if (!spoken && nowMs >= moment)
      return { messages: 1, heartbeat: true, nextMs: (slot + 1) * this.#slotMs };
    return { messages: 0, heartbeat: false, nextMs: spoken ? (slot + 1) * this.#slotMs : moment };
  }

  #momentIn(stream: string, slot: number): number {
    const drawn = this.#drawn.get(stream);
    if (drawn?.slot === slot) return drawn.at;
    const at = slot * this.#slotMs + Math.floor(this.#random() * this.#slotMs);
    this.#drawn.set(stream, { slot, at });
    return at;
  }
}
