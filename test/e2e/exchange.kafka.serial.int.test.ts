/** The exchange over the kafka bus: see exchange.ts. */
import { exchangeOver } from './exchange.ts';

await exchangeOver('kafka');
