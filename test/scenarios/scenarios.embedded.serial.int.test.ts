/** The scenarios of the design on the embedded bus. */
import { scenariosOver } from './told.ts';

await scenariosOver('embedded');
