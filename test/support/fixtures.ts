import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

export interface Endpoint {
  readonly path: string;
  readonly params: readonly string[];
  readonly returns: { readonly kind: 'list' | 'one' | 'bare-list'; readonly type: string };
}

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));

export const fixturePath = (name: string): string => join(fixtures, name);

export const readFixture = (name: string): string => readFileSync(fixturePath(name), 'utf8');

const everyEndpoint = JSON.parse(readFixture('endpoints.json')) as readonly Endpoint[];

/** The paths that answer as if they did not exist, because events are not offered. */
export const eventEndpoints = everyEndpoint.filter((endpoint) => endpoint.returns.type === 'event');

/** The endpoints of the roster: all but events and `/me`, which have a shape of their own. */
export const rosterEndpoints = everyEndpoint.filter(
  (endpoint) => endpoint.returns.type !== 'event' && endpoint.returns.type !== 'me',
);

/** The resource a path begins with: `students` of `/v1.1/students/{id}/contacts`. */
export const resourceOf = (endpoint: Pick<Endpoint, 'path'>): string => endpoint.path.split('/')[2] ?? '';

/** Whether the path goes on behind the id. */
export const isSecondLevel = (endpoint: Endpoint): boolean => endpoint.path.includes('{id}/');

/** The files of a roster; whatever else a sample folder holds describes it and is no part of it. */
const ROSTER_FILES = ['schools', 'teachers', 'students', 'sections', 'enrollments', 'staff'] as const;

export type RosterTables = Readonly<Record<string, readonly (readonly string[])[]>>;

const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.join(',')}\n`).join('');

/** A folder to write rosters to, removed after the tests of the file. */
export class RosterFolder {
  #folder: string | undefined;

  get path(): string {
    if (this.#folder === undefined) throw new Error('The folder is not open.');
    return this.#folder;
  }

  async open(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'rollbook-rosters-'));
  }

  async close(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  /** Copies the roster files of a sample, and only those. */
  async sample(name: string): Promise<string> {
    const target = join(this.path, name);
    const wanted = new Set(ROSTER_FILES.map((file) => `${file}.csv`));
    await cp(fixturePath(join('rosters', name)), target, {
      recursive: true,
      filter: (source) => !/\.\w+$/.test(source) || wanted.has(source.split(/[/\\]/).at(-1) ?? ''),
    });
    return target;
  }

  /** Writes tables of cells without commas as CSV files. */
  async write(name: string, tables: RosterTables): Promise<string> {
    const target = join(this.path, name);
    await mkdir(target, { recursive: true });
    await Promise.all(
      Object.entries(tables).map(([file, rows]) => writeFile(join(target, `${file}.csv`), csv(rows))),
    );
    return target;
  }
}

export const useRosterFolder = (): RosterFolder => {
  const folder = new RosterFolder();
  beforeAll(() => folder.open());
  afterAll(() => folder.close());
  return folder;
};
