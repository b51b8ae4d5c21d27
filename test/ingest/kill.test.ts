/** An import from the command line that is killed: the roster is the old one or the new one (F-01, F-02). */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDistrict } from '../../src/directory/index.ts';
import { importFiles } from '../../src/ingest/index.ts';
import { openSqliteStore } from '../../src/store/index.ts';
import {
  course,
  enrollment,
  northSchool,
  pupil,
  type Rows,
  rosterOf,
  tess,
  useWorkspace,
} from './roster-files.ts';
import { Clock, digitsFrom } from './test-hub.ts';

const executable = fileURLToPath(new URL('../../bin/rollbook.js', import.meta.url));
const built = existsSync(fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url)));

const STUDENTS = 5_000;
const SECTIONS = 1_000;
const TEACHERS = 200;
/** So many students leave and come from one day to the next. */
const MOVED = 40;
const KILLS = 3;

const workspace = useWorkspace();

/** A district; on its second day some left, some are new, and one in four has another grade or teacher. */
function districtOn(day: 1 | 2): Rows {
  const name = (prefix: string, n: number) => `${prefix}${String(n).padStart(5, '0')}`;
  const moved = day === 1 ? 0 : MOVED;
  const students = Array.from({ length: STUDENTS }, (_, n) => n + moved);
  const attends = (student: number, section: number) => (student * 7 + section * 13) % 5 !== 0;
  return {
    schools: [northSchool],
    teachers: Array.from({ length: TEACHERS }, (_, n) => ({ ...tess, Teacher_id: name('t', n) })),
    students: students.map((n) =>
      pupil(name('p', n), {
        Grade: day === 2 && n % 4 === 0 ? '4' : '3',
        Contact_name: `Contact ${n}`,
        Contact_type: 'Primary',
        Contact_phone: day === 2 && n % 9 === 0 ? '3605550602' : '3605550601',
      }),
    ),
    sections: Array.from({ length: SECTIONS }, (_, n) =>
      course(name('x', n), { Teacher_id: name('t', (n + (day === 2 && n % 4 === 0 ? 1 : 0)) % TEACHERS) }),
    ),
    enrollments: students.flatMap((student) =>
      [0, 1, 2, 3, 4, 5]
        .map((n) => (student + n * 167) % SECTIONS)
        .filter((section) => attends(student, section))
        .map((section) => enrollment(name('x', section), name('p', student))),
    ),
  };
}

interface Stored {
  readonly type: string;
  readonly key: string;
  readonly id: string;
  readonly item: string;
}

const databaseIn = (data: string) => new Database(join(data, 'rollbook.sqlite'));

/** All of a roster in words: ids as keys, without stamps; lists of children with it. */
function contentOf(data: string): string {
  const db = databaseIn(data);
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const rows = db.prepare<[], Stored>('SELECT type, key, id, item FROM record').all();
    const keyOf = new Map(rows.map(({ type, key, id }) => [id, `${type}:${key}`]));
    const inWords = (text: string) =>
      text
        .replace(/"(?:created|last_modified)":"[^"]*",/g, '')
        .replace(/[0-9a-f]{24}/g, (id) => keyOf.get(id) ?? 'unknown')
        .replace(
          /"students":\[([^\]]*)\]/,
          (_, listed: string) => `"students":[${listed.split(',').sort().join()}]`,
        );
    const edges = db
      .prepare<[], { relation: string; parent_id: string; children: string }>('SELECT * FROM edge')
      .all()
      .map(({ relation, parent_id: parent, children }) => {
        const listed = (children.match(/.{24}/g) ?? []).map((id) => keyOf.get(id) ?? 'unknown');
        return `${relation} ${keyOf.get(parent) ?? 'unknown'} ${listed.sort().join()}`;
      });
    const listed = db.prepare<[], string>('SELECT sum(records) FROM list_segment').pluck().get();
    return [
      ...rows.map(({ type, key, item }) => `${type} ${key} ${inWords(item)}`),
      ...edges,
      `listed ${String(listed)}`,
    ]
      .sort()
      .join('\n');
  } finally {
    db.close();
  }
}

interface End {
  readonly killed: boolean;
  readonly code: number | null;
  readonly ms: number;
  readonly stdout: string;
}

/** Runs `rollbook import`; kills it after so many milliseconds, unless it has ended. */
function runImport(data: string, folder: string, districtId: string, killAfterMs?: number): Promise<End> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(
      process.execPath,
      [executable, 'import', folder, '--district', districtId, '--data', data, '--json'],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    const timer =
      killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ killed: signal === 'SIGKILL', code, ms: performance.now() - started, stdout });
    });
  });
}

const stateOf = ({ stdout }: End): string => (JSON.parse(stdout) as { readonly state: string }).state;

/** Where the killed import stood is free at once, and not in half a minute. */
function expireLease(data: string): void {
  const db = databaseIn(data);
  db.prepare('UPDATE sync_lease SET expires_at = 0').run();
  db.close();
}

describe.runIf(built)('an import that is killed', () => {
  it(
    `leaves the old roster or the new one, ${KILLS} times, and the next import succeeds`,
    { timeout: 240_000 },
    async () => {
      const { now } = new Clock();
      const folders = {
        old: workspace.write(rosterOf(districtOn(1))),
        next: workspace.write(rosterOf(districtOn(2))),
      };
      const data = join(workspace.path, 'data');
      const sources = { now, randomHex: digitsFrom('kill') };
      const store = openSqliteStore({ folder: data });
      const acting = { store, serverKey: Buffer.alloc(32), now, actor: 'test' };
      const { id } = await createDistrict(acting, { name: 'Killed', id: undefined });
      const report = await importFiles(store, { districtId: id, path: folders.old, sources });
      expect(report).toMatchObject({ state: 'published', problem_counts: { error: 0 } });
      await store.close();
      const old = contentOf(data);

      // Undisturbed, to know the new roster, how long it takes, and that the way back is free.
      const whole = await runImport(data, folders.next, id);
      expect(stateOf(whole)).toBe('published');
      const next = contentOf(data);
      expect(next).not.toBe(old);
      expect(stateOf(await runImport(data, folders.old, id))).toBe('published');
      expect(contentOf(data)).toBe(old);

      let killed = 0;
      for (let n = 0; n < KILLS; n++) {
        const end = await runImport(data, folders.next, id, (whole.ms * (2 * n + 3)) / (2 * KILLS + 3));
        if (end.killed) killed++;
        const content = contentOf(data);
        expect([old, next].includes(content), `kill ${n}`).toBe(true);

        expireLease(data);
        const again = await runImport(data, folders.next, id);
        expect(['published', 'unchanged'], `after kill ${n}`).toContain(stateOf(again));
        expect(contentOf(data) === next, `after kill ${n}`).toBe(true);
        expect(stateOf(await runImport(data, folders.old, id))).toBe('published');
        expect(contentOf(data) === old, `back after kill ${n}`).toBe(true);
      }
      expect(killed).toBeGreaterThan(0);
    },
  );
});
