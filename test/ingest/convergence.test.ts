/** What is served after an import depends on the files alone, whatever was there before (F-21). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inverseRelations } from '../../src/derive/index.ts';
import { changedFields } from '../../src/ingest/index.ts';
import { getResource, ROSTER_TYPES } from '../../src/roster/index.ts';
import { faultyTables, soundRows, tablesOf } from './random-rosters.ts';
import { NEVER_HELD, runs, type Served, type ServedRecord, type TestDistrict, useHub } from './test-hub.ts';

const hub = useHub();

/** Stamps and names that differ from one district to another. */
const OF_THE_HUB = new Set(['id', 'district', 'created', 'last_modified']);
/** Fields that are sets: shown in the order of ids, which another district gives in another order. */
const SETS = new Set(['students', 'schools']);

/** Every record in words: ids as keys, blanks left out (`roster-csv` D26), contacts by their content. */
function inWords(district: TestDistrict, served: Served): readonly string[] {
  const keyOf = new Map(district.recordRows().map(({ type, key, id }) => [id, `${type}:${key}`]));
  const words = (value: unknown): unknown => {
    if (typeof value === 'string') return keyOf.get(value) ?? value;
    if (Array.isArray(value)) return value.map(words);
    return filled(value as Readonly<Record<string, unknown>>);
  };
  const filled = (values: Readonly<Record<string, unknown>>): readonly unknown[] =>
    Object.entries(values)
      .filter(([name, value]) => value !== '' && !OF_THE_HUB.has(name))
      .map(([name, value]) => {
        const said = words(value);
        return [name, SETS.has(name) && Array.isArray(said) ? said.toSorted() : said];
      })
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return ROSTER_TYPES.flatMap((type) =>
    served[type].map((record) => JSON.stringify([type, keyOf.get(record.id), filled(record)])).toSorted(),
  );
}

/** Lists of children, as the records say: relation, parent, children. */
function childrenOf(served: Served): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, string[]>();
  for (const { name, child, field, parent } of inverseRelations) {
    for (const { id } of served[parent]) lists.set(`${name} ${id}`, []);
    for (const record of served[child])
      for (const id of [record[field]].flat()) lists.get(`${name} ${String(id)}`)?.push(record.id);
  }
  return lists;
}

async function expectEdges(district: TestDistrict, served: Served): Promise<void> {
  const lists = childrenOf(served);
  const reader = hub.store.roster.readFor(district.id, district.audienceId);
  for (const [list, children] of lists) {
    const [relation = '', parent = ''] = list.split(' ');
    expect(await reader.children(relation, parent), list).toEqual(children.toSorted());
  }
  // Nothing is listed of parents that are not there.
  const stored = district.dump()['edge'] as readonly {
    readonly relation: string;
    readonly parent_id: string;
  }[];
  expect(stored.map(({ relation, parent_id: id }) => `${relation} ${id}`).toSorted()).toEqual(
    [...lists]
      .filter(([, children]) => children.length > 0)
      .map(([list]) => list)
      .toSorted(),
  );
}

/** What holds of any roster that is served. */
function expectWhole(served: Served): void {
  const ids = new Set(Object.values(served).flatMap((records) => records.map(({ id }) => id)));
  expect(ids.size).toBe(Object.values(served).reduce((sum, records) => sum + records.length, 0));
  for (const type of ROSTER_TYPES) {
    const records: readonly ServedRecord[] = served[type];
    expect(records.map(({ id }) => id)).toEqual(records.map(({ id }) => id).toSorted());
    for (const record of records) {
      for (const [name, { kind, presence }] of Object.entries(getResource(type).fields)) {
        if (presence === 'guaranteed') expect(record, `${type} ${name}`).toHaveProperty(name);
        if (kind.refersTo === undefined || name === 'district') continue;
        for (const id of [record[name]].flat()) expect(ids, `${type} ${name}`).toContain(id);
      }
    }
  }
  for (const section of served.section) {
    expect((section['teachers'] as readonly string[])[0]).toBe(section['teacher']);
    for (const field of ['teachers', 'students']) {
      const listed = section[field] as readonly string[];
      expect(new Set(listed).size).toBe(listed.length);
    }
    expect(section['students']).toEqual((section['students'] as readonly string[]).toSorted());
  }
}

describe('for random rosters', () => {
  it('an import gives the same records, whatever was published before, and what persists keeps its id', async () => {
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(soundRows, soundRows, async (first, second) => {
        const [changed, fresh] = [await hub.district(NEVER_HELD), await hub.district(NEVER_HELD)];
        await changed.publish(tablesOf(first));
        const before = await changed.served();
        const idsBefore = changed.idsByKey();
        const report = await changed.import(tablesOf(second));
        await fresh.publish(tablesOf(second));
        const after = await changed.served();

        expect(inWords(changed, after)).toEqual(inWords(fresh, await fresh.served()));

        const idsAfter = changed.idsByKey();
        for (const [key, id] of idsAfter) if (idsBefore.has(key)) expect(idsBefore.get(key), key).toBe(id);
        const given = new Set(idsBefore.values());
        for (const [key, id] of idsAfter) if (!idsBefore.has(key)) expect(given.has(id), key).toBe(false);

        for (const type of ROSTER_TYPES) {
          const old = new Map(before[type].map((record) => [record.id, record]));
          let updated = 0;
          for (const record of after[type]) {
            const previous = old.get(record.id);
            const fields = previous ? changedFields(getResource(type), previous, record) : [];
            if (fields.length > 0) updated++;
            if (!('created' in getResource(type).fields)) continue;
            expect(record['created']).toBe(previous ? previous['created'] : report.started);
            expect(record['last_modified']).toBe(
              previous && fields.length === 0 ? previous['last_modified'] : report.started,
            );
          }
          const created = after[type].filter(({ id }) => !old.has(id)).length;
          const removed = old.size - (after[type].length - created);
          expect(report.counts[type], type).toMatchObject({
            published: old.size,
            created,
            updated,
            removed,
            kept: 0,
          });
          changes += created + updated + removed;
        }
        await expectEdges(changed, after);
      }),
      runs(60),
    );
    expect(changes).toBeGreaterThan(100);
  });

  it('after any sequence of imports, faulty ones too, lists of children say what the records say', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        soundRows,
        fc.array(faultyTables, { minLength: 2, maxLength: 4 }),
        async (first, next) => {
          const district = await hub.district(NEVER_HELD);
          await district.publish(tablesOf(first));
          for (const tables of next) {
            const report = await district.import(tables);
            seen.add(report.state);
            if (report.frozen.length > 0) seen.add('frozen');
            if (Object.values(report.counts).some(({ kept }) => kept > 0)) seen.add('kept');
            const served = await district.served();
            expectWhole(served);
            await expectEdges(district, served);
            for (const type of ROSTER_TYPES) {
              const { created, updated, unchanged } = report.counts[type];
              expect(created + updated + unchanged, type).toBe(served[type].length);
            }
          }
        },
      ),
      runs(80),
    );
    expect([...seen]).toEqual(expect.arrayContaining(['published', 'frozen', 'kept']));
  });

  it('a faulty import followed by a sound one leaves no trace', async () => {
    await fc.assert(
      fc.asyncProperty(soundRows, faultyTables, soundRows, async (first, faulty, last) => {
        const [troubled, fresh] = [await hub.district(NEVER_HELD), await hub.district(NEVER_HELD)];
        await troubled.publish(tablesOf(first));
        const ids = troubled.idsByKey();
        await troubled.import(faulty);
        await troubled.import(tablesOf(last));
        await fresh.publish(tablesOf(last));
        expect(inWords(troubled, await troubled.served())).toEqual(inWords(fresh, await fresh.served()));
        for (const [key, id] of troubled.idsByKey()) if (ids.has(key)) expect(id, key).toBe(ids.get(key));
      }),
      runs(40),
    );
  });
});
