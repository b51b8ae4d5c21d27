import { describe, expect, it } from 'vitest';
import { resources } from '../../roster/index.ts';
import { linesOf } from './json-lines.ts';

const open = () => true;
const student = JSON.parse(JSON.stringify(resources.student.example)) as Readonly<Record<string, string>>;
const idOf = (name: string) => student[name] ?? '';
const item = { data: student, uri: `/v1.1/students/${idOf('id')}` };

describe('lines of an answer', () => {
  it('say the same as the JSON', () => {
    const value = {
      data: [item, item],
      paging: { current: 1 },
      links: [{ rel: 'self', uri: '/v1.1/students' }],
    };
    const text = [...linesOf(value, resources.student, open)]
      .map(
        ({ key, text: shown, comma }) =>
          `${key === undefined ? '' : `${JSON.stringify(key)}:`}${shown}${comma ? ',' : ''}`,
      )
      .join('');
    expect(JSON.parse(text)).toEqual(value);
  });

  it('lead from ids and uris to what they name', () => {
    const links = [...linesOf({ data: [item] }, resources.student, open)].flatMap(({ link }) => link ?? []);
    expect(links).toEqual([
      `/v1.1/districts/${idOf('district')}`,
      `/v1.1/schools/${idOf('school')}`,
      `/v1.1/students/${idOf('id')}`,
      `/v1.1/students/${idOf('id')}`,
    ]);
  });

  it('know the field of each key, members of groups included', () => {
    const fields = [...linesOf({ data: student, links: [] }, resources.student, open)].flatMap(
      ({ field }) => field?.path ?? [],
    );
    expect(fields).toContain('name.first');
    expect(fields).toContain('grade');
    expect(fields).not.toContain('links');
  });

  it('are one line for each record of a long list', () => {
    const value = { data: Array.from({ length: 10_000 }, () => item) };
    const lines = [...linesOf(value, resources.student, (id, isLong) => !(isLong || id.endsWith('!')))];
    expect(lines.length).toBe(10_004);
  });

  it('of a value that looks like markup are text', () => {
    const [line] = [...linesOf({ data: { name: '<b>x</b>' } }, resources.student, open)].filter(
      ({ key }) => key === 'name',
    );
    expect(line?.text).toBe('"<b>x</b>"');
  });
});
