import { describe, expect, it } from 'vitest';
import { resourceOf, rosterEndpoints } from '../support/fixtures.ts';
import { useSandbox } from '../support/hub.ts';
import {
  BEFORE_ALL,
  DEMO_DISTRICT,
  idOf,
  NOBODY,
  pick,
  readAll,
  readList,
  uriOf,
  withWhere,
  type Link,
} from '../support/wire.ts';
import { useSmallDistrict } from '../support/small-district.ts';
import type { Caller } from '../support/caller.ts';

const sandbox = useSandbox();
const demo = (): Caller => sandbox.as('DEMO_TOKEN');

const small = useSmallDistrict();
const harbor = (): Caller => small().caller;

describe('self is the request, put in order', () => {
  const self = async (path: string): Promise<string | undefined> => {
    const { links } = await readList(harbor(), path);
    return uriOf(links, 'self');
  };

  it('collapses repeated slashes', async () => {
    const body = await readList(harbor(), '//v1.1/students?limit=5');
    expect(body.links).toEqual([
      { rel: 'self', uri: '/v1.1/students?limit=5' },
      { rel: 'next', uri: `/v1.1/students?limit=5&starting_after=${idOf(pick(body.data, -1).data)}` },
    ]);
    expect(await self(`//v1.1//districts/${small().id}//schools`)).toBe(
      `/v1.1/districts/${small().id}/schools`,
    );
  });

  it('drops a bare question mark and a slash at the end', async () => {
    expect(await self('/v1.1/students?')).toBe('/v1.1/students');
    expect(await self('/v1.1/students/')).toBe('/v1.1/students');
    expect(await self(`/v1.1/districts/${small().id}/schools/?`)).toBe(
      `/v1.1/districts/${small().id}/schools`,
    );
  });

  it('keeps limit, cursors and page in the order received', async () => {
    for (const query of [
      'limit=5',
      `starting_after=${BEFORE_ALL}&limit=5`,
      'limit=5&ending_before=last',
      'page=1&limit=5',
    ]) {
      expect(await self(`/v1.1/students?${query}`)).toBe(`/v1.1/students?${query}`);
    }
  });

  it('percent-encodes the filter in full, however it was sent', async () => {
    const filter = { name: { $in: ['Breakwater High School'] } };
    const sent = `/v1.1/schools?where=${encodeURI(JSON.stringify(filter)).replaceAll('%22', '"')}`;
    expect(sent).toMatch(/[[$:"]/);
    const uri = (await self(sent)) ?? '';
    expect(uri).toMatch(/^\/v1\.1\/schools\?where=/);
    expect(uri.slice('/v1.1/schools?where='.length)).not.toMatch(/[{}[\]$":, ]/);
    expect(JSON.parse(new URL(uri, 'http://localhost').searchParams.get('where') ?? '')).toEqual(filter);
  });

  it('answers itself with the same bytes', async () => {
    for (const path of [
      '//v1.1/students?limit=5',
      '/v1.1/teachers?',
      withWhere('/v1.1/sections?limit=3', { subject: { $ne: 'math' } }),
      `/v1.1/students?limit=2&starting_after=${BEFORE_ALL}`,
      '/v1.1/students?count=true',
    ]) {
      const answer = await harbor().get(path);
      const body = answer.json() as { readonly links: readonly Link[] };
      expect((await harbor().get(uriOf(body.links, 'self') ?? '')).text).toBe(answer.text);
    }
  });

  it('takes an empty value for an absent one', async () => {
    const plain = await readList(harbor(), '/v1.1/students');
    const empty = await readList(
      harbor(),
      '/v1.1/students?where=&limit=&starting_after=&ending_before=&page=',
    );
    expect(empty.data).toEqual(plain.data);
    expect(empty.paging).toEqual(plain.paging);
  });
});

describe('count=true', () => {
  for (const endpoint of rosterEndpoints.filter((one) => one.params.includes('count'))) {
    it(`${endpoint.path} counts what it lists`, async () => {
      const parent = resourceOf(endpoint) === 'schools' ? '530e595026403103360ff9fe' : DEMO_DISTRICT;
      const path = endpoint.path.replace('{id}', parent);
      const count = (await readAll(demo(), path)).length;
      expect(count).toBeGreaterThan(0);
      const answer = await demo().get(`${path}?count=true`);
      expect(answer.status).toBe(200);
      expect(answer.text).toBe(
        JSON.stringify({ count, links: [{ rel: 'self', uri: `${path}?count=true` }] }),
      );
    });
  }

  it('counts only what the filter leaves', async () => {
    const path = withWhere('/v1.1/students', { grade: '9' });
    const answer = await demo().get(`${path}&count=true`);
    const found = await readAll(demo(), path);
    expect(answer.json()).toMatchObject({ count: found.length });
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(1004);
  });

  it('counts the whole list, whatever page is asked for', async () => {
    for (const query of ['limit=5', `starting_after=${NOBODY}`, 'ending_before=last&limit=1']) {
      expect((await demo().get(`/v1.1/students?count=true&${query}`)).json()).toMatchObject({ count: 1004 });
    }
  });

  it('is only on when it is the literal true', async () => {
    const { data } = await readList(demo(), '/v1.1/schools');
    for (const value of ['None', 'false', '1', '']) {
      expect((await readList(demo(), `/v1.1/schools?count=${value}`)).data).toEqual(data);
    }
  });
});

describe('an empty list', () => {
  it('is an ordinary answer', async () => {
    const path = withWhere('/v1.1/districts', { name: 'asdf' });
    expect(await readList(demo(), path)).toEqual({
      data: [],
      paging: { current: 0, total: 0, count: 0 },
      links: [{ rel: 'self', uri: path }],
    });
  });
});
