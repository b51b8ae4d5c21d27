/**
 * The authorization matrix: every principal × every endpoint × every depth of record, over HTTP (reliability 6). What is expected comes from
 * authorization-table.ts alone; a denied cell is compared byte for byte with the answer for a record that never was.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../src/derive/index.ts';
import { catalogue, leafFields, SCOPES } from '../../src/roster/index.ts';
import type { Answer, Caller } from '../support/caller.ts';
import {
  ENDPOINTS,
  type EndpointRow,
  FIELDS,
  type Level,
  PRINCIPALS,
  type PrincipalRow,
  SCOPE_ROWS,
  type View,
} from './authorization-table.ts';
import type { Json } from './oracle.ts';
import { DEPTHS, type Depth, NEVER, VISIBLE } from './matrix-roster.ts';
import { MatrixWorld } from './matrix-world.ts';
import { PLURALS, type Type, TYPES } from './record-fields.ts';

let matrix: MatrixWorld;
beforeAll(async () => {
  matrix = await MatrixWorld.open();
});
afterAll(() => matrix.world.close());

describe('the table', () => {
  it('has a row for each endpoint, and none for what is not there', () => {
    const paths = ['/me', '/v1.1/me', ...endpoints.map(({ path }) => path)];
    expect(Object.keys(ENDPOINTS).sort()).toEqual(paths.sort());
  });

  it('has a row for each scope', () => {
    expect(Object.keys(SCOPE_ROWS).sort()).toEqual(Object.keys(SCOPES).sort());
  });

  it('has a row for each field of each record type', () => {
    for (const { name, fields } of catalogue) {
      const rows = Object.keys(new Map(Object.entries(FIELDS)).get(name) ?? {});
      expect(rows.sort(), name).toEqual(
        leafFields(fields)
          .map(({ path }) => path.join('.'))
          .sort(),
      );
    }
  });
});

const typeOf = (path: string): Type | 'district' =>
  TYPES.find((type) => PLURALS[type] === path.split('/')[2]) ?? 'district';

/** 401, 403, or the level at which records are told. */
function doorOf(principal: PrincipalRow, row: EndpointRow): 401 | 403 | Level {
  switch (principal.opens) {
    case 'nothing':
      return 401;
    case 'roster':
      return principal.level;
    case 'district':
      return row.alone === 'any' ? 'basic' : 403;
    case 'scope':
      return row.alone === 'any' || row.alone.includes(principal.scope) ? 'sync' : 403;
    case 'person':
      return row.persons.includes(principal.person) ? principal.level : 403;
    case 'library':
      return row.library.includes(principal.person) ? 'library' : 403;
  }
}

function viewOf(principal: PrincipalRow): View {
  return principal.opens === 'roster' ? principal.view : 'everything';
}

/** The person's own records, by key; nobody else is found (`auth-and-sharing` 8.3). */
const OWN: Readonly<Record<string, Readonly<Partial<Record<Type, readonly string[]>>>>> = {
  student: { student: ['s1'], school: ['north'], section: ['x1'] },
  teacher: { teacher: ['t1'], school: ['north'], section: ['x1', 'x3'] },
  school_admin: { school_admin: ['a1'], school: ['north', 'south'] },
  district_admin: { district_admin: ['da1'] },
};

/** Whether the principal finds the record that an endpoint with an id begins at. */
function finds(principal: PrincipalRow, path: string, depth: Depth): boolean {
  if (depth === 'never' || depth === 'malformed' || depth === 'gone') return false;
  const type = typeOf(path);
  const view = viewOf(principal);
  if (type === 'district') return depth === (view === 'other_district' ? 'other district' : 'shared');
  if (depth === 'other district') return view === 'other_district';
  if (view === 'other_district') return false;
  const id = matrix.idAt(depth, type);
  const keys =
    principal.opens === 'person' || principal.opens === 'library'
      ? (OWN[principal.person]?.[type] ?? [])
      : VISIBLE[view][type];
  const [district] = matrix.world.truth.districts;
  return keys.some((key) => district?.ids.get(`${type} ${key}`) === id);
}

const MOVING = ['date', 'x-request-id'];

/** An answer as text, with the path that was asked taken out. */
function bytesOf(answer: Answer, id: string): string {
  const headers = Object.entries(answer.headers).filter(([name]) => !MOVING.includes(name));
  return `${answer.status} ${JSON.stringify(headers)} ${answer.text}`.replaceAll(id, '{id}');
}

function pathsIn(record: Json, prefix = ''): readonly string[] {
  return Object.entries(record).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? pathsIn(value as Json, `${prefix}${name}.`)
      : [`${prefix}${name}`],
  );
}

function recordsIn(body: Json): readonly Json[] {
  const { data } = body;
  if (!Array.isArray(data)) return [data as Json];
  return (data as readonly Json[]).map((item) =>
    'uri' in item && 'data' in item ? (item['data'] as Json) : item,
  );
}

/** A school is told whole to whoever may fetch it. */
function levelFor(level: Level, tells: EndpointRow['tells']): Level {
  if (tells === 'school' && (level === 'basic' || level === 'identity')) return 'own';
  if (tells !== 'student' && level === 'granted') return 'sync';
  return level;
}

/** The district is told by tier, whatever else a token is for. */
function districtLevel(principal: PrincipalRow, level: Level): Level {
  return principal.opens === 'person' && level === 'identity' ? 'own' : level;
}

function expectFields(
  where: string,
  row: EndpointRow,
  principal: PrincipalRow,
  level: Level,
  body: Json,
): void {
  const { tells } = row;
  if (tells === 'other') return;
  const told = tells === 'district' ? districtLevel(principal, level) : levelFor(level, tells);
  const expected = Object.entries(FIELDS[tells])
    .filter(([, levels]) => levels.includes(told))
    .map(([path]) => path)
    .sort();
  const records = recordsIn(body);
  expect(records.length, where).toBeGreaterThan(0);
  for (const record of records) {
    expect([...pathsIn(record)].sort(), where).toEqual(expected);
    if (told === 'library' && tells === 'student')
      expect(String((record['name'] as Json)['last']).length, where).toBe(1);
  }
}

/** All cells of one principal at one endpoint; returns how many. */
async function checkEndpoint(
  name: string,
  principal: PrincipalRow,
  path: string,
  row: EndpointRow,
  caller: Caller,
): Promise<number> {
  const door = doorOf(principal, row);
  if (!path.includes('{id}')) {
    const answer = await caller.get(path);
    const where = `${name}: ${path}`;
    expect(answer.status, where).toBe(typeof door === 'number' ? door : 200);
    if (typeof door === 'number') return 1;
    expectNothingHidden(where, principal, answer);
    const isEmpty =
      viewOf(principal) !== 'everything' && (answer.json() as { data: unknown[] }).data.length === 0;
    if (!isEmpty) expectFields(where, row, principal, door, answer.json() as Json);
    return 1;
  }
  const never = bytesOf(await caller.get(path.replace('{id}', NEVER)), NEVER);
  for (const depth of DEPTHS) {
    const id = matrix.idAt(depth, typeOf(path));
    const where = `${name}: ${path} of a record that is ${depth}`;
    const answer = await caller.get(path.replace('{id}', id));
    if (depth === 'malformed') {
      // An unknown path tells nobody anything, with a token or without (`api-v1.1` R10).
      expect(`${answer.status} ${answer.text}`, where).toBe(`404 Cannot GET ${path.replace('{id}', id)}`);
    } else if (typeof door === 'number' || !finds(principal, path, depth)) {
      expect(answer.status, where).toBe(typeof door === 'number' ? door : 404);
      expect(bytesOf(answer, id), where).toBe(never);
    } else {
      expect(answer.status, where).toBe(200);
      expectNothingHidden(where, principal, answer);
      if (
        (answer.json() as { data: unknown }).data instanceof Array &&
        (answer.json() as { data: unknown[] }).data.length === 0
      )
        continue;
      expectFields(where, row, principal, door, answer.json() as Json);
    }
  }
  return DEPTHS.length;
}

function expectNothingHidden(where: string, principal: PrincipalRow, answer: Answer): void {
  const text = `${JSON.stringify(answer.headers)} ${answer.text}`;
  for (const id of matrix.hiddenFrom(viewOf(principal)))
    expect(text.includes(id), `${where} names ${id}`).toBe(false);
}

describe('every endpoint at every depth', () => {
  for (const [name, principal] of Object.entries(PRINCIPALS))
    it(name, async () => {
      const caller = matrix.world.caller(matrix.tokens.get(name));
      let cells = 0;
      for (const [path, row] of Object.entries(ENDPOINTS))
        cells += await checkEndpoint(name, principal, path, row, caller);
      expect(cells).toBeGreaterThan(Object.keys(ENDPOINTS).length);
    });
});

/** Filters see what the answer shows, no more: a hidden field is no field, and of a last name there is one letter. */
describe('a filter where a teacher authorized the application', () => {
  const ask = async (filter: unknown) => {
    const section = matrix.idAt('shared', 'section');
    const caller = matrix.world.caller(matrix.tokens.get('teacher, library'));
    const answer = await caller.get(
      `/v1.1/sections/${section}/students?where=${encodeURIComponent(JSON.stringify(filter))}`,
    );
    return { status: answer.status, count: (answer.json() as { data?: unknown[] }).data?.length };
  };
  const valueOf = (path: string) => {
    const student = matrix.world.truth.districts[0]?.roster.student.find(({ key }) => key === 's1');
    return student?.values[path] ?? '';
  };

  it('is refused on a field that such an application is not told', async () => {
    for (const name of ['dob', 'email', 'frl_status', 'race', 'sis_id', 'nonsense'])
      expect(await ask({ [name]: valueOf(name) }), name).toEqual({ status: 400, count: undefined });
  });

  it('finds nothing by what is not shown of a name', async () => {
    for (const path of ['name.last', 'name.middle'])
      expect(await ask({ [path]: valueOf(path) }), path).toEqual({ status: 200, count: 0 });
  });

  it('filters by what is shown', async () => {
    expect(await ask({ grade: '3' })).toEqual({ status: 200, count: 1 });
    expect(await ask({ 'name.first': valueOf('name.first') })).toEqual({ status: 200, count: 1 });
    expect(await ask({ 'name.last': 'N' })).toEqual({ status: 200, count: 2 });
    expect(await ask({})).toEqual({ status: 200, count: 2 });
  });
});
