import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { resourceOf, rosterEndpoints, useRosterFolder } from '../support/fixtures.ts';
import { useHub, type ConnectedDistrict } from '../support/hub.ts';
import {
  expectNotFound,
  HEX_DIGITS,
  idOf,
  idsOf,
  readAll,
  readBare,
  readCount,
  readList,
  readRecords,
  textAt,
  textsAt,
  withWhere,
  type Json,
  type WireRecord,
} from '../support/wire.ts';
import type { Caller } from '../support/caller.ts';

const LISTS = ['schools', 'teachers', 'students', 'sections', 'school_admins', 'contacts'] as const;

const rosters = useRosterFolder();
let alder: ConnectedDistrict;
let birch: ConnectedDistrict;

/** Two districts that sent the very same files, each read by an application of its own. */
const hub = useHub(async (fresh) => {
  const folder = await rosters.sample('clever-small/day1');
  alder = await fresh.connectedDistrict('Alder');
  birch = await fresh.connectedDistrict('Birch');
  for (const district of [alder, birch]) {
    const admin = ['--district', district.id, '--email', 'office@district.example.org', '--first', 'Ada'];
    await fresh.create('id', 'district', 'admin', 'add', ...admin);
    const outcome = await fresh.run('import', folder, '--district', district.id, '--json');
    expect(outcome.code, outcome.stderr).toBe(0);
  }
  await fresh.start();
});

/** Ids of one district by the word of their path. */
type Ids = ReadonlyMap<string, readonly string[]>;

const readIds = async (caller: Caller, district: string): Promise<Ids> => {
  const ids = new Map<string, readonly string[]>([['districts', [district]]]);
  for (const list of LISTS) ids.set(list, idsOf(await readAll(caller, `/v1.1/${list}`)));
  ids.set('district_admins', (await readBare(caller, '/v1.1/district_admins')).data.map(idOf));
  return ids;
};

let ofAlder: Ids;
let ofBirch: Ids;
beforeAll(async () => {
  ofAlder = await readIds(hub.as(alder.token), alder.id);
  ofBirch = await readIds(hub.as(birch.token), birch.id);
});

interface Side {
  readonly caller: Caller;
  readonly own: Ids;
  readonly foreign: Ids;
  readonly foreignDistrict: string;
}

const sides = (): readonly Side[] => [
  { caller: hub.as(alder.token), own: ofAlder, foreign: ofBirch, foreignDistrict: birch.id },
  { caller: hub.as(birch.token), own: ofBirch, foreign: ofAlder, foreignDistrict: alder.id },
];

const flat = (ids: Ids): readonly string[] => [...ids.values()].flat();

describe('two districts with equal files', () => {
  it('share no id, and are of equal size', () => {
    const alderIds = new Set(flat(ofAlder));
    expect(flat(ofBirch).filter((id) => alderIds.has(id))).toEqual([]);
    for (const [list, ids] of ofAlder) {
      expect(ids, list).not.toEqual([]);
      expect(ofBirch.get(list), list).toHaveLength(ids.length);
    }
  });

  it('have equal sis_ids', async () => {
    const sisIds = async (district: ConnectedDistrict): Promise<readonly string[]> =>
      (await readRecords(hub.as(district.token), '/v1.1/students'))
        .map((record) => textAt(record, 'sis_id'))
        .sort();
    expect(await sisIds(alder)).toEqual(await sisIds(birch));
  });
});

describe('a token of one district', () => {
  for (const endpoint of rosterEndpoints.filter((one) => one.path.includes('{id}'))) {
    it(`finds nothing at ${endpoint.path} of the other`, async () => {
      for (const { caller, foreign } of sides()) {
        for (const id of foreign.get(resourceOf(endpoint)) ?? []) {
          const path = endpoint.path.replace('{id}', id);
          expectNotFound(await caller.get(path));
          expectNotFound(await caller.get(`${path}?limit=10000&where=%7B%7D`));
          expectNotFound(await caller.get(`${path}?count=true`));
          expectNotFound(await caller.get(path, { 'if-none-match': '*' }));
        }
      }
    });
  }

  for (const endpoint of rosterEndpoints) {
    it(`is never shown an id of the other at ${endpoint.path}`, async () => {
      for (const { caller, own, foreign } of sides()) {
        const strangers = flat(foreign);
        const ids = endpoint.path.includes('{id}') ? (own.get(resourceOf(endpoint)) ?? []) : [''];
        for (const id of ids) {
          const answer = await caller.get(`${endpoint.path.replace('{id}', id)}?limit=10000`);
          expect(answer.status).toBe(200);
          expect(strangers.filter((stranger) => answer.text.includes(stranger))).toEqual([]);
        }
      }
    });
  }

  it('is told of its own district alone', async () => {
    for (const [district, other] of [
      [alder, birch],
      [birch, alder],
    ] as const) {
      const caller = hub.as(district.token);
      expect(idsOf((await readList(caller, '/v1.1/districts')).data)).toEqual([district.id]);
      expect(await readCount(caller, '/v1.1/districts')).toBe(1);
      const me = await caller.get('/me');
      expect(me.text).toContain(district.id);
      expect(me.text).not.toContain(other.id);
    }
  });

  it('finds no record of the other by any filter', async () => {
    for (const { caller, own, foreign, foreignDistrict } of sides()) {
      for (const list of ['districts', ...LISTS.filter((one) => one !== 'contacts')]) {
        const ids = [...(foreign.get(list) ?? [])];
        const filters: readonly Json[] = [
          { id: { $in: ids } },
          { _id: ids[0] ?? '' },
          ...(list === 'districts' ? [] : [{ district: foreignDistrict }]),
        ];
        for (const filter of filters) {
          expect(await readAll(caller, withWhere(`/v1.1/${list}`, filter)), list).toEqual([]);
          expect(await readCount(caller, withWhere(`/v1.1/${list}`, filter)), list).toBe(0);
        }
        const mixed = { id: { $in: [...ids, ...(own.get(list) ?? [])] } };
        expect(await readCount(caller, withWhere(`/v1.1/${list}`, mixed))).toBe(own.get(list)?.length);
      }
    }
  });

  it('finds no record of its own by a reference to the other', async () => {
    for (const { caller, foreign } of sides()) {
      const [school = ''] = foreign.get('schools') ?? [];
      const [student = ''] = foreign.get('students') ?? [];
      const [teacher = ''] = foreign.get('teachers') ?? [];
      for (const [list, filter] of [
        ['students', { school }],
        ['teachers', { school }],
        ['sections', { school }],
        ['sections', { students: student }],
        ['sections', { teacher }],
        ['sections', { teachers: { $in: [teacher] } }],
        ['school_admins', { schools: school }],
      ] as const) {
        expect(await readAll(caller, withWhere(`/v1.1/${list}`, filter)), list).toEqual([]);
        expect(await readCount(caller, withWhere(`/v1.1/${list}`, filter)), list).toBe(0);
      }
    }
  });

  it('counts its own records alone', async () => {
    for (const { caller, own } of sides()) {
      for (const list of LISTS.filter((one) => one !== 'contacts')) {
        expect(await readCount(caller, `/v1.1/${list}`)).toBe(own.get(list)?.length);
      }
    }
  });

  it('gets its own records with a cursor of the other, and with its ETag', async () => {
    for (const { caller, own, foreign } of sides()) {
      for (const list of LISTS) {
        const mine = own.get(list) ?? [];
        for (const cursor of foreign.get(list) ?? []) {
          const after = await readList(caller, `/v1.1/${list}?starting_after=${cursor}`);
          expect(idsOf(after.data)).toEqual(mine.filter((id) => id > cursor));
          const before = await readList(caller, `/v1.1/${list}?ending_before=${cursor}`);
          expect(idsOf(before.data)).toEqual(mine.filter((id) => id < cursor));
        }
      }
    }
    for (const list of LISTS) {
      const tag = (await hub.as(alder.token).get(`/v1.1/${list}`)).header('etag');
      const answer = await hub.as(birch.token).get(`/v1.1/${list}`, { 'if-none-match': tag });
      expect(answer.status).toBe(200);
    }
  });

  it('embeds nothing of the other', async () => {
    for (const { caller, own, foreign } of sides()) {
      const strangers = flat(foreign);
      const paths = [
        ...(own.get('teachers') ?? []).map((id) => `/v1.1/teachers/${id}?include=sections,students`),
        ...(own.get('students') ?? []).map((id) => `/v1.1/students/${id}?include=sections,teachers`),
        ...(own.get('districts') ?? []).map(
          (id) => `/v1.1/districts/${id}?include=schools,teachers,students,sections`,
        ),
      ];
      for (const path of paths) {
        const answer = await caller.get(path);
        expect(answer.status).toBe(200);
        expect(strangers.filter((stranger) => answer.text.includes(stranger))).toEqual([]);
      }
    }
  });

  it('cannot tell a record of the other from one that never was', async () => {
    const paths = rosterEndpoints.map((endpoint) => endpoint.path).filter((path) => path.includes('{id}'));
    const hex = fc.string({ unit: fc.constantFrom(...HEX_DIGITS), minLength: 24, maxLength: 24 });
    const known = new Set([...flat(ofAlder), ...flat(ofBirch)]);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.constantFrom(...flat(ofBirch)),
        hex.filter((id) => !known.has(id)),
        async (path, foreign, random) => {
          const caller = hub.as(alder.token);
          const [one, other] = [
            await caller.get(path.replace('{id}', foreign)),
            await caller.get(path.replace('{id}', random)),
          ];
          expect(one.status).toBe(404);
          expect(one.text).toBe(other.text);
          const names = (headers: object): readonly string[] => Object.keys(headers).sort();
          expect(names(one.headers)).toEqual(names(other.headers));
        },
      ),
      { seed: 20_170_316, numRuns: 100 },
    );
  });
});

describe('an application connected to both districts', () => {
  it('has a token for each, and each token reads one district', async () => {
    const app = await hub.createApp('Shared application');
    for (const district of [alder, birch]) {
      const token = await hub.create(
        'token',
        'connection',
        'create',
        '--app',
        app,
        '--district',
        district.id,
      );
      expect(idsOf((await readList(hub.as(token), '/v1.1/districts')).data)).toEqual([district.id]);
      const sections: readonly WireRecord[] = await readRecords(hub.as(token), '/v1.1/sections');
      expect(new Set(sections.map((section) => section['district']))).toEqual(new Set([district.id]));
      const students = new Set((district === alder ? ofAlder : ofBirch).get('students'));
      for (const section of sections)
        for (const id of textsAt(section, 'students')) expect(students).toContain(id);
    }
  });
});
