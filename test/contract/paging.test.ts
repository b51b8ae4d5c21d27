import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { resourceOf, rosterEndpoints } from '../support/fixtures.ts';
import { useSandbox } from '../support/hub.ts';
import { expectPagingLaw, itemsOf, walkBackward, walkForward } from '../support/paging.ts';
import {
  BEFORE_ALL,
  HEX_DIGITS,
  idOf,
  idsOf,
  LIMIT_MAX,
  NOBODY,
  pick,
  readAll,
  readList,
  readRecords,
  relsOf,
  textsAt,
  uriOf,
  withQuery,
  withWhere,
  type WireRecord,
} from '../support/wire.ts';
import { useSmallDistrict } from '../support/small-district.ts';
import type { Caller } from '../support/caller.ts';

/** Random runs must be the same runs everywhere. */
const SEED = 20_170_315;

const sandbox = useSandbox();
const demo = (): Caller => sandbox.as('DEMO_TOKEN');

const small = useSmallDistrict();
const harbor = (): Caller => small().caller;

/** Lists that never carry a paging object (R3). */
const WITHOUT_PAGING = ['/v1.1/school_admins', '/v1.1/school_admins/{id}/schools'];

const pagedEndpoints = rosterEndpoints.filter(
  (endpoint) => endpoint.returns.kind === 'list' && endpoint.params.includes('limit'),
);

describe('walking every list of a small district', () => {
  /** The record of each resource with the longest second-level lists. */
  const parents = new Map<string, string>();

  beforeAll(async () => {
    const sections = await readRecords(harbor(), '/v1.1/sections');
    const fullest = (key: 'students' | 'teachers'): WireRecord =>
      pick(
        [...sections].sort((one, other) => textsAt(other, key).length - textsAt(one, key).length),
        0,
      );
    const busiest = fullest('teachers');
    parents.set('districts', small().id);
    parents.set('schools', idOf(pick(await readRecords(harbor(), '/v1.1/schools'), 1)));
    parents.set('sections', idOf(busiest));
    parents.set('teachers', pick(textsAt(busiest, 'teachers'), 0));
    parents.set('students', pick(textsAt(fullest('students'), 'students'), 0));
    const admins = await readRecords(harbor(), '/v1.1/school_admins');
    parents.set('school_admins', idOf(pick(admins, 1)));
  });

  for (const endpoint of pagedEndpoints) {
    // 12 and 24 divide the lists of this district: a full last page has no next (R22).
    for (const limit of [1, 2, 7, 12, 24, 100]) {
      it(`${endpoint.path} by ${limit}, forward and backward`, async () => {
        const path = endpoint.path.replace('{id}', parents.get(resourceOf(endpoint)) ?? '');
        expect(await readAll(harbor(), path)).not.toEqual([]);
        await expectPagingLaw(harbor(), path, limit, {
          withoutPaging: WITHOUT_PAGING.includes(endpoint.path),
        });
      });
    }
  }

  it('has lists that end exactly with a page', async () => {
    expect(await readAll(harbor(), '/v1.1/students')).toHaveLength(24);
    expect(await readAll(harbor(), '/v1.1/sections')).toHaveLength(12);
  });

  it('walks a filtered list, the filter kept in every link', async () => {
    for (const limit of [1, 2, 7]) {
      await expectPagingLaw(harbor(), withWhere('/v1.1/students', { gender: 'F' }), limit);
      await expectPagingLaw(harbor(), withWhere('/v1.1/sections', { grade: { $in: ['2', '9'] } }), limit);
    }
    expect((await readAll(harbor(), withWhere('/v1.1/students', { gender: 'F' }))).length).toBeGreaterThan(7);
  });

  it('walks a list that a filter leaves empty', async () => {
    await expectPagingLaw(harbor(), withWhere('/v1.1/students', { sis_id: 'nobody' }), 7);
  });

  it('gives the records just before its cursor by the prev of every page', async () => {
    const ids = idsOf(await readAll(harbor(), '/v1.1/students'));
    for (const limit of [1, 2, 7]) {
      const [, ...pages] = await walkForward(harbor(), '/v1.1/students', limit);
      expect(pages.length).toBeGreaterThan(2);
      for (const page of pages) {
        const cursor = new URLSearchParams(page.uri.split('?')[1]).get('starting_after') ?? '';
        const prev = await readList(harbor(), uriOf(page.body.links, 'prev') ?? '');
        expect(idsOf(prev.data)).toEqual(ids.filter((id) => id < cursor).slice(-limit));
      }
    }
  });
});

describe('walking the long lists of the sandbox', () => {
  for (const [list, limits] of Object.entries({
    districts: [1, 2, 7, 100],
    schools: [1, 2, 7, 100],
    teachers: [1, 2, 7, 100],
    sections: [7, 100],
    students: [7, 100],
    contacts: [7, 100],
  })) {
    for (const limit of limits) {
      it(`/v1.1/${list} by ${limit}`, () => expectPagingLaw(demo(), `/v1.1/${list}`, limit));
    }
  }

  it('takes 100 records where no limit is given, with or without a cursor', async () => {
    const ids = idsOf(await readAll(demo(), '/v1.1/students'));
    const first = await readList(demo(), '/v1.1/students');
    expect(idsOf(first.data)).toEqual(ids.slice(0, 100));
    expect(first.paging).toEqual({ current: 1, total: 11, count: 1004 });
    expect(first.links).toEqual([
      { rel: 'self', uri: '/v1.1/students' },
      { rel: 'next', uri: `/v1.1/students?starting_after=${pick(ids, 99)}` },
    ]);
    const second = await readList(demo(), `/v1.1/students?starting_after=${pick(ids, 99)}`);
    expect(idsOf(second.data)).toEqual(ids.slice(100, 200));
    const last = await readList(demo(), '/v1.1/students?ending_before=last');
    expect(idsOf(last.data)).toEqual(ids.slice(-100));
    const beforeLast = await readList(demo(), `/v1.1/students?ending_before=${pick(ids, -1)}`);
    expect(idsOf(beforeLast.data)).toEqual(ids.slice(-101, -1));
  });

  it('gives the page counts that the old clients ask for', async () => {
    for (const [list, limit, pages] of [
      ['schools', 2, 2],
      ['teachers', 10, 9],
      ['sections', 10, 38],
      ['students', 50, 21],
    ] as const) {
      expect(await walkForward(demo(), `/v1.1/${list}`, limit)).toHaveLength(pages);
    }
  });

  it('reads a whole list at the largest limit', async () => {
    const body = await readList(demo(), `/v1.1/students?limit=${LIMIT_MAX}`);
    expect(body.data).toHaveLength(1004);
    expect(body.paging).toEqual({ current: 1, total: 1, count: 1004 });
    expect(relsOf(body.links)).toEqual(['self']);
  });
});

describe('a cursor is a value, not a reference', () => {
  it('may lie before or behind every record', async () => {
    const all = await readAll(harbor(), '/v1.1/students');
    const fromStart = await readList(harbor(), `/v1.1/students?starting_after=${BEFORE_ALL}`);
    expect(fromStart.data).toEqual(all);
    expect(fromStart.links).toEqual([
      { rel: 'self', uri: `/v1.1/students?starting_after=${BEFORE_ALL}` },
      { rel: 'prev', uri: `/v1.1/students?ending_before=${BEFORE_ALL}` },
    ]);
    const fromEnd = await readList(harbor(), `/v1.1/students?ending_before=${NOBODY}`);
    expect(fromEnd.data).toEqual(all);
    expect(fromEnd.links).toEqual([
      { rel: 'self', uri: `/v1.1/students?ending_before=${NOBODY}` },
      { rel: 'next', uri: `/v1.1/students?starting_after=${NOBODY}` },
    ]);
  });

  it('may leave nothing, and the page still points back', async () => {
    const after = await readList(harbor(), `/v1.1/students?limit=3&starting_after=${NOBODY}`);
    expect(after).toEqual({
      data: [],
      links: [
        { rel: 'self', uri: `/v1.1/students?limit=3&starting_after=${NOBODY}` },
        { rel: 'prev', uri: `/v1.1/students?limit=3&ending_before=${NOBODY}` },
      ],
    });
    const before = await readList(harbor(), `/v1.1/students?limit=3&ending_before=${BEFORE_ALL}`);
    expect(before).toEqual({
      data: [],
      links: [
        { rel: 'self', uri: `/v1.1/students?limit=3&ending_before=${BEFORE_ALL}` },
        { rel: 'next', uri: `/v1.1/students?limit=3&starting_after=${BEFORE_ALL}` },
      ],
    });
  });

  it('moves to the end of the link, wherever it stood, and the other parameters keep their order', async () => {
    const ids = idsOf(await readAll(harbor(), '/v1.1/students'));
    const cursor = pick(ids, 9);
    const filter = withWhere('', { 'name.last': { $gte: 'A' } }).slice(1);
    const body = await readList(harbor(), `/v1.1/students?starting_after=${cursor}&${filter}&limit=5`);
    expect(body.links).toEqual([
      { rel: 'self', uri: `/v1.1/students?starting_after=${cursor}&${filter}&limit=5` },
      { rel: 'next', uri: `/v1.1/students?${filter}&limit=5&starting_after=${pick(ids, 14)}` },
      { rel: 'prev', uri: `/v1.1/students?${filter}&limit=5&ending_before=${cursor}` },
    ]);
    const last = await readList(harbor(), `/v1.1/students?ending_before=last&limit=1`);
    expect(last.links).toEqual([
      { rel: 'self', uri: '/v1.1/students?ending_before=last&limit=1' },
      { rel: 'prev', uri: `/v1.1/students?limit=1&ending_before=${pick(ids, -1)}` },
    ]);
  });
});

describe('page=N', () => {
  const page = (query: string): Promise<Awaited<ReturnType<typeof readList>>> =>
    readList(harbor(), `/v1.1/students?${query}`);

  it('cuts the list by offset and replaces the number in place', async () => {
    const ids = idsOf(await readAll(harbor(), '/v1.1/students'));
    const second = await page('limit=5&page=2');
    expect(Object.keys(second)).toEqual(['data', 'paging', 'links']);
    expect(idsOf(second.data)).toEqual(ids.slice(5, 10));
    expect(second.paging).toEqual({ current: 2, total: 5, count: 24 });
    expect(second.links).toEqual([
      { rel: 'self', uri: '/v1.1/students?limit=5&page=2' },
      { rel: 'next', uri: '/v1.1/students?limit=5&page=3' },
      { rel: 'prev', uri: '/v1.1/students?limit=5&page=1' },
    ]);
    const swapped = await page('page=2&limit=5');
    expect(swapped.data).toEqual(second.data);
    expect(uriOf(swapped.links, 'next')).toBe('/v1.1/students?page=3&limit=5');
  });

  it('has no prev on the first page and no next on the last, even a full one', async () => {
    expect(relsOf((await page('limit=5&page=1')).links)).toEqual(['self', 'next']);
    expect(relsOf((await page('limit=5&page=5')).links)).toEqual(['self', 'prev']);
    const full = await page('limit=12&page=2');
    expect(full.data).toHaveLength(12);
    expect(relsOf(full.links)).toEqual(['self', 'prev']);
  });

  it('is empty past the end, and only points back', async () => {
    const past = await page('limit=5&page=9');
    expect(past.data).toEqual([]);
    expect(relsOf(past.links)).toEqual(['self', 'prev']);
  });
});

describe('for any list, any limit and any cursor', () => {
  const expectRoundTrip = async (path: string, limit: number): Promise<void> => {
    const unpaged = await readAll(demo(), path);
    expect(itemsOf(await walkForward(demo(), path, limit))).toEqual(unpaged);
    expect(itemsOf((await walkBackward(demo(), path, limit)).toReversed())).toEqual(unpaged);
  };

  it('the students of a section read the same forward, backward and unpaged', async () => {
    const sections = idsOf(await readAll(demo(), '/v1.1/sections'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sections), fc.integer({ min: 1, max: 40 }), (section, limit) =>
        expectRoundTrip(`/v1.1/sections/${section}/students`, limit),
      ),
      { seed: SEED, numRuns: 40 },
    );
  });

  it('the students of a grade read the same forward, backward and unpaged', async () => {
    const grades = ['Kindergarten', '1', '4', '6', '8', '9', '12', 'PostGraduate'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...grades), fc.integer({ min: 3, max: 150 }), (grade, limit) =>
        expectRoundTrip(withWhere('/v1.1/students', { grade }), limit),
      ),
      { seed: SEED, numRuns: 30 },
    );
  });

  it('the teachers read the same forward, backward and unpaged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 120 }), (limit) => expectRoundTrip('/v1.1/teachers', limit)),
      { seed: SEED, numRuns: 25 },
    );
  });

  it('a cursor parts a list in two', async () => {
    const all = idsOf(await readAll(demo(), '/v1.1/teachers'));
    const hex = fc.string({ unit: fc.constantFrom(...HEX_DIGITS), minLength: 24, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(hex, fc.constantFrom(...all)), async (cursor) => {
        const below = await readAll(demo(), withQuery('/v1.1/teachers', { ending_before: cursor }));
        const above = await readAll(demo(), withQuery('/v1.1/teachers', { starting_after: cursor }));
        expect(idsOf(below)).toEqual(all.filter((id) => id < cursor));
        expect(idsOf(above)).toEqual(all.filter((id) => id > cursor));
      }),
      { seed: SEED, numRuns: 40 },
    );
  });
});
