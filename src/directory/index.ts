/**
 * The acts of those who run a hub: districts, their admins, applications, connections, sharing. Used by the command line, the admin API and
 * the sandbox. Every act leaves a line in the ledger, in the transaction of the act.
 */
export { type Acting, newId, randomHex, record } from './acting.ts';
export * from './applications.ts';
export { changeSharing, resettleSharing } from './change-sharing.ts';
export * from './connections.ts';
export * from './districts.ts';
export { findLiveConnection, getConnection } from './get-connection.ts';
