/**
 * Door of the exchange with IOM HTCDS 2.0 and CTDC: referrals as rows, rows as drafts, persons as CTDC records.
 * Pure: the day and the ids of persons are arguments. What degrades and how stands in README.md beside this file.
 */
export { fromCsv, toCsv, type CsvReading } from './csv.ts';
export { ctdcVariables, toCtdc, type CtdcOptions, type CtdcRecord, type CtdcVariable } from './ctdc.ts';
export { toHtcds } from './export.ts';
export { exportColumns, htcdsFields } from './fields.ts';
export type { HeldReferral, Party } from './held.ts';
export { fromHtcds, type ImportContext, type Imported } from './import.ts';
export { missingCodes, unmappedCodes, type Missing, type Unmapped, type UnmappedCode } from './reports.ts';
export type { Cell, ForeignRow, Row } from './rows.ts';
