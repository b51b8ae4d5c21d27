/** Sharing from the command line, against a running server: what is typed counts from the next request on. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Row, runJson, runRow, runRows } from '../support/commands.ts';
import { useRosterFolder } from '../support/fixtures.ts';
import { useHub } from '../support/hub.ts';
import { idsOf, readAll } from '../support/wire.ts';

const rosters = useRosterFolder();
let district = '';
let app = '';
let id = '';
let token = '';

const hub = useHub(async (fresh) => {
  district = await fresh.create('id', 'district', 'create', '--name', 'Harbor Point');
  const folder = await rosters.sample('clever-small/day1');
  const { code, stderr } = await fresh.run('import', folder, '--district', district, '--json');
  expect(code, stderr).toBe(0);
  app = await fresh.createApp('Reader');
  const pair = ['--app', app, '--district', district];
  const file = await jsonFile('whole', { share: { kind: 'none' } });
  const created = await runRow(fresh, 'connection', 'create', ...pair, '--sharing', file);
  [id, token] = [String(created['id']), String(created['token'])];
  await fresh.start();
});

const jsonFile = async (name: string, value: unknown): Promise<string> => {
  const path = join(rosters.path, `${name}.json`);
  await writeFile(path, JSON.stringify(value));
  return path;
};
const students = async () => idsOf(await readAll(hub.as(token), '/v1.1/students'));
const set = (...flags: readonly string[]) => runRow(hub, 'sharing', 'set', id, ...flags);

describe('sharing', () => {
  it('is what the flags say, previewed before and explained after', async () => {
    expect(await students()).toEqual([]);
    const rules = await jsonFile('rules', [
      { match: 'sections', where: [{ field: 'subject', op: 'is', value: ['math'] }] },
      { match: 'students', where: [{ field: 'grade', op: 'is', value: ['9'] }], exclude: true },
    ]);
    const preview = await runRow(hub, 'sharing', 'preview', id, '--rules', rules);
    expect(await students()).toEqual([]);
    const shared = await set('--rules', rules);
    expect(shared).toMatchObject({ label: 'by rules', state: 'connected' });
    const visible = await students();
    expect((preview['counts'] as Row)['student']).toEqual({
      visible: visible.length,
      entering: visible.length,
      leaving: 0,
      changed: 0,
    });
    const [first = ''] = visible;
    const question = ['explain', '--app', app, '--district', district];
    expect(await runRow(hub, ...question, '--student', first)).toMatchObject({ served: true, app, district });
    const hidden = String(
      (
        await runJson(hub, 'sharing', 'preview', id, '--share', 'everything').then(
          (value) => ((value as Row)['samples'] as Record<string, { entering: readonly Row[] }>)['student'],
        )
      )?.entering[0]?.['id'],
    );
    const why = await hub.run(...question, '--student', hidden);
    expect(why.stdout).toContain(`The application does not see student ${hidden}.`);
    expect(why.stdout).toContain('→ Add a rule that names it');
  });

  it('by chosen schools, with what a field flag holds back', async () => {
    await set('--share', 'everything', '--staff');
    const all = await students();
    const [school = ''] = idsOf(await readAll(hub.as(token), '/v1.1/schools'));
    await set('--schools', school, '--refuse', 'student.dob', 'contact.phone');
    const some = await students();
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(all.length);
    const { text } = await hub.as(token).get(`/v1.1/students/${some[0] ?? ''}`);
    expect(text).not.toContain('"dob"');
    // What no flag names stays.
    await set('--staff');
    expect(await runRow(hub, 'sharing', 'show', id)).toMatchObject({
      label: 'selected schools',
      share: { kind: 'schools', schools: [school], staff: true },
      refused: { student: ['dob'], contact: ['phone'] },
    });
    await set('--refuse', 'none', '--share', 'everything');
    expect(await students()).toEqual(all);
  });

  it('grants on an attestation only', async () => {
    const without = await hub.run('sharing', 'set', id, '--grant', 'frl_status,iep_status');
    expect(without.code).toBe(2);
    expect(without.stderr).toContain('--attest "TEXT"');
    const list = '/v1.1/students?limit=1';
    expect((await hub.as(token).get(list)).text).not.toContain('frl_status');
    await set('--grant', 'frl_status,iep_status', '--attest', 'For meal counts.');
    expect((await hub.as(token).get(list)).text).toContain('frl_status');
    await set('--grant', 'none');
    expect((await hub.as(token).get(list)).text).not.toContain('frl_status');
  });

  it('says loudly what an application requires', async () => {
    const fields = await jsonFile('fields', { student: { dob: 'required', race: 'untaken' } });
    await runRow(hub, 'app', 'update', app, '--fields', fields);
    const preview = await hub.run('sharing', 'preview', id, '--refuse', 'student.dob');
    expect(preview.stdout).toContain('! "dob" of student CANNOT BE REFUSED');
    const saved = await hub.run('sharing', 'set', id, '--refuse', 'student.dob', '--json');
    expect([saved.code, saved.stdout]).toEqual([2, expect.stringContaining('"bad_request"')]);
    expect((await hub.as(token).get('/v1.1/students?limit=1')).text).not.toContain('"race"');
    await runRow(hub, 'app', 'update', app, '--fields', await jsonFile('fields', {}));
  });
});

describe('a held import', () => {
  it('that is rejected cannot be approved any more', async () => {
    const tables = {
      schools: [
        ['School_id', 'School_name', 'School_number'],
        ['0101', 'Tidewater Elementary', '101'],
      ],
      teachers: [['School_id', 'Teacher_id', 'First_name', 'Last_name']],
      students: [['School_id', 'Student_id', 'Last_name', 'First_name']],
      sections: [['School_id', 'Section_id', 'Teacher_id', 'Course_name']],
      enrollments: [['School_id', 'Section_id', 'Student_id']],
    };
    const folder = await rosters.write('emptied', tables);
    const held = await hub.run('import', folder, '--district', district, '--json');
    expect(held.code).toBe(4);
    const { sync } = JSON.parse(held.stdout) as { sync: string };
    const of = [sync, '--district', district];
    expect(await runRow(hub, 'sync', 'approve', ...of)).toMatchObject({
      id: sync,
      state: 'approved',
      fingerprints: { students: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
    expect((await hub.run('sync', 'approve', ...of)).code).toBe(2);
    expect((await runRow(hub, 'sync', 'show', ...of))['state']).toBe('approved');
    expect(await runRow(hub, 'sync', 'reject', ...of)).toMatchObject({ id: sync, state: 'rejected' });
    expect((await hub.run('sync', 'reject', ...of)).code).toBe(2);
    expect((await runRow(hub, 'sync', 'show', ...of))['state']).toBe('rejected');

    const before = await students();
    const again = await hub.run('import', folder, '--district', district, '--approve', '--json');
    expect(again.code).toBe(4);
    expect(await students()).toEqual(before);
    const [newest] = await runRows(hub, 'sync', 'list', '--district', district);
    expect(newest?.['state']).toBe('held');
  });

  it('waits while the district is paused, and reading goes on', async () => {
    await runRow(hub, 'district', 'pause', district);
    const folder = await rosters.sample('clever-small/day2');
    const { code, stderr } = await hub.run('import', folder, '--district', district);
    expect([code, stderr]).toEqual([5, expect.stringContaining('paused')]);
    expect((await hub.as(token).get('/v1.1/students')).status).toBe(200);
    await set('--share', 'none');
    expect(await students()).toEqual([]);
    expect(await runRow(hub, 'district', 'resume', district)).toEqual({ id: district, paused: false });
  });
});
