/**
 * JSON as the contract sees it. The same shapes as lib/protocol's, repeated because the contract lies below it.
 * Invariant: types only; nothing here runs (architecture.md 2).
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };
export type JsonObject = { readonly [member: string]: Json };

/** JSON Schema 2020-12, as data. */
export type JsonSchema = { readonly [keyword: string]: unknown };
