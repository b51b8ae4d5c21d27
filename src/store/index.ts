/**
 * Keeps the rosters, and who may read them. The only code that speaks SQL. It must never show a reader two states of the world at once, and
 * never lose what it has acknowledged.
 */
export { CHAIN_START, chainLine, findBreak, HUB_CHAIN } from './audit-chain.ts';
export * from './control-tables.ts';
export {
  behindSeal,
  fieldsIdOf,
  findRowBreak,
  findSealBreak,
  SEALS_BEGAN,
  UNSEALED_FROM,
} from './disclosure-seals.ts';
export * from './port/index.ts';
export { openSqliteStore, type SqliteStoreOptions } from './sqlite/index.ts';
export { openSqliteRateLeases } from './sqlite/rate-leases.ts';
