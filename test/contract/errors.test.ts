import { describe, expect, it } from 'vitest';
import { resourceOf, rosterEndpoints } from '../support/fixtures.ts';
import { useSandbox } from '../support/hub.ts';
import {
  BEFORE_ALL,
  DEMO_DISTRICT,
  expectNoSuchPath,
  expectNotFound,
  expectRefusal,
  idOf,
  NOBODY,
  pick,
  readList,
  readRecords,
  withQuery,
} from '../support/wire.ts';
import type { Answer, Caller } from '../support/caller.ts';

const sandbox = useSandbox();
const demo = (): Caller => sandbox.as('DEMO_TOKEN');

const expectUnauthorized = (answer: Answer): void => {
  expectRefusal(answer, 401);
  expect(answer.header('www-authenticate')).toMatch(/^Bearer\b/);
  expect(answer.text).not.toContain(DEMO_DISTRICT);
};

describe('401: no token that is known', () => {
  for (const endpoint of [...rosterEndpoints.map((one) => one.path), '/me', '/v1.1/me']) {
    it(`${endpoint} without a token and with a wrong one`, async () => {
      const path = endpoint.replace('{id}', DEMO_DISTRICT);
      expectUnauthorized(await sandbox.as().get(path));
      expectUnauthorized(await sandbox.as('NO_SUCH_TOKEN').get(path));
    });
  }

  for (const authorization of [
    'Bearer',
    'Bearer ',
    'DEMO_TOKEN',
    'Bearer DEMO_TOKEN DEMO_TOKEN',
    'Bearer DEMO_TOKE',
    'Bearer demo_token',
    'Basic DEMO_TOKEN',
    `Basic ${Buffer.from('DEMO_TOKEN:').toString('base64')}`,
    `Basic ${Buffer.from('DEMO_KEY:').toString('base64')}`,
  ]) {
    it(`Authorization: ${authorization}`, async () => {
      expectUnauthorized(await sandbox.as().get('/v1.1/districts', { authorization }));
    });
  }

  it('a token in the address is no token', async () => {
    expectUnauthorized(await sandbox.as().get('/v1.1/districts?access_token=DEMO_TOKEN'));
  });

  it('says the same of records that exist and records that do not', async () => {
    const known = await sandbox.as().get(`/v1.1/districts/${DEMO_DISTRICT}`);
    const unknown = await sandbox.as().get(`/v1.1/districts/${NOBODY}`);
    expect(known.text).toBe(unknown.text);
  });

  it('comes before any complaint about the parameters', async () => {
    expectUnauthorized(await sandbox.as().get('/v1.1/students?limit=0&where=x'));
  });
});

describe('404: a well-formed id that nobody has', () => {
  for (const endpoint of rosterEndpoints.filter((one) => one.path.includes('{id}'))) {
    it(endpoint.path, async () => {
      for (const id of [NOBODY, BEFORE_ALL]) {
        expectNotFound(await demo().get(endpoint.path.replace('{id}', id)));
      }
    });

    it(`${endpoint.path} with the id of another type`, async () => {
      const type = resourceOf(endpoint) === 'schools' ? 'teachers' : 'schools';
      const id = idOf(pick(await readRecords(demo(), `/v1.1/${type}`), 0));
      expectNotFound(await demo().get(endpoint.path.replace('{id}', id)));
    });
  }
});

describe('404 as plain text: an id that is none', () => {
  const malformed = ['invalid', '5', DEMO_DISTRICT.slice(1), `${DEMO_DISTRICT}0`, 'zzzzzzzzzzzzzzzzzzzzzzzz'];
  for (const id of malformed) {
    for (const path of [`/v1.1/districts/${id}`, `/v1.1/students/${id}`, `/v1.1/schools/${id}/students`]) {
      it(path, async () => {
        expectNoSuchPath(await demo().get(path), path);
      });
    }
  }

  it('a snowman', async () => {
    const answer = await demo().get('/v1.1/districts/%E2%98%83');
    expect(answer.status).toBe(404);
    expect(answer.header('content-type')).toMatch(/^text\/plain\b/);
    expect(['Cannot GET /v1.1/districts/%E2%98%83', 'Cannot GET /v1.1/districts/\u2603']).toContain(
      answer.text,
    );
  });

  it('broken percent-encoding is refused, not a fault', async () => {
    for (const path of ['/v1.1/districts/%', '/v1.1/districts/%zz', '/v1.1/districts/%00']) {
      expect([400, 404]).toContain((await demo().get(path)).status);
    }
  });

  it('never echoes markup as a page', async () => {
    const answer = await demo().get('/v1.1/districts/%3Cscript%3Ealert(1)%3C%2Fscript%3E');
    expect(answer.status).toBe(404);
    expect(answer.header('content-type')).toMatch(/^text\/plain\b/);
  });
});

describe('400 and 413: parameters that cannot be met', () => {
  const lists = ['/v1.1/students', `/v1.1/districts/${DEMO_DISTRICT}/teachers`, '/v1.1/contacts'];
  for (const list of lists) {
    for (const limit of ['0', '-1', 'ten', '1.5', '10x', '1e2', '0x10', 'NaN', 'Infinity']) {
      it(`${list}?limit=${limit}`, async () => {
        expect(expectRefusal(await demo().get(withQuery(list, { limit })), 400)).toMatch(/limit/);
      });
    }

    for (const limit of ['10001', '100000', '99999999999999999999']) {
      it(`${list}?limit=${limit}`, async () => {
        expect(expectRefusal(await demo().get(withQuery(list, { limit })), 413)).toMatch(/limit/);
      });
    }

    for (const cursor of ['starting_after', 'ending_before']) {
      for (const value of ['xyz', 'first', DEMO_DISTRICT.slice(1), `${DEMO_DISTRICT}0`, '{"$gt":""}']) {
        it(`${list}?${cursor}=${value}`, async () => {
          expect(expectRefusal(await demo().get(withQuery(list, { [cursor]: value })), 400)).toContain(
            cursor,
          );
        });
      }
    }

    it(`${list}?starting_after=last, for only ending_before knows that word`, async () => {
      expectRefusal(await demo().get(`${list}?starting_after=last`), 400);
    });

    it(`${list} with both cursors`, async () => {
      for (const end of ['last', NOBODY]) {
        const query = { starting_after: BEFORE_ALL, ending_before: end };
        expectRefusal(await demo().get(withQuery(list, query)), 400);
      }
    });
  }

  it('the largest limit is still allowed', async () => {
    expect((await readList(demo(), '/v1.1/schools?limit=10000')).data).toHaveLength(3);
  });

  it('an order that is not kept is refused', async () => {
    expectRefusal(await demo().get('/v1.1/students?sort=name.last'), 400);
    const sorted = await readList(demo(), '/v1.1/students?sort=id');
    expect(sorted.data).toEqual((await readList(demo(), '/v1.1/students')).data);
  });
});

describe('501: everything but reading', () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    for (const path of ['/v1.1/districts', `/v1.1/districts/${DEMO_DISTRICT}`, '/v1.1/students']) {
      it(`${method} ${path}`, async () => {
        const before = (await demo().get('/v1.1/districts')).text;
        const answer = await demo().send(method, path, {
          headers: { 'content-type': 'application/json' },
          body: '{"name":"Changed"}',
        });
        expectRefusal(answer, 501);
        expect((await demo().get('/v1.1/districts')).text).toBe(before);
      });
    }
  }

  it('with a body that is not JSON', async () => {
    const headers = { 'content-type': 'application/json' };
    expectRefusal(await demo().send('POST', '/v1.1/students', { headers, body: '{' }), 501);
    expectRefusal(await demo().send('PATCH', '/v1.1/students', { headers: {}, body: 'name=x' }), 501);
  });
});
