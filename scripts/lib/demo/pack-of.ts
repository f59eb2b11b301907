/** What a demo reads of a participant's data: its offices and its time zone. infra/participants/. */
import path from 'node:path';

export const PACKS = path.join(import.meta.dirname, '../../../infra/participants');

export interface PackOffice {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly functions: readonly string[];
}

export interface DemoPack {
  readonly offices: readonly PackOffice[];
  readonly fallback: { readonly office: string };
}

export async function packOf(id: string): Promise<DemoPack> {
  return read<DemoPack>(id, 'pack.json');
}

export async function timeZoneOf(id: string): Promise<string> {
  return (await read<{ timeZone: string }>(id, 'calendar.json')).timeZone;
}

async function read<T>(id: string, file: string): Promise<T> {
  const module = (await import(path.join(PACKS, id, file), { with: { type: 'json' } })) as { default: T };
  return module.default;
}
