import { describe, expect, it } from 'vitest';
import { Answer } from '../support/caller.ts';
import { judge, Judge } from '../support/description.ts';
import { useSandbox } from '../support/hub.ts';
import { DEMO_DISTRICT, NOBODY, type Json } from '../support/wire.ts';

/** Real answers, and the same with one thing wrong: the suite's judge must refuse each. */
const sandbox = useSandbox();

const STUDENTS = '/v1.1/students?limit=2';
const DISTRICT = `/v1.1/districts/${DEMO_DISTRICT}`;

const answerTo = (path: string, token: string | undefined = 'DEMO_TOKEN'): Promise<Answer> =>
  sandbox.as(token).get(path);

const faultsOf = (path: string, answer: Answer): string => judge('GET', path, answer).faults.join('\n');

type Loose = Record<string, Json>;
type Change = (body: Loose, record: Loose, item: Loose) => void;

/** The answer to a list with a change in its body, its first item, or the record in that. */
const changed = async (path: string, change: Change): Promise<Answer> => {
  const { status, headers, text } = await answerTo(path);
  const body = JSON.parse(text) as Loose;
  const item = (Array.isArray(body['data']) ? body['data'][0] : body) as Loose;
  change(body, item['data'] as Loose, item);
  return new Answer(status, headers, Buffer.from(JSON.stringify(body)));
};

const wrongStudents: Readonly<Record<string, Change>> = {
  'an unknown field': (_, record) => (record['nickname'] = 'Bo'),
  'a granted field with a value outside of its list': (_, record) => (record['frl_status'] = 'Lunch'),
  'a null': (_, record) => (record['email'] = null),
  'a number': (_, record) => (record['sis_id'] = 7),
  'a value outside of its list': (_, record) => (record['grade'] = '02'),
  'an id in capitals': (_, record) => (record['id'] = '5A3F1837E4B0A1B2C3D4E5A4'),
  'a missing guaranteed field': (_, record) => delete record['name'],
  'an empty group': (_, record) => (record['name'] = {}),
  'a day that is none': (_, record) => (record['dob'] = '13/1/2010'),
  'an instant without its decimals': (_, record) => (record['created'] = '2018-01-11T03:00:02Z'),
  'an instant that is none': (_, record) => (record['created'] = '2018-02-30T03:00:02.000Z'),
  'the path of another type': (_, __, item) => (item['uri'] = `/v1.1/teachers/${NOBODY}`),
  'an item without a path': (_, __, item) => delete item['uri'],
  'an item with links': (_, __, item) => (item['links'] = []),
  'a list without links': (body) => delete body['links'],
  'no link at all': (body) => (body['links'] = []),
  'a link of no page': (body) => (body['links'] = [{ rel: 'first', uri: '/v1.1/students' }]),
  'a link with a host': (body) =>
    (body['links'] = [{ rel: 'self', uri: 'https://example.org/v1.1/students' }]),
  'paging in words': (body) => (body['paging'] = { current: 'first', total: 1, count: 1 }),
  'a list with a count': (body) => (body['count'] = 2),
};

describe('the judge of answers', () => {
  it('finds nothing wrong with what is served', async () => {
    for (const path of [STUDENTS, DISTRICT, `${DISTRICT}/status`, '/v1.1/students?count=true', '/me'])
      expect(faultsOf(path, await answerTo(path)), path).toBe('');
    expect(faultsOf(STUDENTS, await changed(STUDENTS, () => undefined))).toBe('');
  });

  for (const [name, change] of Object.entries(wrongStudents))
    it(`refuses students with ${name}`, async () => {
      expect(faultsOf(STUDENTS, await changed(STUDENTS, change))).not.toBe('');
    });

  it('refuses paging where there is none, and a path where there is none', async () => {
    const paging = { current: 1, total: 1, count: 1 };
    const staff = await changed('/v1.1/school_admins', (body) => (body['paging'] = paging));
    expect(faultsOf('/v1.1/school_admins', staff)).not.toBe('');
    const status = await changed(`${DISTRICT}/status`, (_, __, item) => (item['uri'] = DISTRICT));
    expect(faultsOf(`${DISTRICT}/status`, status)).not.toBe('');
  });

  it('refuses a record of another type, wrapped or bare', async () => {
    expect(faultsOf('/v1.1/teachers', await answerTo(STUDENTS))).not.toBe('');
    expect(faultsOf('/v1.1/contacts', await answerTo('/v1.1/district_admins'))).not.toBe('');
    expect(faultsOf(`/v1.1/schools/${NOBODY}/district`, await answerTo(DISTRICT))).not.toBe('');
  });

  it('refuses an owner of two types', async () => {
    const { status, headers, text } = await answerTo('/me');
    const body = Buffer.from(text.replace('"type":"district"', '"type":"teacher"'));
    expect(faultsOf('/me', new Answer(status, headers, body))).not.toBe('');
  });

  it('refuses statuses, types and headers that are not described', async () => {
    const { headers, bytes } = await answerTo(STUDENTS);
    const { etag: _, ...untagged } = headers;
    expect(faultsOf(STUDENTS, new Answer(201, headers, bytes))).toContain('status 201');
    expect(faultsOf(STUDENTS, new Answer(404, headers, bytes))).toContain('status 404');
    expect(faultsOf(STUDENTS, new Answer(200, untagged, bytes))).toContain('ETag');
    const named = { ...headers, 'x-ratelimit-limit': 'many' };
    expect(faultsOf(STUDENTS, new Answer(200, named, bytes))).toContain('X-Ratelimit-Limit');
    const html = { ...headers, 'content-type': 'text/html' };
    expect(faultsOf(STUDENTS, new Answer(200, html, bytes))).toContain('text/html');
    expect(faultsOf(STUDENTS, new Answer(304, headers, bytes))).toContain('a body');
    expect(judge('HEAD', STUDENTS, new Answer(200, headers, bytes)).faults).toContain('a body for HEAD');
  });

  it('refuses refusals of another shape', async () => {
    const missing = await answerTo(`/v1.1/students/${NOBODY}`);
    expect(faultsOf(`/v1.1/students/${NOBODY}`, missing)).toBe('');
    expect(faultsOf(STUDENTS, new Answer(400, missing.headers, missing.bytes))).not.toBe('');
    const stranger = await answerTo(STUDENTS, 'nobody');
    expect(faultsOf(STUDENTS, stranger)).toBe('');
    expect(faultsOf(`/v1.1/students/${NOBODY}`, new Answer(404, stranger.headers, stranger.bytes))).not.toBe(
      '',
    );
  });

  it('leaves out what is no read of the Data API, and nothing else', async () => {
    const refused = await sandbox.as('DEMO_TOKEN').send('DELETE', '/v1.1/students');
    expect(judge('DELETE', '/v1.1/students', refused)).toEqual({ kind: 'outside', faults: [] });
    expect(judge('GET', '/v1.1/nothing', await answerTo('/v1.1/nothing')).kind).toBe('outside');
    const found = await answerTo(STUDENTS);
    expect(faultsOf('/v1.1/nothing', found)).toBe('the path is not described');
    for (const path of ['//v1.1/students?', '/v1.1/students/', '/me', '/v1.1/me'])
      expect(judge('GET', path, found).kind, path).toBe('described');
  });

  it('stops the test that was given a wrong answer', async () => {
    const own = new Judge();
    own.hear('GET', STUDENTS, await answerTo(STUDENTS));
    const wrong = await changed(STUDENTS, (_, record) => (record['email'] = null));
    expect(() => own.hear('GET', STUDENTS, wrong)).toThrow('/data/0/data/email must be string');
    expect(own.described).toBe(2);
  });
});
