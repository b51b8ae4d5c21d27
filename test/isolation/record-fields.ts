/**
 * The fields of v1.1 records as the contract lists them (`api-v1.1` 7), typed in by hand: the tests share no fact with the catalogue.
 * A field that is served and does not stand here fails.
 */
import type { Draw } from './draw.ts';

export const TYPES = [
  'school',
  'teacher',
  'student',
  'section',
  'school_admin',
  'contact',
  'district_admin',
] as const;
export type Type = (typeof TYPES)[number];

export const PLURALS: Readonly<Record<Type, string>> = {
  school: 'schools',
  teacher: 'teachers',
  student: 'students',
  section: 'sections',
  school_admin: 'school_admins',
  contact: 'contacts',
  district_admin: 'district_admins',
};

type Form =
  'canary' | 'email' | 'grade' | 'yes_no' | 'lunch' | 'gender' | 'race' | 'dob' | 'day' | 'subject' | 'phone';

interface Value {
  readonly column: string;
  readonly form: Form;
}

const of = (column: string, form: Form = 'canary'): Value => ({ column, form });

/** By path: what is read from a column, and served as it is written unless the sharing says otherwise. */
export const VALUES: Readonly<Record<Type, Readonly<Record<string, Value>>>> = {
  school: {
    high_grade: of('High_grade', 'grade'),
    low_grade: of('Low_grade', 'grade'),
    'location.address': of('School_address'),
    'location.city': of('School_city'),
    'location.state': of('School_state'),
    'location.zip': of('School_zip'),
    mdr_number: of('MDR_number'),
    name: of('School_name'),
    nces_id: of('NCES_id'),
    phone: of('School_phone'),
    'principal.email': of('Principal_email', 'email'),
    'principal.name': of('Principal'),
    school_number: of('School_number'),
    state_id: of('State_id'),
  },
  teacher: {
    'credentials.district_username': of('Username'),
    email: of('Teacher_email', 'email'),
    'name.first': of('First_name'),
    'name.last': of('Last_name'),
    'name.middle': of('Middle_name'),
    state_id: of('State_teacher_id'),
    teacher_number: of('Teacher_number'),
    title: of('Title'),
  },
  student: {
    'credentials.district_username': of('Username'),
    dob: of('DOB', 'dob'),
    ell_status: of('Ell_status', 'yes_no'),
    email: of('Student_email', 'email'),
    frl_status: of('Frl_status', 'lunch'),
    gender: of('Gender', 'gender'),
    grade: of('Grade', 'grade'),
    hispanic_ethnicity: of('Hispanic_Latino', 'yes_no'),
    iep_status: of('IEP_status', 'yes_no'),
    'location.address': of('Student_street'),
    'location.city': of('Student_city'),
    'location.state': of('Student_state'),
    'location.zip': of('Student_zip'),
    'name.first': of('First_name'),
    'name.last': of('Last_name'),
    'name.middle': of('Middle_name'),
    race: of('Race', 'race'),
    state_id: of('State_id'),
    student_number: of('Student_number'),
  },
  section: {
    course_description: of('Course_description'),
    course_name: of('Course_name'),
    course_number: of('Course_number'),
    grade: of('Grade', 'grade'),
    name: of('Name'),
    period: of('Period'),
    section_number: of('Section_number'),
    subject: of('Subject', 'subject'),
    'term.name': of('Term_name'),
    'term.start_date': of('Term_start', 'day'),
    'term.end_date': of('Term_end', 'day'),
  },
  school_admin: {
    'credentials.district_username': of('Username'),
    email: of('Staff_email', 'email'),
    'name.first': of('First_name'),
    'name.last': of('Last_name'),
    title: of('Title'),
  },
  contact: {
    email: of('Contact_email', 'email'),
    name: of('Contact_name'),
    phone: of('Contact_phone', 'phone'),
    phone_type: of('Contact_phone_type'),
    relationship: of('Contact_relationship'),
    type: of('Contact_type'),
  },
  district_admin: {
    email: of('', 'email'),
    'name.first': of(''),
    'name.last': of(''),
    title: of(''),
  },
};

/** Columns that are never served by v1.1, whoever asks. */
export const UNSERVED: Readonly<Partial<Record<Type, readonly string[]>>> = {
  teacher: ['Password'],
  student: ['Password', 'Home_language', 'Weighted_gpa', 'Disability_type', 'Gifted_status'],
  school_admin: ['Password', 'Department', 'Role'],
};

/** Fields that stand in every record that is served (`api-v1.1` 7); the others can be left out. */
export const GUARANTEED: Readonly<Record<Type, readonly string[]>> = {
  school: ['created', 'district', 'last_modified', 'name', 'school_number', 'sis_id', 'id'],
  teacher: ['created', 'district', 'last_modified', 'name', 'school', 'sis_id', 'id'],
  student: ['created', 'district', 'last_modified', 'name', 'school', 'sis_id', 'id'],
  section: [
    'created',
    'district',
    'last_modified',
    'name',
    'school',
    'sis_id',
    'students',
    'subject',
    'teachers',
    'id',
  ],
  school_admin: ['district', 'email', 'name', 'schools', 'staff_id', 'id'],
  contact: ['district', 'name', 'student', 'type', 'id'],
  district_admin: ['district', 'email', 'id'],
};

/** Needs a grant of the district on top of everything else (`auth-and-sharing` 7.3). */
export const GRANTED = ['frl_status', 'iep_status'] as const;

/** The optional fields of a type, by their first name. */
export function optionalFields(type: Type): readonly string[] {
  const names = new Set(Object.keys(VALUES[type]).map((path) => path.split('.')[0] ?? ''));
  if (type === 'section') names.add('teacher');
  return [...names].filter((name) => !GUARANTEED[type].includes(name));
}

const CHOICES: Readonly<
  Record<Exclude<Form, 'canary' | 'email' | 'dob' | 'day' | 'phone'>, readonly string[]>
> = {
  grade: ['1', '2', '3', '4', 'Kindergarten'],
  yes_no: ['Y', 'N'],
  lunch: ['Free', 'Reduced', 'Paid'],
  gender: ['M', 'F'],
  race: ['Asian', 'Caucasian', 'Unknown'],
  subject: ['math', 'science'],
};

/** A value of a form, in the spelling in which it is served. */
export function drawValue(draw: Draw, form: Form, text: () => string): string {
  switch (form) {
    case 'canary':
      return `Né ${text()}`;
    case 'email':
      return `${text()}@x.example.org`;
    case 'dob':
      return `${draw.int(1, 12)}/${draw.int(1, 28)}/20${draw.int(10, 19)}`;
    case 'day':
      return `2026-0${draw.int(1, 9)}-${draw.int(10, 28)}`;
    case 'phone':
      return `36055${draw.digits(5, '0123456789')}`;
    case 'grade':
    case 'yes_no':
    case 'lunch':
    case 'gender':
    case 'race':
    case 'subject':
      return draw.pick(CHOICES[form]);
  }
}
