/** The Data API under attack: every list, record, relation, filter, count, embedding and error, with the ids and values of anybody. */
import { tokensIn } from './canary.ts';
import type { Draw } from './draw.ts';
import {
  gradesOf,
  mayAsk,
  type Named,
  opens,
  personOf,
  readable,
  relatedIds,
  RELATIONS,
  relsOf,
} from './expected.ts';
import type { Json, Sight } from './oracle.ts';
import { compareRecord, type Probe, quote, same, type Surface } from './probe.ts';
import { PLURALS, type Type, TYPES } from './record-fields.ts';
import { type Truth, uriOf } from './truth.ts';
import { drawWhere } from './where-probe.ts';

const NAMED: readonly Named[] = ['district', ...TYPES];
const FULL: readonly Named[] = ['district', 'school', 'teacher', 'student', 'section', 'school_admin'];

export class DataApiSurface implements Surface {
  readonly #truth: Truth;
  readonly #draw: Draw;

  constructor(truth: Truth, draw: Draw) {
    this.#truth = truth;
    this.#draw = draw;
  }

  /** Everything that may stand in an answer to this token. */
  mayHold(sight: Sight | undefined): ReadonlySet<string> {
    if (!sight) return new Set();
    const served = NAMED.filter((type) => sight.token.kind === 'user' || opens(sight, type)).flatMap(
      (type) => [...readable(sight, type).values()],
    );
    return new Set([...tokensIn(JSON.stringify(served)), sight.district.id]);
  }

  drawProbe(sight: Sight | undefined, links: readonly string[]): Probe {
    const draw = this.#draw;
    if (!sight) {
      const type = draw.pick(NAMED);
      const path = draw.pick(['/me', this.#listPath(type), uriOf(type, this.#anyId(type))]);
      return { method: 'GET', path, expect: { status: 401 } };
    }
    const [link] = links.length > 0 && draw.chance(0.08) ? [draw.pick(links)] : [];
    if (link !== undefined && !link.endsWith('/events')) return this.#followed(sight, link);
    switch (
      draw.pick([
        'list',
        'list',
        'list',
        'where',
        'where',
        'where',
        'count',
        'one',
        'one',
        'one',
        'related',
        'related',
        'related',
        'related',
        'include',
        'me',
        'error',
      ] as const)
    ) {
      case 'list':
        return this.#list(sight);
      case 'where':
        return this.#where(sight);
      case 'count':
        return this.#count(sight);
      case 'one':
        return this.#one(sight);
      case 'related':
        return this.#related(sight);
      case 'include':
        return this.#include(sight);
      case 'me':
        return this.#me(sight);
      case 'error':
        return this.#error(sight);
    }
  }

  drawPath(): string {
    const type = this.#draw.pick(NAMED);
    return this.#draw.pick([this.#listPath(type), uriOf(type, this.#anyId(type)), '/me']);
  }

  /** A link that the server gave must lead somewhere: at worst to a list that is empty, or to the one record that is hidden. */
  #followed(sight: Sight, path: string): Probe {
    const [, plural = '', id = '', rel = ''] = /^\/v1\.1\/(\w+)\/([0-9a-f]{24})\/(\w+)$/.exec(path) ?? [];
    const type = TYPES.find((one) => PLURALS[one] === plural);
    const relation = type && RELATIONS[type][rel];
    const isThere =
      !relation ||
      relation.many ||
      relation.to === 'status' ||
      relation.to === 'grades' ||
      relatedIds(sight, type, id, rel).some((other) => readable(sight, relation.to as Named).has(other));
    return { method: 'GET', path, expect: { status: isThere ? 200 : 404 } };
  }

  #listPath(type: Named): string {
    return type === 'district' ? '/v1.1/districts' : `/v1.1/${PLURALS[type]}`;
  }

  /** The id of any record of any district, also one that went; at times of another type, at times of nobody. */
  #anyId(type: Named): string {
    const draw = this.#draw;
    if (draw.chance(0.1)) return draw.digits(24);
    const { districts } = this.#truth;
    const ids = districts.flatMap((district) =>
      type === 'district' || draw.chance(0.05)
        ? [district.id]
        : [...district.ids].filter(([name]) => name.startsWith(`${type} `)).map(([, id]) => id),
    );
    return ids.length > 0 ? draw.pick(ids) : draw.digits(24);
  }

  /** As a rule an id that this token can read. */
  #likelyId(sight: Sight, type: Named): string {
    const own = [...readable(sight, type).keys()];
    return own.length > 0 && this.#draw.chance(0.6) ? this.#draw.pick(own) : this.#anyId(type);
  }

  /** Pages through a list by one of the ways; what is found must be exactly what the oracle says. */
  #page(path: string, records: ReadonlyMap<string, Json>, more: string, bare: boolean): Probe {
    const draw = this.#draw;
    const ids = [...records.keys()].sort();
    const limit = draw.pick([1, 2, 3, 100, 10_000]);
    const cursor = ids.length > 0 && draw.chance(0.6) ? draw.pick(ids) : this.#anyId(draw.pick(NAMED));
    const page = draw.int(1, 3);
    const ways: Readonly<Record<string, readonly string[]>> = {
      [`limit=${limit}`]: ids.slice(0, limit),
      [`limit=${limit}&starting_after=${cursor}`]: ids.filter((id) => id > cursor).slice(0, limit),
      [`limit=${limit}&ending_before=${cursor}`]: ids.filter((id) => id < cursor).slice(-limit),
      [`limit=${limit}&ending_before=last`]: ids.slice(-limit),
      [`limit=${limit}&page=${page}`]: ids.slice((page - 1) * limit, page * limit),
    };
    const [query, expected] = bare ? ['', ids] : draw.pick(Object.entries(ways));
    const check = (body: Json): string | undefined => {
      const items = body['data'] as readonly Json[];
      const data = items.map((item) => (bare ? item : (item['data'] as Json)));
      const found = data.map((record) => String(record['id']));
      if (!same(found, expected)) return `ids ${quote(found)}, expected ${quote(expected)}`;
      const paging = body['paging'] as Json | undefined;
      if (paging && paging['count'] !== ids.length) return `paging ${quote(paging)}, expected ${ids.length}`;
      const rels = (body['links'] as readonly { readonly rel: string }[]).map(({ rel }) => rel);
      if (
        !bare &&
        rels.includes('next') &&
        !query.includes('before') &&
        expected.at(-1) === ids.at(-1) &&
        expected.length > 0
      )
        return 'a next link behind the last record';
      for (const record of data) {
        const complaint = compareRecord(record, records.get(String(record['id'])));
        if (complaint !== undefined) return complaint;
      }
      return undefined;
    };
    const mark = query === '' && more === '' ? '' : '?';
    return {
      method: 'GET',
      path: `${path}${mark}${[query, more].filter(Boolean).join('&')}`,
      expect: { status: 200, check },
    };
  }

  #list(sight: Sight): Probe {
    const type = this.#draw.pick(NAMED);
    const path = this.#listPath(type);
    if (!mayAsk(sight, type, undefined, true)) return { method: 'GET', path, expect: { status: 403 } };
    return this.#page(path, readable(sight, type), '', type === 'district_admin');
  }

  #where(sight: Sight): Probe {
    const draw = this.#draw;
    const type = draw.pick(FULL);
    const isBelow = type !== 'school_admin' && type !== 'district' && draw.chance(0.3);
    const path = isBelow ? `${uriOf('district', sight.district.id)}/${PLURALS[type]}` : this.#listPath(type);
    const may = isBelow
      ? mayAsk(sight, 'district', PLURALS[type], false)
      : mayAsk(sight, type, undefined, true);
    if (type === 'district' || !may)
      return { method: 'GET', path: `${path}?where=%7B%7D`, expect: { status: may ? 200 : 403 } };
    const probe = drawWhere(draw, sight, type, (field) => this.#worldValues(type, field));
    const more = `where=${encodeURIComponent(probe.text)}`;
    const { passes } = probe;
    if (!passes) return { method: 'GET', path: `${path}?${more}`, expect: { status: 400 } };
    const found = new Map([...sight.shown[type]].filter(([, record]) => passes(record)));
    return draw.chance(0.3) ? this.#counted(path, more, found.size) : this.#page(path, found, more, false);
  }

  /** What anybody could guess: values of every district, hidden or not. */
  #worldValues(type: Type, path: string): readonly string[] {
    const { districts } = this.#truth;
    const idsOf = (of: Type) =>
      districts.flatMap(({ ids }) =>
        [...ids].filter(([name]) => name.startsWith(`${of} `)).map(([, id]) => id),
      );
    const references: Readonly<Record<string, Type>> = {
      school: 'school',
      schools: 'school',
      teacher: 'teacher',
      teachers: 'teacher',
      students: 'student',
      student: 'student',
      id: type,
    };
    if (path === 'district') return districts.map(({ id }) => id);
    const target = references[path];
    if (target) return idsOf(target);
    const recs = districts.flatMap(({ roster }) => roster[type]);
    if (path === 'sis_id' || path === 'staff_id') return recs.map(({ key }) => key);
    return recs.flatMap((rec) => rec.values[path] ?? Object.values(rec.unserved)[0] ?? []);
  }

  #counted(path: string, more: string, expected: number): Probe {
    const check = (body: Json) =>
      body['count'] === expected ? undefined : `count ${quote(body['count'])}, expected ${expected}`;
    return {
      method: 'GET',
      path: `${path}?${['count=true', more].filter(Boolean).join('&')}`,
      expect: { status: 200, check },
    };
  }

  #count(sight: Sight): Probe {
    const type = this.#draw.pick(FULL);
    const path = this.#listPath(type);
    if (!mayAsk(sight, type, undefined, true))
      return { method: 'GET', path: `${path}?count=true`, expect: { status: 403 } };
    return this.#counted(path, '', readable(sight, type).size);
  }

  #one(sight: Sight): Probe {
    const type = this.#draw.pick(NAMED);
    const id = this.#likelyId(sight, type);
    const path = uriOf(type, id);
    if (!mayAsk(sight, type, undefined, false)) return { method: 'GET', path, expect: { status: 403 } };
    const record = readable(sight, type).get(id);
    if (!record) return { method: 'GET', path, expect: { status: 404 } };
    const rels = ['self', ...relsOf(sight, type)].sort();
    const check = (body: Json) => {
      const found = (body['links'] as readonly { readonly rel: string }[]).map(({ rel }) => rel).sort();
      return same(found, rels)
        ? compareRecord(body['data'] as Json, record)
        : `links ${quote(found)}, expected ${quote(rels)}`;
    };
    return { method: 'GET', path, expect: { status: 200, check } };
  }

  #related(sight: Sight): Probe {
    const draw = this.#draw;
    const type = draw.pick(NAMED.filter((one) => Object.keys(RELATIONS[one]).length > 0));
    const rel = draw.pick(Object.keys(RELATIONS[type]));
    const id = this.#likelyId(sight, type);
    const path = `${uriOf(type, id)}/${rel}`;
    const relation = RELATIONS[type][rel];
    if (!relation || !mayAsk(sight, type, rel, false))
      return { method: 'GET', path, expect: { status: 403 } };
    if (!readable(sight, type).has(id)) return { method: 'GET', path, expect: { status: 404 } };
    if (relation.to === 'status') return { method: 'GET', path, expect: { status: 200 } };
    if (relation.to === 'grades') {
      const grades = gradesOf(sight, id);
      const check = (body: Json) =>
        same([...(body['data'] as readonly string[])].sort(), grades) ? undefined : `grades ${quote(body)}`;
      return { method: 'GET', path, expect: { status: 200, check } };
    }
    const all: ReadonlyMap<string, Json> = readable(sight, relation.to);
    const ids = relatedIds(sight, type, id, rel);
    const records = new Map([...all].filter(([other]) => ids.includes(other)));
    if (relation.many)
      return relation.full && draw.chance(0.2)
        ? this.#counted(path, '', records.size)
        : this.#page(path, records, '', relation.bare === true);
    const [found] = records.values();
    if (!found) return { method: 'GET', path, expect: { status: 404 } };
    return {
      method: 'GET',
      path,
      expect: { status: 200, check: (body) => compareRecord(body['data'] as Json, found) },
    };
  }

  #include(sight: Sight): Probe {
    const draw = this.#draw;
    const type = draw.pick(['teacher', 'student', 'district', 'school_admin'] as const);
    const rel = draw.pick(
      Object.entries(RELATIONS[type]).filter(([, { many, linked }]) => many && linked),
    )[0];
    const id = this.#likelyId(sight, type);
    const path = `${uriOf(type, id)}?include=${rel}`;
    const may = mayAsk(sight, type, undefined, false) && mayAsk(sight, type, rel, false);
    if (!may) return { method: 'GET', path, expect: { status: 403 } };
    if (!readable(sight, type).has(id)) return { method: 'GET', path, expect: { status: 404 } };
    const ids = relatedIds(sight, type, id, rel);
    const check = (body: Json) => {
      const items = ((body['data'] as Json)[rel] as Json)['data'] as readonly { readonly data: Json }[];
      const found = items.map(({ data }) => data['id']);
      return same(found, ids) ? undefined : `included ${quote(found)}, expected ${quote(ids)}`;
    };
    return { method: 'GET', path, expect: { status: 200, check } };
  }

  #me(sight: Sight): Probe {
    const person = personOf(sight);
    const type = person?.type ?? 'district';
    const id = person?.id ?? sight.district.id;
    const profile = person ? (readable(sight, person.type).get(person.id) ?? {}) : {};
    const expected = { id, district: sight.district.id, type, authorized_by: 'district', ...profile };
    const check = (body: Json) =>
      body['type'] === type ? compareRecord(body['data'] as Json, expected) : `type ${quote(body['type'])}`;
    return { method: 'GET', path: this.#draw.pick(['/me', '/v1.1/me']), expect: { status: 200, check } };
  }

  /** What cannot be met, in a way that does not depend on what is visible. */
  #error({ token }: Sight): Probe {
    const [method, path, status] = this.#draw.pick([
      ['POST', '/v1.1/students', 501],
      ['DELETE', `/v1.1/students/${this.#anyId('student')}`, 501],
      ['GET', `/v1.1/students/${this.#anyId('student').toUpperCase()}x`, 404],
      ['GET', `/v1.1/pupils/${this.#anyId('student')}`, 404],
      ['GET', `/v1.1/students/${this.#anyId('student')}/parents`, 404],
      ['GET', '/v1.1/districts?limit=0', 400],
      ['GET', '/v1.1/districts?limit=10001', 413],
      ['GET', '/v1.1/districts?where=%7B', 400],
      ['GET', `/v1.1/districts?starting_after=${this.#anyId('school')}&ending_before=last`, 400],
    ] as const);
    return {
      method,
      path,
      expect: { status: token.kind === 'user' && path.startsWith('/v1.1/districts?') ? 403 : status },
    };
  }
}
