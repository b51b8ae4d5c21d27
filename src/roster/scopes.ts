/** Scopes and tiers: what an application may be allowed to read, apart from what a district shares (`auth-and-sharing` 7). */

export const SCOPES = {
  'read:user_id': 'Who signed in: id, type and district.',
  'read:sis': 'The roster: schools, sections, students, teachers and contacts; the whole own record on /me.',
  'read:schools': 'Schools.',
  'read:sections': 'Sections.',
  'read:students': 'Students.',
  'read:teachers': 'Teachers.',
  'read:student_contacts': 'Contacts of students.',
  'read:school_admins': 'School admins.',
  'read:district_admins': 'District admins.',
  'read:students_basic': 'Name and e-mail address of a student who signs in.',
  'read:teachers_basic': 'Name and e-mail address of a teacher who signs in.',
  'read:school_admins_basic': 'Name and e-mail address of a school admin who signs in.',
  'read:district_admins_basic': 'Name and e-mail address of a district admin who signs in.',
} as const satisfies Record<string, string>;

export type Scope = keyof typeof SCOPES;

const ALL = Object.keys(SCOPES) as readonly Scope[];
const BASIC = ALL.filter((scope) => scope === 'read:user_id' || scope.endsWith('_basic'));

/** What an application bought or was given, and the most that its scopes can be (`auth-and-sharing` 0, 7.4). */
export const TIERS = {
  secure_sync: { doc: 'Reads rosters, and signs people in.', scopes: ALL },
  sso: { doc: 'Signs people in and learns who they are.', scopes: BASIC },
  library: { doc: 'Teachers authorize it for their own classes.', scopes: BASIC },
} as const satisfies Record<string, { readonly doc: string; readonly scopes: readonly Scope[] }>;

export type Tier = keyof typeof TIERS;

export function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPES, text);
}

export function isTier(text: string): text is Tier {
  return Object.hasOwn(TIERS, text);
}

/** Who signs in to applications, by record type (`auth-and-sharing` 8.2). Contacts do not. */
export const PERSON_TYPES = ['student', 'teacher', 'school_admin', 'district_admin'] as const;
export type PersonType = (typeof PERSON_TYPES)[number];

export function isPersonType(text: string): text is PersonType {
  return (PERSON_TYPES as readonly string[]).includes(text);
}

/** Which scopes open a record type; any one of them is enough. */
export interface Gate {
  /** `any`: every valid token. */
  readonly scopes: readonly Scope[] | 'any';
  /** Only with the tier that reads rosters. */
  readonly secureSync?: true;
}
