/**
 * CPU time of the servers that this benchmark started, from Linux's /proc; elsewhere nothing is known of them.
 * Invariant: only descendants of this process are counted.
 */
import { readFileSync, readdirSync } from 'node:fs';

/** Kernel ticks per second: 100 on every Linux that Node.js runs on. */
const TICKS_PER_SECOND = 100;

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly ownMs: number;
  /** Of children that have ended and were waited for. */
  readonly endedMs: number;
}

/** Milliseconds of CPU used so far by all processes of that name below this one; null where it cannot be known. */
export function cpuOfServers(name: 'postgres' | 'java'): number | null {
  const entries = entriesOf();
  if (entries === null) return null;
  const byParent = Map.groupBy(entries, (entry) => entry.parent);
  const open = [process.pid];
  let sum = 0;
  let found = false;
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    for (const child of byParent.get(pid) ?? []) {
      open.push(child.pid);
      if (child.name !== name) continue;
      found = true;
      sum += child.ownMs + child.endedMs;
    }
  }
  return found ? sum : null;
}

function entriesOf(): readonly Entry[] | null {
  let names: readonly string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return null;
  }
  const entries: Entry[] = [];
  for (const name of names) {
    if (!/^[0-9]+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const close = stat.lastIndexOf(')');
      // Fields after the command: state, ppid, …; utime is field 14 of proc(5), so the twelfth of these.
      const fields = stat.slice(close + 2).split(' ');
      const ms = (index: number): number => (Number(fields[index]) * 1000) / TICKS_PER_SECOND;
      entries.push({
        pid: Number(name),
        parent: Number(fields[1]),
        name: stat.slice(stat.indexOf('(') + 1, close),
        ownMs: ms(11) + ms(12),
        endedMs: ms(13) + ms(14),
      });
    } catch {
      // It has ended meanwhile.
    }
  }
  return entries.length === 0 ? null : entries;
}
