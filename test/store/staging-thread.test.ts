/** The thread that stages runs compiled only, so what is tested here is the build. */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StagedRecord } from '../../src/store/index.ts';
import type * as StagingThreadModule from '../../src/store/sqlite/staging-thread.ts';

const built = pathToFileURL(join(import.meta.dirname, '../../dist/store/sqlite/staging-thread.js')).href;
const { StagingThread } = (await import(built)) as typeof StagingThreadModule;

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-staging-'));
  path = join(folder, 'staged');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const record = (n: number): StagedRecord => ({
  type: 'student',
  id: n.toString(16).padStart(24, '0'),
  key: `k\t${n}\n`,
  digest: 'd'.repeat(16),
  item: `{"data":{"name":"Zoë ${n} \u{1f600}"}}`,
  granted: n % 2 === 0 ? undefined : `{"n":${n}}`,
  returns: n % 1000 === 0,
});

describe('the staging thread', () => {
  it('holds everything in its order, however much is sent at once', async () => {
    const staging = new StagingThread(path);
    expect(staging.isEmpty).toBe(true);
    const count = 20_001;
    for (let n = 0; n < count; n++) staging.record(record(n));
    staging.removal({ type: 'teacher', id: 'e'.repeat(24), key: 'gone' });
    staging.edge({ relation: 'student.school', parentId: 'a'.repeat(24), children: 'b'.repeat(48) });
    staging.edge({ relation: 'student.school', parentId: 'c'.repeat(24), children: '' });
    expect(staging.isEmpty).toBe(false);
    const db = new Database(':memory:');
    staging.attachedTo(db, () => {
      const rows = db.prepare('SELECT * FROM staged.record ORDER BY rowid').all();
      expect(rows).toEqual(
        Array.from({ length: count }, (_, n) => {
          const { returns: _returns, granted = null, ...cells } = record(n);
          return { ...cells, granted };
        }),
      );
      expect(db.prepare('SELECT count(*) FROM staged.returned').pluck().get()).toBe(21);
      expect(db.prepare('SELECT key FROM staged.removal').pluck().all()).toEqual(['gone']);
      expect(db.prepare('SELECT children FROM staged.edge').pluck().all()).toEqual(['b'.repeat(48)]);
      expect(db.prepare('SELECT parent_id FROM staged.emptied_edge').pluck().all()).toEqual(['c'.repeat(24)]);
    });
    expect(statSync(path).mode & 0o077).toBe(0);
    db.close();
    await staging.close();
    expect(existsSync(path)).toBe(false);
  });

  it('holds a few just as well', async () => {
    const staging = new StagingThread(path);
    for (let n = 0; n < 3; n++) staging.record(record(n));
    const db = new Database(':memory:');
    for (let times = 0; times < 2; times++)
      staging.attachedTo(db, () => {
        expect(db.prepare('SELECT key FROM staged.record ORDER BY rowid').pluck().all()).toEqual(
          [0, 1, 2].map((n) => record(n).key),
        );
      });
    db.close();
    await staging.close();
    expect(existsSync(path)).toBe(false);
  });

  it('leaves nothing when it is given up, not even a moment later', async () => {
    const staging = new StagingThread(path);
    for (let n = 0; n < 3_000; n++) staging.record(record(n));
    await staging.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(existsSync(path)).toBe(false);
  });

  it.each([1, 3_000])(
    'tells what went wrong with %i, and the work that needs it is not begun',
    async (count) => {
      // Somebody else's file: it is not written over.
      writeFileSync(path, 'not ours');
      const staging = new StagingThread(path);
      for (let n = 0; n < count; n++) staging.record(record(n));
      const db = new Database(':memory:');
      let hasBegun = false;
      const publish = () => {
        staging.attachedTo(db, () => (hasBegun = true));
      };
      for (let times = 0; times < 2; times++)
        expect(publish).toThrow(/could not be staged: EEXIST.*import again/);
      expect(hasBegun).toBe(false);
      expect(db.pragma('database_list')).toHaveLength(1);
      db.close();
      await staging.close();
    },
  );

  it('makes nothing where nothing is staged', async () => {
    const staging = new StagingThread(path);
    expect(existsSync(path)).toBe(false);
    await staging.close();
  });
});
