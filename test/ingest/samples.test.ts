/** The sample district on two days: the changes are those that its makers wrote down. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { changedFields } from '../../src/ingest/index.ts';
import { getResource, ROSTER_TYPES, type RosterType } from '../../src/roster/index.ts';
import { type RecordRow, type TestDistrict, useHub } from './test-hub.ts';

const hub = useHub();

const sample = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/rosters/clever-small/${name}`, import.meta.url));

interface Found {
  readonly row: RecordRow;
  readonly values: Readonly<Record<string, unknown>>;
}

function snapshot(district: TestDistrict): ReadonlyMap<string, Found> {
  return new Map(
    district.recordRows().map((row) => {
      const { data } = JSON.parse(row.item) as { readonly data: Readonly<Record<string, unknown>> };
      return [`${row.type} ${row.key}`, { row, values: data }];
    }),
  );
}

const EVENT_NAMES: Readonly<Record<RosterType, string>> = {
  school: 'schools',
  teacher: 'teachers',
  student: 'students',
  section: 'sections',
  school_admin: 'schooladmins',
  contact: 'studentcontacts',
};

/** A change in the words of the sample: event, record, changed fields. */
function describeChange(
  event: 'created' | 'updated' | 'deleted',
  { row, values }: Found,
  of: ReadonlyMap<string, Found>,
  fields: readonly string[] = [],
): string {
  const kept = JSON.parse(row.granted ?? '{}') as { readonly sis_id?: string };
  const student = [...of.values()].find((found) => found.values['id'] === values['student'])?.row.key ?? '';
  const contact = `contact ${kept.sis_id ?? `"${String(values['name'])}"`} of student ${student}`;
  const name = row.type === 'contact' ? contact : row.key;
  return `${EVENT_NAMES[row.type]}.${event} ${name} ${fields.toSorted().join(' ')}`.trim();
}

function changesBetween(
  before: ReadonlyMap<string, Found>,
  after: ReadonlyMap<string, Found>,
): readonly string[] {
  const changes: string[] = [];
  for (const [key, found] of after) {
    const old = before.get(key);
    if (!old) changes.push(describeChange('created', found, after));
    else {
      const fields = changedFields(getResource(found.row.type), old.values, found.values);
      if (fields.length > 0) changes.push(describeChange('updated', found, after, fields));
    }
  }
  for (const [key, found] of before)
    if (!after.has(key)) changes.push(describeChange('deleted', found, before));
  return changes.toSorted();
}

function expectedChanges(): readonly string[] {
  const rows = parse(readFileSync(sample('expected-events.csv')), { columns: true }) as readonly Record<
    string,
    string
  >[];
  return rows
    .map(({ event, record = '', changed_top_level_fields: fields = '' }) =>
      `${event ?? ''} ${record.replace(/ \((?:no Contact_sis_id|new id)\)$/, '')} ${fields.split(' ').toSorted().join(' ')}`.trim(),
    )
    .toSorted();
}

describe('the small sample', () => {
  it('changes from day to day as expected, and counts what changed', async () => {
    const hubDistrict = await hub.district();
    await hubDistrict.publish(sample('day1'));
    const before = snapshot(hubDistrict);
    const held = await hubDistrict.import(sample('day2'));
    const report = held.state === 'held' ? await hubDistrict.import(sample('day2'), { approve: true }) : held;
    expect(report.state).toBe('published');
    const after = snapshot(hubDistrict);
    const expected = expectedChanges();
    expect(changesBetween(before, after)).toEqual(expected);
    expect(expected).toHaveLength(15);

    for (const type of ROSTER_TYPES) {
      const of = (event: string) =>
        expected.filter((change) => change.startsWith(`${EVENT_NAMES[type]}.${event} `)).length;
      const { created, updated, removed } = report.counts[type];
      expect({ created, updated, removed }, type).toEqual({
        created: of('created'),
        updated: of('updated'),
        removed: of('deleted'),
      });
    }
  });

  it('moves last_modified of what was updated, and of nothing else', async () => {
    const district = await hub.district();
    await district.publish(sample('day1'));
    const before = snapshot(district);
    const held = await district.import(sample('day2'));
    const report = held.state === 'held' ? await district.import(sample('day2'), { approve: true }) : held;
    const updated = new Set(
      changesBetween(before, snapshot(district))
        .filter((change) => change.includes('.updated '))
        .map((change) => change.split(' ')[1]),
    );
    for (const { row, values } of snapshot(district).values()) {
      if (row.type === 'contact' || row.type === 'school_admin') continue;
      const old = before.get(`${row.type} ${row.key}`);
      expect(values['created'], row.key).toBe(old ? old.values['created'] : report.started);
      const moved = old === undefined || updated.has(row.key);
      expect(values['last_modified'], row.key).toBe(moved ? report.started : old.values['last_modified']);
    }
  });

  it('names in the report the fields that changed', async () => {
    const district = await hub.district();
    await district.publish(sample('day1'));
    const held = await district.import(sample('day2'));
    const updates = ROSTER_TYPES.flatMap((type) =>
      (held.samples[`${type}.updated`] ?? []).map(({ key, fields = [] }) =>
        [EVENT_NAMES[type], key, fields.toSorted().join(' ')].join(' '),
      ),
    );
    const expected = expectedChanges()
      .filter((change) => change.includes('.updated ') && !change.startsWith('studentcontacts'))
      .map((change) => change.replace('.updated', ''));
    expect(updates.filter((update) => !update.startsWith('studentcontacts')).toSorted()).toEqual(expected);
  });

  it('is the same whether day 2 follows day 1 or comes first', async () => {
    const [one, other] = [await hub.district(), await hub.district()];
    await one.publish(sample('day1'));
    await one.import(sample('day2'));
    await one.import(sample('day2'), { approve: true });
    await other.publish(sample('day2'));
    const keysOf = (district: TestDistrict) => [...snapshot(district).keys()].toSorted();
    expect(keysOf(one)).toEqual(keysOf(other));
  });
});
