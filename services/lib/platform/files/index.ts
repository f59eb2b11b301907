/** Public door of `platform/files`: private files, the key files of formats.md 8, durations. */
export * from './files.ts';
export * from './key-files.ts';
export { durationMs } from './duration.ts';
