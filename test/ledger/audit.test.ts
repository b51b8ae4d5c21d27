import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { createApplication, rotateSecret } from '../../src/directory/index.ts';
import { anchorOf, parseAnchor, verifyAudit } from '../../src/ledger/index.ts';
import { chainLine } from '../../src/store/index.ts';
import { runRollbook } from '../support/hub.ts';
import { LedgerServer } from './ledger-server.ts';

let server: LedgerServer;
beforeEach(() => {
  server = new LedgerServer();
  server.open();
  return () => server.close();
});

/** A district and an application with some acts: chains of several entries. */
async function acts(): Promise<string> {
  const district = await server.district();
  const { id } = await createApplication(server.acting, { name: 'Application' });
  for (let n = 0; n < 5; n++) await rotateSecret(server.acting, id);
  return district.id;
}

/** Past the protection against changes. */
function tamper(work: (db: Database.Database) => void): void {
  server.tamper((db) => {
    db.exec('DROP TRIGGER IF EXISTS audit_no_update; DROP TRIGGER IF EXISTS audit_no_delete');
    work(db);
  });
}

const verify = (...args: readonly string[]) =>
  runRollbook(['audit', 'verify', ...args, '--data', server.folder]);
const broken = async () =>
  (await verifyAudit(server.store.control, {})).flatMap(({ chain, broken: why }) =>
    why ? [[chain, why]] : [],
  );

describe('audit verify', () => {
  it('finds whole chains whole', async () => {
    const district = await acts();
    const states = await verifyAudit(server.store.control, {});
    expect(states.map(({ chain }) => chain)).toEqual(['', district]);
    expect(states.every(({ broken: why, entries }) => why === undefined && entries > 1)).toBe(true);
  });

  it('refuses a change by whatever client, unless its protection is removed', async () => {
    await acts();
    for (const sql of ["UPDATE audit SET act = 'nothing'", 'DELETE FROM audit'])
      expect(() => server.tamper((db) => db.exec(sql))).toThrow('append-only');
  });

  it.each([
    [
      'one changed byte',
      "UPDATE audit SET act = 'application.creat3d' WHERE chain = '' AND number = 2",
      'entry 2 was changed',
    ],
    ['a lost entry', "DELETE FROM audit WHERE chain = '' AND number = 3", 'entry 3 is missing; 4 follows'],
    [
      'two swapped entries',
      "UPDATE audit SET number = CASE number WHEN 2 THEN -3 WHEN 3 THEN -2 END WHERE chain = '' AND number IN (2, 3); UPDATE audit SET number = -number WHERE number < 0",
      'entry 2 does not follow the one before it',
    ],
    [
      'an unreadable entry',
      "UPDATE audit SET detail = '{' WHERE chain = '' AND number = 4",
      'an entry behind entry 0 cannot be read',
    ],
    [
      'an entry put before the first',
      "INSERT INTO audit SELECT chain, 0, at, actor, act, subject, outcome, request_id, detail, previous, hash FROM audit WHERE chain = '' AND number = 1",
      'entry 1 is missing; 0 follows',
    ],
  ])('finds %s and names it', async (_, sql, why) => {
    const district = await acts();
    tamper((db) => db.exec(sql));
    expect(await broken()).toEqual([['', why]]);
    // The other chain is what it was.
    const states = await verifyAudit(server.store.control, { districtId: district });
    expect(states).toMatchObject([{ chain: district, broken: undefined }]);
  });
});

describe('an anchor', () => {
  it('finds a chain that was cut, written anew, or taken away whole', async () => {
    const district = await acts();
    const { control } = server.store;
    const anchor = await anchorOf(control, new Date());
    const anchored = async () =>
      (await verifyAudit(control, { anchor })).flatMap(({ broken: why }) => why ?? []);
    await createApplication(server.acting, { name: 'Later' });
    expect(await anchored()).toEqual([]);

    const head = anchor.chains[0]?.number ?? 0;
    tamper((db) => db.exec(`DELETE FROM audit WHERE chain = '' AND number >= ${head}`));
    expect(await broken()).toEqual([]);
    expect(await anchored()).toEqual([expect.stringContaining(`entry ${head} is missing`)]);

    const [last] = await control.find(
      'audit',
      { chain: '' },
      { orderBy: 'number', descending: true, limit: 1 },
    );
    const line = { actor: 'x', act: 'forged', subject: 'x', outcome: 'ok', at: new Date() } as const;
    await control.write((transaction) => transaction.insert('audit', chainLine(line, last)));
    expect(await broken()).toEqual([]);
    expect(await anchored()).toEqual([
      expect.stringContaining(`entry ${head} is not the one that was anchored`),
    ]);

    tamper((db) => db.exec(`DELETE FROM audit WHERE chain = '${district}'`));
    expect(await broken()).toEqual([]);
    expect(await verifyAudit(control, { anchor, districtId: district })).toMatchObject([
      { chain: district, entries: 0, broken: expect.stringContaining('entry 1 is missing') as string },
    ]);
    expect(() => parseAnchor('{"chains":[{"chain":""}]}')).toThrow('no anchor');
  });
});

describe('the command line', () => {
  it('prints an anchor, verifies against it, and ends with 1 where something is broken', async () => {
    await acts();
    const file = join(server.folder, '..', 'anchor.json');
    const printed = await runRollbook(['audit', 'anchor', '--data', server.folder]);
    writeFileSync(file, printed.stdout);
    expect(parseAnchor(printed.stdout).chains).toEqual(
      (await anchorOf(server.store.control, new Date())).chains,
    );
    const whole = await verify('--anchor', file, '--json');
    expect([whole.code, JSON.parse(whole.stdout)]).toEqual([0, await verifyAudit(server.store.control, {})]);
    tamper((db) => db.exec("UPDATE audit SET act = 'x' WHERE chain = '' AND number = 2"));
    const outcome = await verify();
    expect([outcome.code, outcome.stderr]).toEqual([1, expect.stringContaining('entry 2 was changed')]);
  });
});
