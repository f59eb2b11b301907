/**
 * Door of the exchange with Open Referral HSDS 3: a directory as organizations and services, a file as contact points.
 * Pure: moments and the hash are arguments. What fits where, and what does not, stands in README.md beside this file.
 */
export { exportHsds, type ExportContext } from './export.ts';
export type { Sha1 } from './ids.ts';
export { importHsds, NEVER_VERIFIED, type ImportContext, type Imported } from './import.ts';
export { MOST_SERVICES, type ImportError } from './offers.ts';
export { dropCodes, type DropCode, type Dropped } from './reports.ts';
