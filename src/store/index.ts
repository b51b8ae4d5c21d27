/**
 * Keeps the rosters. The only code that speaks SQL. It must never show a reader two states of the world at once, and never lose
 * what it has acknowledged.
 */
export * from './port.ts';
export { openSqliteStore, type SqliteStoreOptions } from './sqlite/index.ts';
