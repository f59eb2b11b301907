/**
 * Remembers on disk what another server has accepted, from its answer until the caller's record of it is committed.
 * Invariant: `<id>.sending` stands before the dialogue, `<id>.accepted` after it, both durable before the next step.
 * What it cannot know: a process killed between the other server's answer and the rename leaves `.sending`, and the
 * next try sends again, with the same id.
 */
import { constants, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

export interface Spool {
  accepted(id: string): Promise<boolean>;
  /** Before the dialogue. @throws when it cannot be remembered: then nothing is sent. */
  begin(id: string): Promise<void>;
  /** After it. */
  accept(id: string): Promise<void>;
  forget(id: string): Promise<void>;
}

/** Whoever has not recorded an outcome for so long never will. */
const KEPT_MS = 30 * 24 * 60 * 60_000;
const ID = /^[A-Za-z0-9_-]{1,64}$/;
const OURS = /^[A-Za-z0-9_-]{1,64}\.(sending|accepted)$/;

/** `dir` null: nothing is remembered, and what was accepted may be sent again after a crash. */
export function openSpool(dir: string | null): Spool {
  if (dir === null) {
    return {
      accepted: () => Promise.resolve(false),
      begin: () => Promise.resolve(),
      accept: () => Promise.resolve(),
      forget: () => Promise.resolve(),
    };
  }
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  removeOld(dir);
  const file = (id: string, state: 'sending' | 'accepted'): string => {
    if (!ID.test(id)) throw new Error('spool: not an id');
    return path.join(dir, `${id}.${state}`);
  };
  return {
    accepted: (id) =>
      access(file(id, 'accepted'), constants.F_OK).then(
        () => true,
        () => false,
      ),
    begin: async (id) => {
      const handle = await open(file(id, 'sending'), 'w', 0o600);
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
      await sync(dir);
    },
    accept: async (id) => {
      await rename(file(id, 'sending'), file(id, 'accepted'));
      await sync(dir);
    },
    forget: async (id) => {
      await rm(file(id, 'sending'), { force: true });
      await rm(file(id, 'accepted'), { force: true });
    },
  };
}

/** A name is durable once its folder is. Windows knows no such call, and needs none. */
async function sync(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function removeOld(dir: string): void {
  for (const name of readdirSync(dir)) {
    if (!OURS.test(name)) continue;
    const file = path.join(dir, name);
    const state = statSync(file, { throwIfNoEntry: false });
    if (state !== undefined && Date.now() - state.mtimeMs > KEPT_MS) rmSync(file, { force: true });
  }
}
