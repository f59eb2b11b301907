/**
 * A demo with a directory, as an outsider finds it: two people have entered every contact point, the partner reads what is
 * published, mail lies in the folder that demo.json names, and a resumed network has it all once. contract.md 2; domain.md 7.
 */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { until } from '../../scripts/lib/demo/api.ts';
import { demoFilePath, type DemoFile } from '../../scripts/lib/demo/demo-file.ts';
import { type Network, startNetwork } from '../../scripts/lib/demo/network.ts';
import { packOf } from '../../scripts/lib/demo/pack-of.ts';
import { clientOf, submit, syntheticDraft } from '../../scripts/lib/demo/traffic.ts';

const LIMIT_MS = 60_000;
const WHOLE = ['duty-desk', 'focal-point', 'justice-desk', 'liaison-desk'];

interface Listed {
  readonly id: string;
  readonly standing: string;
  readonly entry: object;
}

async function listed(network: Network, id: string, query = ''): Promise<readonly Listed[]> {
  const client = clientOf(network, id, 'case-worker');
  return (await client.get<{ items: readonly Listed[] }>(`/v1/directory${query}`)).items;
}

void test(
  'a demo says who is there, mails to them, and is resumed as it was',
  { timeout: 240_000 },
  async (t) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'trm-net-'));
    // PostgreSQL may run under another account than ours.
    chmodSync(folder, 0o755);
    t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
    const dir = path.join(folder, 'net');
    const demoFile = (): DemoFile => JSON.parse(readFileSync(demoFilePath(dir), 'utf8')) as DemoFile;

    const first = await startNetwork({ dir, bus: 'embedded', participants: ['mk', 'rs'], directory: true });
    const keys = [...(await packOf('rs')).offices.map(({ id }) => id), ...WHOLE].toSorted();

    try {
      const own = await listed(first, 'rs');
      assert.deepEqual(own.map(({ id }) => id).toSorted(), keys);
      assert.deepEqual(new Set(own.map(({ standing }) => standing)), new Set(['works']));
      const theirs = await until('mk knows every contact point of rs', LIMIT_MS, async () => {
        const found = await listed(first, 'mk', '?participant=rs');
        return found.length === keys.length ? found : null;
      });
      // A number to call is for the own participant.
      for (const { id, entry, standing } of theirs) {
        assert.equal(standing, 'works', id);
        assert.ok(!('channels' in entry), id);
      }

      await submit(first, { from: 'mk', to: 'rs' }, syntheticDraft(0, 'rs'));
      await until('the duty officer has mail', LIMIT_MS, () =>
        Promise.resolve(first.mail?.messages.some(({ to }) => to.includes('duty-officer@rs.example'))),
      );
      assert.equal(demoFile().mail, path.join(dir, 'mail'));
    } finally {
      await first.close();
    }
    const mails = readdirSync(path.join(dir, 'mail'));
    assert.equal(mails.length, first.mail?.messages.length);

    const again = await startNetwork({ dir, bus: 'embedded', resume: true });
    try {
      assert.equal(demoFile().mail, path.join(dir, 'mail'));
      const { items } = await clientOf(again, 'rs', 'directory-editor').get<{
        items: readonly { state: string; proposer: string; decider: string }[];
      }>('/v1/directory-changes');
      assert.deepEqual(
        items.map(({ state, proposer, decider }) => [state, proposer, decider]),
        [['confirmed', 'directory-editor.rs', 'directory-confirmer.rs']],
      );
      await submit(again, { from: 'mk', to: 'rs' }, syntheticDraft(1, 'rs'));
      await until('somebody has mail again', LIMIT_MS, () =>
        Promise.resolve((again.mail?.messages.length ?? 0) > 0),
      );
    } finally {
      await again.close();
    }
    const kept = readdirSync(path.join(dir, 'mail'));
    assert.equal(kept.length, mails.length + (again.mail?.messages.length ?? 0));
  },
);
