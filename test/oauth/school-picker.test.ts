/** The district picker, by names of schools (`auth-and-sharing` 3.1, step 3). */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createApplication,
  createConnection,
  createDistrict,
  disconnect,
  setLaunchDate,
  setLimits,
  setPaused,
} from '../../src/directory/index.ts';
import { importFiles } from '../../src/ingest/index.ts';
import { addLoginMethod, updateLoginMethod } from '../../src/sign-in/index.ts';
import { northSchool, rosterOf } from '../ingest/roster-files.ts';
import { useOAuthHub } from './oauth-hub.ts';

const hub = useOAuthHub();
beforeAll(async () => {
  const { districtId } = await hub.town();
  await addLoginMethod(hub.acting, { districtId, kind: 'password' });
});

describe('the district picker', () => {
  const found = async (text: string) => {
    const reply = await hub.get(`/oauth/district-picker?school_district=${encodeURIComponent(text)}`);
    const page = await reply.text();
    return [...page.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)].map(([, href = '', label]) => ({
      label,
      district: new URL(href.replaceAll('&amp;', '&'), hub.url).searchParams.get('district_id'),
    }));
  };
  const filesOf = (schools: readonly string[]) =>
    hub.files.write(
      rosterOf({
        schools: schools.map((school, n) => ({ ...northSchool, School_id: `s${n}`, School_name: school })),
        teachers: [],
        students: [],
        sections: [],
        enrollments: [],
      }),
    );
  /** A district with these schools, and nobody in it. */
  const districtWith = async (name: string, schools: readonly string[]) => {
    const { id } = await createDistrict(hub.acting, { name, id: undefined });
    await setLimits(hub.acting, id, { removalPercent: 100 });
    await importFiles(hub.store, { districtId: id, path: filesOf(schools), sources: hub.sources });
    return id;
  };

  it('finds a district by its schools, where people can sign in or go to an application', async () => {
    const id = await districtWith('Vale Unified', ['Heron Élementary', 'Heron High School', 'Otter School']);
    // Nobody can do anything there yet: found by its own name, as ever, and not by its schools.
    expect(await found('heron')).toEqual([]);
    expect(await found('vale')).toEqual([{ label: 'Vale Unified', district: id }]);
    const method = await addLoginMethod(hub.acting, { districtId: id, kind: 'password' });
    expect(await found('heron')).toEqual([
      { label: 'Heron Élementary, Vale Unified', district: id },
      { label: 'Heron High School, Vale Unified', district: id },
    ]);
    for (const text of ['heron elem', 'ELEMENTARY her', 'vale heron elementary'])
      expect(await found(text), text).toEqual([{ label: 'Heron Élementary, Vale Unified', district: id }]);
    // Not by the middle of a word, by words of two schools, or by a letter.
    for (const text of ['eron', 'otter heron', 'h', 'heron elm'])
      expect(
        (await found(text)).map(({ district }) => district),
        text,
      ).not.toContain(id);
    // A district that is called so stands alone: its schools are not listed with it.
    expect(await found('vale unified')).toEqual([{ label: 'Vale Unified', district: id }]);

    await updateLoginMethod(hub.acting, { districtId: id, id: method.id }, { isEnabled: false });
    expect(await found('heron')).toEqual([]);
    const later = new Date(hub.clock.now().getTime() + 3_600_000).toISOString();
    const app = await createApplication(hub.acting, {
      name: 'A reader',
      redirectUris: ['https://a.example/b'],
    });
    const { connection } = await createConnection(hub.acting, {
      districtId: id,
      applicationId: app.id,
      launchDate: later,
    });
    expect(await found('heron')).toEqual([]);
    await setLaunchDate(hub.acting, connection.id, hub.clock.now().toISOString());
    expect(await found('heron')).toHaveLength(2);
    await setPaused(hub.acting, id, true);
    expect(await found('heron')).toEqual([]);
    await setPaused(hub.acting, id, false);
    expect(await found('heron')).toHaveLength(2);
    await disconnect(hub.acting, connection.id);
    expect(await found('heron')).toEqual([]);
  });

  it('follows imports, and lists ten at most', async () => {
    const id = await districtWith(
      'Wide Valley',
      Array.from({ length: 14 }, (_, n) => `Plover School ${String.fromCharCode(65 + n)}`),
    );
    await addLoginMethod(hub.acting, { districtId: id, kind: 'password' });
    const first = await found('plover');
    expect(first.map(({ label }) => label)).toEqual(
      Array.from({ length: 10 }, (_, n) => `Plover School ${String.fromCharCode(65 + n)}, Wide Valley`),
    );
    const page = await (await hub.get('/oauth/district-picker?school_district=plover')).text();
    expect(page).toContain('There are more');
    const path = filesOf(['Lapwing <School>']);
    await importFiles(hub.store, { districtId: id, path, sources: hub.sources });
    expect(await found('plover')).toEqual([]);
    expect(await found('lapwing')).toEqual([{ label: 'Lapwing &lt;School&gt;, Wide Valley', district: id }]);
  });

  it('tells nothing of a roster but names of schools', async () => {
    expect((await found('north')).map(({ label }) => label)).toEqual(['North School, A district']);
    for (const text of ['tess', 'ada', 'tess@north', 'm1', 'first', 'dean', 'office'])
      expect(await found(text), text).toEqual([]);
  });
});
