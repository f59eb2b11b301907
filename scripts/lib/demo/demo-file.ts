/**
 * `D/demo.json`: what an outsider needs to try a running demo. Mode 0600, written whole or not at all.
 * Shape: contract.md 2.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface DemoToken {
  readonly subject: string;
  readonly role: string;
  readonly office: string | null;
  readonly token: string;
}

export interface DemoParticipant {
  readonly url: string;
  readonly pid: number;
  readonly config: string;
  readonly adminDatabaseUrl: string;
  readonly log: string;
  readonly tokens: readonly DemoToken[];
}

export type DemoBus =
  | { readonly kind: 'embedded'; readonly adminUrl: string }
  | { readonly kind: 'kafka'; readonly brokers: readonly string[] };

export interface DemoFile {
  readonly version: 1;
  readonly bus: DemoBus;
  readonly participants: Readonly<Record<string, DemoParticipant>>;
  readonly auditor: { readonly config: string; readonly log: string };
  /** Folder of what was mailed, one file a message; null: this network mails nothing and keeps no directory. */
  readonly mail: string | null;
}

export function demoFilePath(dir: string): string {
  return path.join(dir, 'demo.json');
}

export function writeDemoFile(dir: string, demo: DemoFile): void {
  const file = demoFilePath(dir);
  writeFileSync(`${file}.new`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Null when there is none. */
export function readDemoFile(dir: string): DemoFile | null {
  try {
    return JSON.parse(readFileSync(demoFilePath(dir), 'utf8')) as DemoFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
