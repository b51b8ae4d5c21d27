/**
 * Who may do what: the one table of the authorization matrix (reliability 6), typed in from `auth-and-sharing` 7.2, 7.3 and 8.3. There is no
 * default cell: an endpoint, field, scope or principal that has no row here fails the suite.
 */

export const PERSONS = ['student', 'teacher', 'school_admin', 'district_admin'] as const;
export type Person = (typeof PERSONS)[number];

/** Each scope, and so a principal that has it alone. */
export const SCOPE_ROWS = {
  'read:user_id': true,
  'read:sis': true,
  'read:schools': true,
  'read:sections': true,
  'read:students': true,
  'read:teachers': true,
  'read:student_contacts': true,
  'read:school_admins': true,
  'read:district_admins': true,
  'read:students_basic': true,
  'read:teachers_basic': true,
  'read:school_admins_basic': true,
  'read:district_admins_basic': true,
} as const;
export type ScopeName = keyof typeof SCOPE_ROWS;

export interface EndpointRow {
  /** What is told: a record type, or something else. */
  readonly tells:
    | 'district'
    | 'school'
    | 'teacher'
    | 'student'
    | 'section'
    | 'school_admin'
    | 'district_admin'
    | 'contact'
    | 'other';
  /** The scopes each of which alone opens the endpoint to a district token. */
  readonly alone: readonly ScopeName[] | 'any';
  /** Whose Instant Login token may enter; of records it finds the own one alone. */
  readonly persons: readonly Person[];
  /** The same where a teacher authorized the application. */
  readonly library: readonly Person[];
}

const none: readonly Person[] = [];
const SIS = ['read:sis'] as const;

/** A list, and everything below a record, of which only Secure Sync is told. */
const sync = (tells: EndpointRow['tells'], ...more: readonly ScopeName[]): EndpointRow => ({
  tells,
  alone: more.length > 0 ? [...SIS, ...more] : SIS,
  persons: none,
  library: none,
});
/** Opened by one scope that read:sis does not include. */
const only = (tells: EndpointRow['tells'], scope: ScopeName, persons = none): EndpointRow => ({
  tells,
  alone: [scope],
  persons,
  library: persons,
});

export const ENDPOINTS: Readonly<Record<string, EndpointRow>> = {
  '/me': { tells: 'other', alone: 'any', persons: PERSONS, library: ['student', 'teacher'] },
  '/v1.1/me': { tells: 'other', alone: 'any', persons: PERSONS, library: ['student', 'teacher'] },

  '/v1.1/districts': { tells: 'district', alone: 'any', persons: none, library: none },
  '/v1.1/districts/{id}': { tells: 'district', alone: 'any', persons: PERSONS, library: none },
  '/v1.1/districts/{id}/schools': sync('school', 'read:schools'),
  '/v1.1/districts/{id}/teachers': sync('teacher', 'read:teachers'),
  '/v1.1/districts/{id}/students': sync('student', 'read:students'),
  '/v1.1/districts/{id}/sections': sync('section', 'read:sections'),
  '/v1.1/districts/{id}/admins': only('district_admin', 'read:district_admins'),
  '/v1.1/districts/{id}/status': { tells: 'other', alone: 'any', persons: none, library: none },

  '/v1.1/schools': sync('school', 'read:schools'),
  '/v1.1/schools/{id}': { ...sync('school', 'read:schools'), persons: PERSONS },
  '/v1.1/schools/{id}/district': sync('district', 'read:schools'),
  '/v1.1/schools/{id}/teachers': sync('teacher'),
  '/v1.1/schools/{id}/students': sync('student'),
  '/v1.1/schools/{id}/sections': sync('section'),

  '/v1.1/teachers': sync('teacher', 'read:teachers'),
  '/v1.1/teachers/{id}': { ...sync('teacher', 'read:teachers'), persons: ['teacher'], library: ['teacher'] },
  '/v1.1/teachers/{id}/district': { ...sync('district'), persons: ['teacher'] },
  '/v1.1/teachers/{id}/school': { ...sync('school'), persons: ['teacher'] },
  '/v1.1/teachers/{id}/students': sync('student'),
  '/v1.1/teachers/{id}/sections': { ...sync('section'), library: ['teacher'] },
  '/v1.1/teachers/{id}/grade_levels': sync('other', 'read:teachers'),

  '/v1.1/students': sync('student', 'read:students'),
  '/v1.1/students/{id}': { ...sync('student', 'read:students'), persons: ['student'], library: ['student'] },
  '/v1.1/students/{id}/district': { ...sync('district'), persons: ['student'] },
  '/v1.1/students/{id}/sections': { ...sync('section'), library: ['student'] },
  '/v1.1/students/{id}/school': { ...sync('school'), persons: ['student'] },
  '/v1.1/students/{id}/teachers': sync('teacher'),
  '/v1.1/students/{id}/contacts': sync('contact'),

  '/v1.1/sections': sync('section', 'read:sections'),
  '/v1.1/sections/{id}': sync('section', 'read:sections'),
  '/v1.1/sections/{id}/district': sync('district'),
  '/v1.1/sections/{id}/teacher': sync('teacher'),
  '/v1.1/sections/{id}/teachers': sync('teacher'),
  '/v1.1/sections/{id}/students': { ...sync('student'), library: ['student', 'teacher'] },
  '/v1.1/sections/{id}/school': sync('school'),

  '/v1.1/school_admins': only('school_admin', 'read:school_admins'),
  '/v1.1/school_admins/{id}': only('school_admin', 'read:school_admins', ['school_admin']),
  // Both gates: no scope opens it alone.
  '/v1.1/school_admins/{id}/schools': { tells: 'school', alone: [], persons: none, library: none },

  '/v1.1/district_admins': only('district_admin', 'read:district_admins'),
  '/v1.1/district_admins/{id}': only('district_admin', 'read:district_admins', ['district_admin']),

  '/v1.1/contacts': sync('contact', 'read:student_contacts'),
  '/v1.1/contacts/{id}': sync('contact', 'read:student_contacts'),
  '/v1.1/contacts/{id}/district': sync('district'),
  '/v1.1/contacts/{id}/student': sync('student'),
};

/**
 * How much is told of a record. `sync`: to a district token of Secure Sync; `granted`: also what takes a grant; `own`: to the person's own
 * token with read:sis; `basic`: to the smaller tier of who signed in; `library`: where a teacher authorized; `identity`: that it is there.
 */
export type Level = 'sync' | 'granted' | 'own' | 'basic' | 'library' | 'identity';

const ALL: readonly Level[] = ['sync', 'granted', 'own', 'basic', 'library', 'identity'];
const NOT_LIBRARY: readonly Level[] = ['sync', 'granted', 'own', 'basic', 'identity'];
const WHOLE: readonly Level[] = ['sync', 'granted', 'own'];
const WHO: readonly Level[] = ['sync', 'granted', 'own', 'basic', 'library'];
const WHO_NOT_LIBRARY: readonly Level[] = ['sync', 'granted', 'own', 'basic'];
const CLASS: readonly Level[] = ['sync', 'granted', 'own', 'library'];

type FieldRows = Readonly<Record<string, readonly Level[]>>;
const whole = (...paths: readonly string[]): FieldRows =>
  Object.fromEntries(paths.map((path) => [path, WHOLE]));

export const FIELDS: Readonly<Record<Exclude<EndpointRow['tells'], 'other'> | 'district_status', FieldRows>> =
  {
    district: { id: ALL, name: ['sync', 'granted', 'own', 'basic'], mdr_number: WHOLE },
    district_status: whole('id', 'sis_type', 'state', 'error', 'instant_login', 'last_sync'),
    school: whole(
      'created',
      'district',
      'high_grade',
      'last_modified',
      'location.address',
      'location.city',
      'location.state',
      'location.zip',
      'low_grade',
      'mdr_number',
      'name',
      'nces_id',
      'phone',
      'principal.email',
      'principal.name',
      'school_number',
      'sis_id',
      'state_id',
      'id',
    ),
    teacher: {
      id: ALL,
      district: NOT_LIBRARY,
      email: WHO,
      'name.first': WHO,
      'name.last': WHO,
      ...whole(
        'name.middle',
        'created',
        'credentials.district_username',
        'last_modified',
        'school',
        'sis_id',
        'state_id',
        'teacher_number',
        'title',
      ),
    },
    student: {
      id: ALL,
      district: NOT_LIBRARY,
      email: WHO_NOT_LIBRARY,
      grade: CLASS,
      'name.first': WHO,
      // In Library the initial alone; checked apart.
      'name.last': WHO,
      frl_status: ['granted'],
      iep_status: ['granted'],
      ...whole(
        'created',
        'credentials.district_username',
        'dob',
        'ell_status',
        'gender',
        'hispanic_ethnicity',
        'last_modified',
        'location.address',
        'location.city',
        'location.state',
        'location.zip',
        'name.middle',
        'race',
        'school',
        'sis_id',
        'state_id',
        'student_number',
      ),
    },
    section: {
      id: ALL,
      grade: CLASS,
      name: CLASS,
      section_number: CLASS,
      students: CLASS,
      subject: CLASS,
      teacher: CLASS,
      teachers: CLASS,
      ...whole(
        'course_description',
        'course_name',
        'course_number',
        'created',
        'district',
        'last_modified',
        'period',
        'school',
        'sis_id',
        'term.name',
        'term.start_date',
        'term.end_date',
      ),
    },
    school_admin: {
      id: ALL,
      district: NOT_LIBRARY,
      email: WHO_NOT_LIBRARY,
      'name.first': WHO_NOT_LIBRARY,
      'name.last': WHO_NOT_LIBRARY,
      ...whole('credentials.district_username', 'schools', 'staff_id', 'title'),
    },
    district_admin: {
      id: ALL,
      district: NOT_LIBRARY,
      email: WHO_NOT_LIBRARY,
      'name.first': WHO_NOT_LIBRARY,
      'name.last': WHO_NOT_LIBRARY,
      ...whole('title'),
    },
    contact: whole(
      'district',
      'email',
      'name',
      'phone',
      'phone_type',
      'relationship',
      'student',
      'type',
      'id',
    ),
  };

/** Which records of the matrix's district a principal sees; see matrix-world.ts. */
export type View = 'everything' | 'by_school' | 'by_section' | 'by_rule' | 'other_district';

export type PrincipalRow =
  /** 401, whatever is asked. */
  | { readonly opens: 'nothing' }
  /** A district token with every scope. */
  | { readonly opens: 'roster'; readonly view: View; readonly level: 'sync' | 'granted' }
  /** A district token of the smaller tier: the district, and what is told to anybody. */
  | { readonly opens: 'district'; readonly level: 'basic' }
  | { readonly opens: 'scope'; readonly scope: ScopeName }
  | { readonly opens: 'person'; readonly person: Person; readonly level: 'own' | 'basic' | 'identity' }
  | { readonly opens: 'library'; readonly person: 'student' | 'teacher' };

const nothing: PrincipalRow = { opens: 'nothing' };
const roster = (view: View, level: 'sync' | 'granted' = 'sync'): PrincipalRow => ({
  opens: 'roster',
  view,
  level,
});

export const PRINCIPALS: Readonly<Record<string, PrincipalRow>> = {
  none: nothing,
  malformed: nothing,
  unknown: nothing,
  'wrong checksum': nothing,
  'demo token': nothing,
  'session as bearer': nothing,
  'account session as bearer': nothing,
  'person expired': nothing,
  'person revoked': nothing,
  'person who left': nothing,
  'person not shared': nothing,
  'person of a type the application does not take': nothing,
  'student before the launch': nothing,
  'district admin before the launch': { opens: 'person', person: 'district_admin', level: 'own' },
  'old token after grace': nothing,
  'old token in grace': roster('everything'),
  'token after rotation': roster('everything'),
  'disabled application': nothing,
  'person of a disabled application': nothing,
  disconnected: nothing,
  'person of a disconnected application': nothing,
  'by school': roster('by_school'),
  'by section': roster('by_section'),
  'by rule': roster('by_rule'),
  everything: roster('everything'),
  granted: roster('everything', 'granted'),
  'another application': roster('everything'),
  'same application in another district': roster('other_district'),
  'sso only': { opens: 'district', level: 'basic' },
  ...Object.fromEntries(
    (Object.keys(SCOPE_ROWS) as ScopeName[]).map((scope): [string, PrincipalRow] => [
      `${scope} alone`,
      { opens: 'scope', scope },
    ]),
  ),
  ...Object.fromEntries(
    PERSONS.flatMap((person): [string, PrincipalRow][] => [
      [`${person}, sso`, { opens: 'person', person, level: 'basic' }],
      [`${person}, read:sis`, { opens: 'person', person, level: 'own' }],
      [`${person}, read:user_id alone`, { opens: 'person', person, level: 'identity' }],
    ]),
  ),
  'student, library': { opens: 'library', person: 'student' },
  'teacher, library': { opens: 'library', person: 'teacher' },
  'teacher who did not authorize, library': nothing,
  'student of no teacher who authorized, library': nothing,
};
