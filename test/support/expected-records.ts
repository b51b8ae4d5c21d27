import { expect } from 'vitest';
import type { Caller } from './caller.ts';
import { readFixture } from './fixtures.ts';
import { idOf, pick, readRecords, textAt, type Json, type WireRecord } from './wire.ts';

/** The words of the expected files, and the lists they are read back from. */
const TYPES = {
  schools: { word: 'school', list: 'schools', key: 'sis_id' },
  teachers: { word: 'teacher', list: 'teachers', key: 'sis_id' },
  students: { word: 'student', list: 'students', key: 'sis_id' },
  sections: { word: 'section', list: 'sections', key: 'sis_id' },
  schooladmins: { word: 'school_admin', list: 'school_admins', key: 'staff_id' },
} as const;

/** Served with every record, and not part of the expected files. */
const OF_THE_HUB = ['id', 'district', 'created', 'last_modified'];

/** Listed in the expected files, and served only with a grant. */
const GRANTED = ['frl_status', 'iep_status'];

type Group = Readonly<Record<string, Json>>;

interface Expected {
  readonly schools: Readonly<Record<string, Group>>;
  readonly teachers: Readonly<Record<string, Group>>;
  readonly students: Readonly<Record<string, Group>>;
  readonly sections: Readonly<Record<string, Group>>;
  readonly schooladmins: Readonly<Record<string, Group>>;
  readonly studentcontacts: readonly Group[];
}

export const readExpected = (day: 1 | 2): Expected =>
  JSON.parse(readFixture(`rosters/clever-small/expected-day${day}.json`)) as Expected;

/** Everything a district serves, and the name `type:sis_id` of each id. */
export interface Snapshot {
  readonly records: Readonly<Record<keyof typeof TYPES, readonly WireRecord[]>>;
  readonly contacts: readonly WireRecord[];
  readonly names: ReadonlyMap<string, string>;
}

export const readSnapshot = async (caller: Caller): Promise<Snapshot> => {
  const read = (type: keyof typeof TYPES): Promise<readonly WireRecord[]> =>
    readRecords(caller, `/v1.1/${TYPES[type].list}`);
  const records = {
    schools: await read('schools'),
    teachers: await read('teachers'),
    students: await read('students'),
    sections: await read('sections'),
    schooladmins: await read('schooladmins'),
  };
  const names = new Map<string, string>();
  for (const [type, { word, key }] of Object.entries(TYPES)) {
    for (const record of records[type as keyof typeof TYPES]) {
      names.set(idOf(record), `${word}:${textAt(record, key)}`);
    }
  }
  return { records, contacts: await readRecords(caller, '/v1.1/contacts'), names };
};

/** An absent key and an empty string say the same; lists that are sets are put in one order. */
const normalise = (value: Json, names: ReadonlyMap<string, string>): Json => {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((element: Json) => normalise(element, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Group)
    .filter(([, member]) => member !== '')
    .map(([name, member]): [string, Json] => {
      const plain = normalise(member, names);
      const isSet = (name === 'students' || name === 'schools') && Array.isArray(plain);
      return [name, isSet ? plain.map(String).sort() : plain];
    });
  return Object.fromEntries(entries);
};

const keysOf = (record: Group): readonly string[] =>
  Object.entries(record).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [name, ...Object.keys(value).map((member) => `${name}.${member}`)]
      : [name],
  );

const without = (record: Group, keys: readonly string[]): Group =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !keys.includes(name)));

const expectRecord = (
  name: string,
  served: WireRecord,
  listed: Group,
  names: ReadonlyMap<string, string>,
): void => {
  const wanted = without(listed, GRANTED);
  const found = without(served, OF_THE_HUB);
  expect(
    keysOf(found).filter((key) => !keysOf(wanted).includes(key)),
    `${name} serves keys that are not listed`,
  ).toEqual([]);
  expect(normalise(found, names), name).toEqual(normalise(wanted, new Map()));
};

export const expectDay = (snapshot: Snapshot, expected: Expected): void => {
  for (const [type, { key }] of Object.entries(TYPES)) {
    const listed = expected[type as keyof typeof TYPES];
    const served = snapshot.records[type as keyof typeof TYPES];
    expect(served.map((record) => textAt(record, key)).sort(), type).toEqual(Object.keys(listed).sort());
    for (const record of served) {
      const name = textAt(record, key);
      expectRecord(`${type} ${name}`, record, listed[name] ?? {}, snapshot.names);
    }
  }
  const identity = (contact: Group): string =>
    JSON.stringify(normalise(contact, snapshot.names), allKeys(contact));
  const byIdentity = (one: Group, other: Group): number => identity(one).localeCompare(identity(other));
  const served = snapshot.contacts.map((contact) => without(contact, OF_THE_HUB)).sort(byIdentity);
  const listed = [...expected.studentcontacts].sort(byIdentity);
  expect(served).toHaveLength(listed.length);
  served.forEach((contact, place) =>
    expectRecord(`contact ${textAt(contact, 'name')}`, contact, pick(listed, place), snapshot.names),
  );
};

const allKeys = (record: Group): string[] => Object.keys(record).sort();

export const idOfName = (snapshot: Snapshot, name: string): string | undefined =>
  [...snapshot.names].find(([, known]) => known === name)?.[0];

export const contactOf = (snapshot: Snapshot, student: string, name: string): WireRecord | undefined =>
  snapshot.contacts.find(
    (contact) =>
      contact['name'] === name && snapshot.names.get(textAt(contact, 'student')) === `student:${student}`,
  );
