/** What a teacher may authorize without the district: the Library tier (`auth-and-sharing` 3.1, step 8). */
import { EVERYTHING } from '../sharing/index.ts';
import type { Store } from '../store/index.ts';
import { isSamePerson } from './policy.ts';
import type { Person } from './principal.ts';

/** The audience that sees a district whole. Every district has it. */
export async function findWholeAudience(
  { districts }: Pick<Store, 'districts'>,
  districtId: string,
): Promise<string | undefined> {
  return (await districts.audiences(districtId)).find(({ policy }) => policy === EVERYTHING)?.id;
}

/** Whether an audience sees a person. */
export async function seesPerson(
  { roster }: Pick<Store, 'roster'>,
  { districtId, audienceId }: { readonly districtId: string; readonly audienceId: string },
  { type, id }: Person,
): Promise<boolean> {
  return (await roster.readFor(districtId, audienceId).visible(type, [id])).has(id);
}

export interface LibraryQuestion {
  readonly applicationId: string;
  readonly districtId: string;
  /** The one that sees the district whole. */
  readonly audienceId: string;
  readonly person: Person;
}

/** Whether the teacher, or one of the student's teachers, authorized the application. */
export async function isAuthorizedByTeacher(
  { control, roster }: Pick<Store, 'control' | 'roster'>,
  { applicationId, districtId, audienceId, person }: LibraryQuestion,
): Promise<boolean> {
  const authorizations = await control.find('teacher_authorization', { applicationId, districtId });
  const isBy = (teacherId: string) => isSamePerson(person, { type: 'teacher', id: teacherId });
  if (authorizations.some(({ teacherId }) => isBy(teacherId))) return true;
  if (person.type !== 'student') return false;
  const reader = roster.readFor(districtId, audienceId);
  const sections = new Set(await reader.children('section.students', person.id));
  for (const { teacherId } of authorizations)
    for (const taught of await reader.children('section.teachers', teacherId))
      if (sections.has(taught)) return true;
  return false;
}
