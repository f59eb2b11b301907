/** Erasure over the kafka bus: see erasure.ts. */
import { erasureOver } from './erasure.ts';

await erasureOver('kafka');
