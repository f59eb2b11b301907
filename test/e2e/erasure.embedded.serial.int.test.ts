/** Erasure over the embedded bus: see erasure.ts. */
import { erasureOver } from './erasure.ts';

await erasureOver('embedded');
