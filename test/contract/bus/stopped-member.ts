/** A group member in a process of its own, for a test that stops it: it tells whether it owns the lane, twice. */
import { openBus } from '../../../services/lib/platform/bus/index.ts';

const [databaseUrl = '', topic = ''] = process.argv.slice(2);
const bus = await openBus({ kind: 'embedded', databaseUrl });
await bus.consume({
  group: 'stopped',
  topics: [topic],
  startAt: async () => null,
  onBatch: async (_lane, _records, isOwned) => {
    process.send?.({ owned: isOwned() });
    // Longer than the test needs to stop this process: it wakes in the middle of a batch.
    const until = performance.now() + 1_500;
    while (performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
    process.send?.({ owned: isOwned() });
  },
});
