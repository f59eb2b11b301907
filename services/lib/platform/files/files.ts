/**
 * Files that hold secrets or that others read while we write.
 * Invariant: a key file is made once, never overwritten, with mode 0600; a replaced file is always whole.
 * formats.md 8.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

const PRIVATE_MODE = 0o600;
const PRIVATE_DIR_MODE = 0o700;

export function makePrivateDir(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: PRIVATE_DIR_MODE });
}

/** False when the file exists already; it then stays as it is. Never leaves half a file behind. */
export function createPrivateFile(file: string, content: string): boolean {
  const temporary = writeTemporary(file, content);
  try {
    linkSync(temporary, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(temporary);
  }
}

/** Readers see the old file or the new one, never a part of either. */
export function replacePrivateFile(file: string, content: string): void {
  renameSync(writeTemporary(file, content), file);
}

/** Null when only its owner can read the file, else what is wrong and who mends it. */
export function privacyProblem(file: string): string | null {
  return modeProblem(file, 0o077, 'others than its owner may read it');
}

/** For public files that must not be exchanged by others: pins, token keys. */
export function integrityProblem(file: string): string | null {
  return modeProblem(file, 0o022, 'others than its owner may change it');
}

function modeProblem(file: string, forbidden: number, what: string): string | null {
  // Windows has no such bits: there the folder's access list protects the file.
  if (process.platform === 'win32') return null;
  const mode = (statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o777;
  if ((mode & forbidden) === 0) return null;
  return `${what} (mode ${mode.toString(8).padStart(4, '0')}); its owner sets "chmod 600"`;
}

function writeTemporary(file: string, content: string): string {
  const temporary = path.join(
    path.dirname(file),
    `.${path.basename(file)}.${randomBytes(6).toString('hex')}`,
  );
  const handle = openSync(temporary, 'wx', PRIVATE_MODE);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return temporary;
}
