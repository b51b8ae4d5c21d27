/** Imports as those who run a district see them, and what they decide on one that is held (`roster-csv` 3.6). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomHex } from '../../src/directory/index.ts';
import { importFiles } from '../../src/ingest/index.ts';
import { AdminHub, type Json, type Site, type Visitor } from './admin-hub.ts';

const hub = new AdminHub();
let home: Site;
let admin: Visitor & { accountId: string };
let folder = '';

beforeAll(async () => {
  await hub.open();
  home = await hub.site('Harbor Point');
  admin = await hub.person('district_admin', { districtId: home.districtId });
  folder = await mkdtemp(join(tmpdir(), 'rollbook-held-'));
  const files = {
    schools: 'School_id,School_name,School_number\n0101,Tidewater Elementary,101\n',
    teachers: 'School_id,Teacher_id,First_name,Last_name\n',
    students: 'School_id,Student_id,Last_name,First_name\n',
    sections: 'School_id,Section_id,Teacher_id,Course_name\n',
    enrollments: 'School_id,Section_id,Student_id\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, `${name}.csv`), text);
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await hub.close();
});

async function importAgain() {
  hub.nowMs += 60_000;
  const { now } = hub.acting;
  return importFiles(hub.store, {
    path: folder,
    districtId: home.districtId,
    sources: { now, randomHex },
  });
}
const pathOf = (sync: string | undefined) => `/districts/${home.districtId}/syncs/${sync ?? ''}`;
const students = () => hub.idsOf(home.districtId, 'student');

describe('a held import', () => {
  it('is looked at, rejected, held again, approved, and published by the next import of its files', async () => {
    const before = await students();
    const { sync, state } = await importAgain();
    expect(state).toBe('held');
    const shown = await admin.get(pathOf(sync));
    expect(shown.body).toMatchObject({
      id: sync,
      state: 'held',
      fingerprints: { students: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      report: { exceeded: expect.arrayContaining([]) as unknown },
    });
    expect((shown.body['report'] as { exceeded: readonly Json[] }).exceeded.length).toBeGreaterThan(0);

    const rejected = await admin.post(`${pathOf(sync)}/rejection`);
    expect([rejected.status, rejected.body['state']]).toEqual([200, 'rejected']);
    const late = await admin.post(`${pathOf(sync)}/approval`);
    expect([late.status, late.body['type']]).toEqual([409, 'urn:rollbook:problem:conflict']);

    const second = await importAgain();
    expect(second.state).toBe('held');
    const keyed = { headers: { 'Idempotency-Key': 'approve-the-summer' } };
    const approved = await admin.post(`${pathOf(second.sync)}/approval`, {}, keyed);
    expect([approved.status, approved.body['state']]).toEqual([200, 'approved']);
    expect(approved.body['fingerprints']).toEqual(shown.body['fingerprints']);
    const again = await admin.post(`${pathOf(second.sync)}/approval`, {}, keyed);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect((await admin.post(`${pathOf(second.sync)}/approval`)).status).toBe(409);
    // Nothing is published by the approval.
    expect(await students()).toEqual(before);

    expect((await importAgain()).state).toBe('published');
    expect(await students()).toEqual([]);
    const lines = await hub.store.control.find('audit', { subject: `sync:${second.sync ?? ''}` });
    expect(lines.map(({ act, actor }) => [act, actor])).toContainEqual([
      'sync.approved',
      `account:${admin.accountId}`,
    ]);
  });

  it('is decided by admins of its district, and by nobody else', async () => {
    const at = { districtId: home.districtId };
    const [sync] = await hub.store.districts.syncs(home.districtId, 1);
    const away = await hub.site('Elm Grove');
    for (const act of ['approval', 'rejection']) {
      const path = `${pathOf(sync?.id)}/${act}`;
      const desk = await hub.person('help_desk', at);
      expect((await desk.get(pathOf(sync?.id))).status).toBe(200);
      const refused = await desk.post(path);
      expect([refused.status, refused.body['type']]).toEqual([403, 'urn:rollbook:problem:forbidden']);
      const elsewhere = await hub.person('district_admin', { districtId: away.districtId });
      expect((await elsewhere.post(path)).status).toBe(404);
      // By the name of the own district another one's import is not there.
      expect(
        (await elsewhere.post(`/districts/${away.districtId}/syncs/${sync?.id ?? ''}/${act}`)).status,
      ).toBe(404);
      const forged = await admin.post(path, {}, { headers: { 'X-Rollbook-CSRF': 'x'.repeat(43) } });
      expect([forged.status, forged.body['type']]).toEqual([403, 'urn:rollbook:problem:csrf_refused']);
      expect((await admin.post(path, { force: true })).status).toBe(422);
    }
  });
});
