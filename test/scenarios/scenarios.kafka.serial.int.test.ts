/** The scenarios of the design on the Kafka bus. */
import { scenariosOver } from './told.ts';

await scenariosOver('kafka');
