/**
 * The chain of disclosures: rows that are written together are sealed together, and each seal holds the hash of the one before, so that a
 * changed, lost or added row is found. A row's id says where it stands: the number of its seal, and its place in it.
 */
import { hash } from 'node:crypto';
import { CHAIN_START } from './audit-chain.ts';
import type { Disclosure, DisclosureSeal } from './control-tables.ts';
import { LEDGER_TABLES } from './ledger-tables.ts';

/** Digits of each half of an id. */
const HALF = 12;

const half = (value: number): string => value.toString(16).padStart(HALF, '0');

/** What every id of a seal is greater than, and every id of the seal before is not: also ids that no seal would give. */
export function behindSeal(number: number): string {
  return `${half(number)}g`;
}

/** The first id that no seal can have: what was written before there were seals, by its time, stands from here on. */
export const UNSEALED_FROM = '01';

/** The act that tells how many rows were there when the first seal was made; without it, none. */
export const SEALS_BEGAN = 'ledger.sealed';

/** The rows of a seal with their ids. */
export function numberRows(
  rows: readonly Omit<Disclosure, 'id'>[],
  last: Pick<DisclosureSeal, 'number'> | undefined,
): readonly Disclosure[] {
  const seal = half((last?.number ?? 0) + 1);
  return rows.map((row, place) => ({ ...row, id: `${seal}${half(place)}` }));
}

/** The name of a set of fields. */
export function fieldsIdOf(fields: Iterable<string>): string {
  return hash('sha256', [...fields].sort().join(' '), 'hex').slice(0, 24);
}

const COLUMNS = Object.keys(LEDGER_TABLES.disclosure.columns) as readonly (keyof Disclosure)[];

function digestOf(rows: readonly Disclosure[]): string {
  return hash('sha256', JSON.stringify(rows.map((row) => COLUMNS.map((name) => row[name] ?? null))), 'hex');
}

function hashOf({ number, at, rowCount, digest, previous }: Omit<DisclosureSeal, 'hash'>): string {
  return hash('sha256', JSON.stringify([number, at, rowCount, digest, previous]), 'hex');
}

/** The seal of rows that stand behind those of `last`. */
export function sealRows(
  rows: readonly Disclosure[],
  last: Pick<DisclosureSeal, 'number' | 'hash'> | undefined,
  at: Date,
): DisclosureSeal {
  const seal = {
    number: (last?.number ?? 0) + 1,
    at: at.getTime(),
    rowCount: rows.length,
    digest: digestOf(rows),
    previous: last?.hash ?? CHAIN_START,
  };
  return { ...seal, hash: hashOf(seal) };
}

/** What is wrong with a seal that should follow `last`; undefined where nothing is. */
export function findSealBreak(
  { hash: given, ...seal }: DisclosureSeal,
  last: Pick<DisclosureSeal, 'number' | 'hash'> | undefined,
): string | undefined {
  const expected = (last?.number ?? 0) + 1;
  if (seal.number !== expected) return `seal ${expected} is missing; ${seal.number} follows`;
  if (seal.previous !== (last?.hash ?? CHAIN_START))
    return `seal ${seal.number} does not follow the one before it`;
  if (hashOf(seal) !== given) return `seal ${seal.number} was changed`;
  return undefined;
}

/** What is wrong with the rows of a seal; undefined where nothing is. */
export function findRowBreak(
  { number, rowCount, digest }: DisclosureSeal,
  rows: readonly Disclosure[],
): string | undefined {
  if (rows.length !== rowCount) return `of the ${rowCount} rows of seal ${number}, ${rows.length} are there`;
  return digestOf(rows) === digest ? undefined : `a row of seal ${number} was changed`;
}
