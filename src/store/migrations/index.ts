import { readdirSync, readFileSync } from 'node:fs';

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** Words in braces that engines spell differently. */
export type DialectWords = Readonly<Record<'table' | 'clustered', string>>;

/** Rosters, and control data. An engine may keep them in one database or in two. */
export type MigrationSet = 'roster' | 'control';

/** All migrations of a set in order, in the words of a dialect. */
export function readMigrations(set: MigrationSet, words: DialectWords): readonly Migration[] {
  const folder = new URL(`./${set}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.sql'.length),
      sql: readFileSync(new URL(file, folder), 'utf8').replace(
        /\{(table|clustered)\}/g,
        (_, word: keyof DialectWords) => words[word],
      ),
    }));
}
