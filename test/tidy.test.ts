import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../src/config/index.ts';

const root = new URL('../', import.meta.url);
const filesBelow = (folder: string) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}${path}`);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** About where to look for the second reason to open a file. */
const LINES_MAX = 350;
/** What is longer is listed here and may only shrink. */
const LONGER: Readonly<Record<string, number>> = {};

const sources = filesBelow('src/').filter((path) => !path.endsWith('.test.ts'));

describe('the source', () => {
  it('has no file that grew past the mark', () => {
    const long = sources.filter((path) => read(path).split('\n').length > (LONGER[path] ?? LINES_MAX));
    expect(long).toEqual([]);
  });

  it('has no folder for things without a name', () => {
    expect(
      sources.filter((path) => /\/(utils?|helpers?|common|manager|service)s?(\/|\.ts)/.test(path)),
    ).toEqual([]);
  });

  it('builds no SQL from values', () => {
    const suspicious = sources
      .filter((path) => path.startsWith('src/store/'))
      // Names come from the definitions of tables, and values are bound.
      .filter((path) => path !== 'src/store/sqlite/control.ts')
      .filter((path) => /prepare(<[^>]*>)?\(\s*[^)`]*`[^`]*\$\{(?!IDENTITIES_PER_BATCH)/.test(read(path)));
    expect(suspicious).toEqual([]);
  });
});

describe('the README', () => {
  it('lists every setting as the program knows it', () => {
    const rows = new Map(
      read('README.md')
        .split('\n')
        .map((line) => line.split('|').map((cell) => cell.trim()))
        .filter((cells) => cells[2]?.startsWith('`'))
        .map((cells) => [cells[2]?.replaceAll('`', ''), cells]),
    );
    for (const [name, { env, fallback, doc }] of Object.entries(SETTINGS)) {
      const shown = String(fallback === true ? 'on' : fallback);
      expect(rows.get(env)?.slice(1, 5), name).toEqual([
        `\`${name}\``,
        `\`${env}\``,
        shown === '' ? 'none' : `\`${shown}\``,
        doc,
      ]);
    }
  });
});
