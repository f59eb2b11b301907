/** Public door of `platform/db`: the only place, beside the embedded bus and the store, that knows PostgreSQL. */
export { DbError, type DbErrorCode } from './errors.ts';
export {
  openPool,
  type Database,
  type DbCall,
  type DbCounts,
  type PoolOptions,
  type Sql,
  type TransactionOptions,
} from './pool.ts';
export type { Listener, ListenOptions } from './listen.ts';
export { migrate, MigrationError, type MigrateOptions, type MigrationErrorCode } from './migrate.ts';
export {
  createParticipantDatabase,
  type CreateDatabaseOptions,
  type CreatedDatabase,
} from './create-database.ts';
