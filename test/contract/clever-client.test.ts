import clever, { type Clever, type Query, type Resource } from 'clever';
import { beforeAll, describe, expect, it } from 'vitest';
import { useSandbox } from '../support/hub.ts';
import { DEMO_DISTRICT, readCount } from '../support/wire.ts';

/** The vendor's own client for Node, pointed at the sandbox and at version 1.1. */
const sandbox = useSandbox();

const connect = (token: string): Clever => {
  const client = clever({ token }, sandbox.url);
  client.District.path = '/v1.1/districts';
  client.School.path = '/v1.1/schools';
  client.Section.path = '/v1.1/sections';
  client.Student.path = '/v1.1/students';
  client.Teacher.path = '/v1.1/teachers';
  return client;
};

let client: Clever;
beforeAll(() => {
  client = connect('DEMO_TOKEN');
});

/** The client takes callbacks only. */
const ask = <Result>(
  start: (done: (error: Error | null | undefined, result: Result) => void) => void,
): Promise<Result> =>
  new Promise((resolve, reject) =>
    start((error, result) => (error === null || error === undefined ? resolve(result) : reject(error))),
  );

const all = (query: Query): Promise<Resource[]> => ask((done) => query.exec(done));
const one = (query: Query): Promise<Resource> => ask((done) => query.exec(done));
const count = (query: Query): Promise<number> => ask((done) => query.count().exec(done));

const read = (query: Query): Promise<readonly Resource[]> =>
  new Promise((resolve, reject) => {
    const found: Resource[] = [];
    const stream = query.stream();
    stream.on('data', (resource) => found.push(resource as unknown as Resource));
    stream.on('error', reject);
    stream.on('end', () => resolve(found));
  });

describe('find', () => {
  it('without arguments', async () => {
    const districts = await ask<Resource[]>((done) => client.District.find(done));
    expect(districts.map((district) => district.get('name'))).toEqual(['Demo District']);
    expect(districts[0]).toBeInstanceOf(client.District);
  });

  it('with conditions', async () => {
    const districts = await ask<Resource[]>((done) => client.District.find({ id: DEMO_DISTRICT }, done));
    expect(districts.map((district) => district.get('id'))).toEqual([DEMO_DISTRICT]);
    const other = await ask<Resource[]>((done) => client.District.find({ id: 'f'.repeat(24) }, done));
    expect(other).toEqual([]);
  });

  it('with conditions and exec', async () => {
    const districts = await all(client.District.find({ id: DEMO_DISTRICT }));
    expect(districts.map((district) => district.get('name'))).toEqual(['Demo District']);
  });

  it('gives each record its class', async () => {
    for (const type of [client.School, client.Section, client.Student, client.Teacher]) {
      const [record] = await all(type.find().limit(1));
      expect(record).toBeInstanceOf(type);
      expect(record?.get('district')).toBe(DEMO_DISTRICT);
    }
  });
});

describe('findOne and findById', () => {
  it('findOne without arguments and with conditions', async () => {
    const some = await ask<Resource | undefined>((done) => client.District.findOne(done));
    expect(some?.get('name')).toBe('Demo District');
    const named = await ask<Resource | undefined>((done) =>
      client.District.findOne({ id: DEMO_DISTRICT }, done),
    );
    expect(named?.get('name')).toBe('Demo District');
    expect((await one(client.District.findOne({ id: DEMO_DISTRICT }))).get('name')).toBe('Demo District');
  });

  it('findById, with a callback and with exec', async () => {
    const district = await ask<Resource | undefined>((done) => client.District.findById(DEMO_DISTRICT, done));
    expect(district).toBeInstanceOf(client.District);
    expect(district?.get('name')).toBe('Demo District');
    expect((await one(client.District.findById(DEMO_DISTRICT))).get('name')).toBe('Demo District');
  });

  it('findById of nobody gives nothing', async () => {
    const nobody = await ask<Resource | undefined>((done) => client.Student.findById('f'.repeat(24), done));
    expect(nobody).toBeUndefined();
  });
});

describe('where', () => {
  it('equals', async () => {
    const schools = await all(client.School.find().where('name').equals('Clever High School'));
    expect(schools.map((school) => school.get('id'))).toEqual(['530e595026403103360ff9fd']);
    expect(await count(client.School.find().where('name').equals('Clever High School'))).toBe(1);
  });

  it('reads into groups', async () => {
    const [student] = await all(client.Student.find().limit(1));
    const last = student?.get('name.last');
    const found = await all(client.Student.find().where('name.last').equals(last));
    expect(found.map((one) => one.get('id'))).toContain(student?.get('id'));
    expect(new Set(found.map((one) => one.get('name.last')))).toEqual(new Set([last]));
  });

  it('in and regex', async () => {
    expect(await count(client.Student.find().in('grade', ['9', '10', '11', '12']))).toBe(400);
    const schools = await all(client.School.find().regex('name', 'High'));
    expect(schools.map((school) => school.get('name'))).toEqual(['Clever High School']);
  });

  it('exists, in all its spellings', async () => {
    expect(await count(client.School.find().where('name').exists(true))).toBe(3);
    expect(await count(client.School.find().where('name').exists())).toBe(3);
    expect(await count(client.School.find().exists('name', true))).toBe(3);
    expect(await count(client.School.find().exists('name'))).toBe(3);
    expect(await count(client.School.find().where('name').exists(false))).toBe(0);
    expect(await count(client.School.find().exists('name', false))).toBe(0);
  });
});

describe('paging', () => {
  it('counts', async () => {
    expect(await count(client.District.find())).toBe(1);
    expect(await count(client.Section.find())).toBe(379);
    expect(await count(client.Student.find())).toBe(1004);
  });

  it("ending_before('last'), then starting_after", async () => {
    const last = await all(client.Student.find().limit(2).ending_before('last'));
    expect(last).toHaveLength(2);
    const rest = await all(client.Student.find().starting_after(String(last[0]?.get('id'))));
    expect(rest.map((student) => student.get('id'))).toEqual([last[1]?.get('id')]);
  });

  it('streams to the end', async () => {
    const query = client.Section.find().limit(100);
    const sections = await read(query);
    expect(sections).toHaveLength(await count(client.Section.find()));
    expect(new Set(sections.map((section) => section.get('id'))).size).toBe(379);
    for (const section of sections) expect(section).toBeInstanceOf(client.Section);
    expect(query.links?.map((link) => link.rel)).not.toContain('next');
  });

  it('streams what a filter leaves, the filter kept from page to page', async () => {
    const query = client.Student.find().where('grade').equals('9').limit(7);
    const students = await read(query);
    const expected = await readCount(
      sandbox.as('DEMO_TOKEN'),
      '/v1.1/students?where=%7B%22grade%22%3A%229%22%7D',
    );
    expect(students).toHaveLength(expected);
    expect(new Set(students.map((student) => student.get('grade')))).toEqual(new Set(['9']));
  });

  it('streams a list that ends exactly with a page', async () => {
    expect(await read(client.School.find().limit(3))).toHaveLength(3);
    expect(await read(client.School.find().limit(1))).toHaveLength(3);
  });
});

describe('a token that nobody has', () => {
  const stranger = (): Clever => connect('INVALID_TOKEN');

  it('is answered 401 with JSON', async () => {
    const failure = await all(stranger().District.find()).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ message: 'received statusCode 401 instead of 200' });
    expect((failure as { readonly body: { readonly error: unknown } }).body.error).toBeTypeOf('string');
  });

  it('streams nothing but that error', async () => {
    await expect(read(stranger().Section.find().limit(10))).rejects.toThrow('received statusCode 401');
  });
});
