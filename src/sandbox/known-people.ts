import type { Person } from '../access/index.ts';
import type { AudienceReader } from '../store/index.ts';

export const HIGH_SCHOOL_ID = '530e595026403103360ff9fd';

async function firstOf(reader: AudienceReader, type: Person['type']): Promise<Person | undefined> {
  const [id] = (await reader.listDirectory(type)).firstIds;
  return id === undefined ? undefined : { type, id };
}

async function teacherOf(reader: AudienceReader, sections: readonly string[]): Promise<Person | undefined> {
  const [section] = await reader.items('section', sections.slice(0, 1));
  const parsed: unknown = section && JSON.parse(section.item.toString('utf8'));
  const data = typeof parsed === 'object' && parsed !== null && 'data' in parsed ? parsed.data : undefined;
  const teacher = typeof data === 'object' && data !== null && 'teacher' in data ? data.teacher : undefined;
  return typeof teacher === 'string' ? { type: 'teacher', id: teacher } : undefined;
}

/**
 * One person of each type, always the same: the first student by id of the high school who has a contact and sections, the primary teacher of the
 * first of these sections, the school admin, and the first district admin.
 */
export async function knownPeople(reader: AudienceReader): Promise<readonly Person[]> {
  const others = [await firstOf(reader, 'school_admin'), await firstOf(reader, 'district_admin')];
  for (const id of await reader.children('student.school', HIGH_SCHOOL_ID)) {
    const sections = await reader.children('section.students', id);
    if (sections.length === 0 || (await reader.children('contact.student', id)).length === 0) continue;
    const people = [{ type: 'student' as const, id }, await teacherOf(reader, sections), ...others];
    return people.filter((person) => person !== undefined);
  }
  return others.filter((person) => person !== undefined);
}
