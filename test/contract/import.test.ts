import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { useRosterFolder, type RosterTables } from '../support/fixtures.ts';
import { runRollbook, useHub } from '../support/hub.ts';
import { EXIT, importRoster, parseReport, publish, type Report } from '../support/reports.ts';
import { pupils, rosterOf } from '../support/rosters.ts';
import { NOBODY, pick, readRecords, textAt, type WireRecord } from '../support/wire.ts';
import type { Caller } from '../support/caller.ts';

const rosters = useRosterFolder();
let app: string;
const hub = useHub(async (fresh) => {
  app = await fresh.createApp('Reader of towns');
  await fresh.start();
});

let folders = 0;
const write = (tables: RosterTables): Promise<string> => rosters.write(`roster-${++folders}`, tables);

interface Town {
  readonly id: string;
  readonly caller: Caller;
}

const newTown = async (name: string): Promise<Town> => {
  const { id, token } = await hub.connectedDistrict(name, app);
  return { id, caller: hub.as(token) };
};

const students = async ({ caller }: Town): Promise<readonly string[]> =>
  (await readRecords(caller, '/v1.1/students')).map((record) => textAt(record, 'sis_id'));

const status = async ({ id, caller }: Town): Promise<WireRecord> =>
  pick(await readRecords(caller, `/v1.1/districts/${id}/status`), 0);

const ids = (count: number): readonly string[] => pupils(count).map((pupil) => pupil.id);

/** The five files of a town with so many pupils, the first of them in another grade. */
const townOf = (count: number, regraded = 0): RosterTables =>
  rosterOf(pupils(count).map((pupil, place) => (place < regraded ? { ...pupil, grade: '4' } : pupil)));

const HELD = { state: 'held', code: EXIT.held } as const;
const FAILED = { state: 'failed', code: EXIT.unusable } as const;

describe('a dry run', () => {
  it('tells what an import would do, and does nothing', async () => {
    const town = await newTown('Dry Creek');
    const folder = await write(townOf(20));
    const planned = await importRoster(
      hub,
      folder,
      town.id,
      { state: 'dry_run', code: EXIT.ok },
      '--dry-run',
    );
    expect(planned.counts['student']).toMatchObject({ created: 20, removed: 0 });
    expect(await students(town)).toEqual([]);
    expect(await status(town)).toMatchObject({ state: 'pending' });
    await publish(hub, folder, town.id);
    const before = (await town.caller.get('/v1.1/students')).text;
    const smaller = await write(townOf(19, 3));
    const next = await importRoster(hub, smaller, town.id, { state: 'dry_run', code: EXIT.ok }, '--dry-run');
    expect(next.counts['student']).toMatchObject({ created: 0, updated: 3, removed: 1, unchanged: 16 });
    expect((await town.caller.get('/v1.1/students')).text).toBe(before);
  });
});

describe('an import that would change too much', () => {
  it('passes with two of twenty gone, waits with three', async () => {
    const town = await newTown('Holding Bay');
    await publish(hub, await write(townOf(20)), town.id);
    const held = await importRoster(hub, await write(townOf(17)), town.id, HELD);
    expect(held.counts['student']).toMatchObject({ removed: 3, unchanged: 17 });
    expect(await students(town)).toEqual(ids(20));
    expect(await status(town)).toMatchObject({ state: 'running' });
    // A newer upload is judged afresh against what is published.
    await publish(hub, await write(townOf(18)), town.id);
    expect(await students(town)).toEqual(ids(18));
  });

  it('is published when a person approves it', async () => {
    const town = await newTown('Approval');
    await publish(hub, await write(townOf(20)), town.id);
    const folder = await write(townOf(5));
    await importRoster(hub, folder, town.id, HELD);
    expect(await students(town)).toEqual(ids(20));
    await importRoster(hub, folder, town.id, { state: 'published', code: EXIT.ok }, '--approve');
    expect(await students(town)).toEqual(ids(5));
  });

  it('passes with fifteen of twenty updated, waits with sixteen', async () => {
    const town = await newTown('Many Grades');
    await publish(hub, await write(townOf(20)), town.id);
    await importRoster(hub, await write(townOf(20, 16)), town.id, HELD);
    const grades = async (): Promise<readonly string[]> =>
      (await readRecords(town.caller, '/v1.1/students')).map((record) => textAt(record, 'grade'));
    expect(await grades()).toEqual(ids(20).map(() => '3'));
    await publish(hub, await write(townOf(20, 15)), town.id);
    expect((await grades()).filter((grade) => grade === '4')).toHaveLength(15);
  });

  it('waits when a file holds nothing but its header', async () => {
    const town = await newTown('Header Only');
    await publish(hub, await write(townOf(20)), town.id);
    const tables = townOf(20);
    await importRoster(
      hub,
      await write({ ...tables, students: tables['students']?.slice(0, 1) ?? [] }),
      town.id,
      HELD,
    );
    expect(await students(town)).toEqual(ids(20));
  });
});

describe('files that cannot be used', () => {
  const whole = townOf(20);
  const header = (file: string): readonly string[] => whole[file]?.[0] ?? [];
  const rows = (file: string): readonly (readonly string[])[] => whole[file]?.slice(1) ?? [];

  const cases: readonly (readonly [string, string, RosterTables])[] = [
    ['missing_file', 'a file that is missing', { ...whole, sections: [] }],
    ['empty_file', 'a file without a byte', { ...whole, sections: [] }],
    [
      'missing_column',
      'a column that is missing',
      {
        ...whole,
        sections: [['School_id', 'Section_id'], ...rows('sections').map((row) => row.slice(0, 2))],
      },
    ],
    [
      'duplicate_header',
      'a header that occurs twice',
      { ...whole, students: [header('students').with(-1, 'Grade'), ...rows('students')] },
    ],
    [
      'unreadable',
      'a quote that is never closed',
      { ...whole, teachers: [header('teachers'), ['"north', 'tess']] },
    ],
    [
      'unreadable',
      'another delimiter',
      { ...whole, schools: (whole['schools'] ?? []).map((row) => [row.join(';')]) },
    ],
  ];
  let town: Town;
  let before: string;
  beforeAll(async () => {
    town = await newTown('Broken Arrow');
    await publish(hub, await write(whole), town.id);
    before = (await town.caller.get('/v1.1/students')).text;
  });

  for (const [code, name, tables] of cases) {
    it(`fail the whole import, and nothing changes: ${name}`, async () => {
      const folder = await write(tables);
      if (code === 'missing_file') await rm(join(folder, 'sections.csv'));

      const report = await importRoster(hub, folder, town.id, FAILED);
      const errors = report.problems.filter((problem) => problem.severity === 'error');
      expect(errors.map((problem) => problem.code)).toContain(code);
      expect((await town.caller.get('/v1.1/students')).text).toBe(before);
      const failed = await status(town);
      expect(failed).toMatchObject({ state: 'error' });
      expect(failed['error']).not.toBe('');

      const validated = await runRollbook(['validate', folder, '--json']);
      expect(validated.code).toBe(EXIT.unusable);
      expect(parseReport(validated).state).toBe('failed');
    });
  }

  it('are forgotten when files that can be used arrive', async () => {
    await publish(hub, await write(townOf(21)), town.id);
    expect(await students(town)).toEqual(ids(21));
    expect(await status(town)).toMatchObject({ state: 'running', error: '' });
  });

  it('say so too when the folder does not exist', async () => {
    const outcome = await runRollbook(['validate', join(rosters.path, 'nowhere'), '--json']);
    expect(outcome.code).not.toBe(0);
  });
});

describe('a row that is rejected', () => {
  it('keeps the record that its key names, with what it needs', async () => {
    const town = await newTown('Keepers');
    await publish(hub, await write(townOf(20)), town.id);
    const before = await readRecords(town.caller, '/v1.1/students');
    const tables = rosterOf(pupils(20).map((pupil) => (pupil.id === 'p7' ? { ...pupil, last: '' } : pupil)));
    for (const state of ['first', 'second']) {
      const outcome = await hub.run('import', await write(tables), '--district', town.id, '--json');
      const report: Report = parseReport(outcome);
      expect(outcome.code, state).toBe(EXIT.ok);
      expect(report.counts['student'], state).toMatchObject({ removed: 0, updated: 0, kept: 1 });
      expect(report.problems.map((problem) => problem.code)).toContain('missing_required');
      expect(await readRecords(town.caller, '/v1.1/students'), state).toEqual(before);
    }
  });

  it('freezes removals of its type when its key cannot be read', async () => {
    const town = await newTown('Frozen Lake');
    await publish(hub, await write(townOf(20)), town.id);
    const tables = townOf(19);
    const broken = { ...tables, students: [...(tables['students'] ?? []), ['north', 'torn']] };
    const outcome = await hub.run('import', await write(broken), '--district', town.id, '--json');
    expect(outcome.code).toBe(EXIT.ok);
    expect(parseReport(outcome).counts['student']).toMatchObject({ removed: 0 });
    expect(await students(town)).toEqual(ids(20));
    await publish(hub, await write(townOf(19)), town.id);
    expect(await students(town)).toEqual(ids(19));
  });

  it('never stops the other rows', async () => {
    const town = await newTown('Other Rows');
    const tables = rosterOf([...pupils(3), { id: 'nameless', last: '' }, { id: '' }]);
    const report = await publish(hub, await write(tables), town.id);
    expect(await students(town)).toEqual(ids(3));
    expect(
      report.problems.filter((problem) => problem.file === 'students.csv').map((one) => one.code),
    ).toEqual(['missing_required', 'missing_required']);
  });
});

describe('passwords', () => {
  it('are neither served, nor reported, nor kept on disk', async () => {
    const town = await newTown('Canary');
    const secret = 'canary-of-the-pupil';
    const tables = rosterOf([
      { id: 'p0', password: secret },
      { id: 'p1', password: secret, last: '' },
    ]);
    const report = await publish(hub, await write(tables), town.id);
    const served = await town.caller.get('/v1.1/students');
    for (const text of [JSON.stringify(report), served.text, hub.log])
      expect(text).not.toContain('canary-of-the');

    const files = (await readdir(hub.data, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    expect(files).not.toEqual([]);
    const user = Buffer.from('user-p0');
    let found = false;
    for (const file of files) {
      const bytes = await readFile(join(file.parentPath, file.name));
      expect(bytes.includes('canary-of-the'), file.name).toBe(false);
      found ||= bytes.includes(user);
    }
    // The search would find what is there: the user name of the same row is kept.
    expect(found).toBe(true);
  });
});

describe('readers during an import', () => {
  it('see the roster before it or after it, and never a part of both', async () => {
    const town = await newTown('Busy Valley');
    await publish(hub, await write(townOf(600)), town.id);
    const folder = await write(townOf(600, 300));
    const read = async (): Promise<string> => (await town.caller.get('/v1.1/students?limit=10000')).text;
    const before = await read();

    const seen = new Set<string>();
    const progress = { done: false };
    const importing = publish(hub, folder, town.id).finally(() => (progress.done = true));
    const watching = (async () => {
      while (!progress.done) seen.add(await read());
    })();
    await Promise.all([importing, watching]);

    const after = await read();
    expect(after).not.toBe(before);
    expect([...seen].filter((text) => text !== before && text !== after)).toEqual([]);
    expect(seen).toContain(before);
  });
});

describe('two imports at once', () => {
  it('never both run: one publishes, the other is refused or finds nothing to do', async () => {
    const town = await newTown('Rush Hour');
    const folder = await rosters.sample('clever-legacy');
    const outcomes = await Promise.all(
      [1, 2].map(() => hub.run('import', folder, '--district', town.id, '--json')),
    );
    const ends = outcomes
      .map(({ code, stdout }) => (code === EXIT.busy ? 'busy' : (JSON.parse(stdout) as Report).state))
      .sort();
    expect([
      ['busy', 'published'],
      ['published', 'unchanged'],
    ]).toContainEqual(ends);
    expect(await students(town)).toHaveLength(627);
  });
});

describe('a command that cannot be carried out', () => {
  it('ends with a code other than 0 and says why on stderr', async () => {
    const folder = await write(townOf(2));
    for (const args of [
      ['import', folder, '--district', NOBODY],
      ['import', folder, '--district', 'nonsense'],
      ['connection', 'create', '--app', NOBODY, '--district', NOBODY],
      ['district', 'create'],
      ['nonsense'],
    ]) {
      const outcome = await hub.run(...args);
      expect(outcome.code, args.join(' ')).not.toBe(0);
      expect(outcome.stderr.trim(), args.join(' ')).not.toBe('');
      expect(outcome.stderr, args.join(' ')).not.toMatch(/^\s+at /m);
    }
  });

  it('refuses a second district with the same id', async () => {
    const id = '5a3f1830e4b0a1b2c3d4e501';
    expect(await hub.create('id', 'district', 'create', '--name', 'One', '--id', id)).toBe(id);
    const again = await hub.run('district', 'create', '--name', 'Other', '--id', id, '--json');
    expect(again.code).not.toBe(0);
  });
});
