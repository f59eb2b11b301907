/** The exchange over the embedded bus: see exchange.ts. */
import { exchangeOver } from './exchange.ts';

await exchangeOver('embedded');
