/** The ledger never waits for an import: the lock on rosters is held by hand, as a publishing transaction holds it. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createApplication, rotateToken } from '../../src/directory/index.ts';
import { useLedgerServer } from './ledger-server.ts';

const AT_ONCE_MS = 100;
const server = useLedgerServer();

async function timed<T>(work: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const value = await work();
  expect(performance.now() - startedMs).toBeLessThan(AT_ONCE_MS);
  return value;
}

it('writes acts, tokens, disclosures and refusals while an import is being published', async () => {
  const district = await server.smallDistrict();
  const reader = await server.reader(district.id);
  // What is used once is loaded before.
  await reader.caller.get('/v1.1/students');
  const { control } = server.store;
  const db = new Database(join(server.folder, 'rollbook.sqlite'));
  db.exec('BEGIN IMMEDIATE');
  try {
    db.prepare('UPDATE district SET roster_version = roster_version + 1').run();
    await timed(() => createApplication(server.acting, { name: 'Meanwhile' }));
    const { token } = await timed(() => rotateToken(server.acting, reader.connection.id));
    await timed(() =>
      control.write((transaction) =>
        transaction.audit({
          actor: 'test',
          act: 'test.line',
          subject: 'test',
          outcome: 'ok',
          at: new Date(),
        }),
      ),
    );
    expect(await server.audit('test.line')).toHaveLength(1);
    for (const path of ['/v1.1/students?limit=3', '/v1.1/sections?limit=3', '/me'])
      expect((await timed(() => server.as(token).get(path))).status).toBe(200);
    expect((await server.as('nobody').get('/me')).status).toBe(401);
    // The server writes what it holds on its way out.
    await server.stop();
    expect(db.inTransaction).toBe(true);
    const types = (await control.find('disclosure', { token: reader.connection.id })).map(
      ({ recordType }) => recordType,
    );
    expect(new Set(types)).toEqual(new Set(['student', 'section', 'district']));
    expect(await server.audit('request.bad_token')).toHaveLength(1);
  } finally {
    db.exec('ROLLBACK');
    db.close();
  }
});
