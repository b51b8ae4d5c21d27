import type { Json, WireRecord } from './wire.ts';

/** What the value of one field may look like on the wire. */
type Form = 'text' | 'ids' | 'boolean' | RegExp | readonly string[] | { readonly members: Fields };

interface Field {
  readonly form: Form;
  readonly guaranteed: boolean;
}

type Fields = Readonly<Record<string, Field>>;

const always = (form: Form): Field => ({ form, guaranteed: true });
const maybe = (form: Form): Field => ({ form, guaranteed: false });

export const OBJECT_ID = /^[0-9a-f]{24}$/;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const TERM_DATE = /^\d{4}-\d\d-\d\d$/;
const BIRTH_DATE = /^([1-9]|1[0-2])\/([1-9]|[12]\d|3[01])\/\d{4}$/;
const CONTACT_PHONE = /^(1?\d{10})?$/;

const GRADES = [
  ...['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'],
  ...['PreKindergarten', 'Kindergarten', 'PostGraduate', 'Other'],
];
const SUBJECTS = [
  ...['english/language arts', 'math', 'science', 'social studies', 'language', 'homeroom/advisory'],
  ...[
    'interventions/online learning',
    'technology and engineering',
    'PE and health',
    'arts and music',
    'other',
  ],
];
const RACES = [
  ...['Caucasian', 'Asian', 'Black or African American', 'American Indian'],
  ...['Hawaiian or Other Pacific Islander', 'Two or More Races', 'Unknown', ''],
];
const GENDERS = ['M', 'F', ''];
const FLAGS = ['Y', 'N', ''];
const SYNC_STATES = ['running', 'pending', 'error'];

const texts = (...names: readonly string[]): Form => ({
  members: Object.fromEntries(names.map((name) => [name, maybe('text')])),
});

const stamped: Fields = { created: always(TIMESTAMP), last_modified: always(TIMESTAMP) };
const identified: Fields = { id: always(OBJECT_ID), district: always(OBJECT_ID) };
const location = texts('address', 'city', 'state', 'zip', 'lat', 'lon');
const credentials = texts('district_username');

/** Every field a record of each type may have: section 7 of the wire contract, and its enumerations (8.4). */
const RECORDS: Readonly<Record<string, Fields>> = {
  district: { id: always(OBJECT_ID), name: always('text'), mdr_number: maybe('text') },
  school: {
    ...identified,
    ...stamped,
    name: always('text'),
    sis_id: always('text'),
    school_number: always('text'),
    low_grade: maybe(GRADES),
    high_grade: maybe(GRADES),
    location: maybe(location),
    mdr_number: maybe('text'),
    nces_id: maybe('text'),
    state_id: maybe('text'),
    phone: maybe('text'),
    principal: maybe(texts('name', 'email')),
  },
  section: {
    ...identified,
    ...stamped,
    school: always(OBJECT_ID),
    sis_id: always('text'),
    name: always('text'),
    students: always('ids'),
    teachers: always('ids'),
    teacher: maybe(OBJECT_ID),
    subject: always(SUBJECTS),
    grade: maybe(GRADES),
    course_name: maybe('text'),
    course_number: maybe('text'),
    course_description: maybe('text'),
    period: maybe('text'),
    section_number: maybe('text'),
    term: maybe({
      members: { name: maybe('text'), start_date: maybe(TERM_DATE), end_date: maybe(TERM_DATE) },
    }),
  },
  student: {
    ...identified,
    ...stamped,
    school: always(OBJECT_ID),
    sis_id: always('text'),
    name: always(texts('first', 'middle', 'last')),
    credentials: maybe(credentials),
    dob: maybe(BIRTH_DATE),
    gender: maybe(GENDERS),
    grade: maybe(GRADES),
    ell_status: maybe(FLAGS),
    hispanic_ethnicity: maybe(FLAGS),
    race: maybe(RACES),
    email: maybe('text'),
    location: maybe(location),
    state_id: maybe('text'),
    student_number: maybe('text'),
  },
  teacher: {
    ...identified,
    ...stamped,
    school: always(OBJECT_ID),
    sis_id: always('text'),
    name: always(texts('first', 'middle', 'last')),
    credentials: maybe(credentials),
    email: maybe('text'),
    state_id: maybe('text'),
    teacher_number: maybe('text'),
    title: maybe('text'),
  },
  school_admin: {
    ...identified,
    email: always('text'),
    name: always(texts('first', 'last')),
    schools: always('ids'),
    staff_id: always('text'),
    credentials: maybe(credentials),
    title: maybe('text'),
  },
  district_admin: {
    ...identified,
    email: always('text'),
    name: maybe(texts('first', 'last')),
    title: maybe('text'),
  },
  contact: {
    ...identified,
    student: always(OBJECT_ID),
    name: always('text'),
    type: always('text'),
    email: maybe('text'),
    phone: maybe(CONTACT_PHONE),
    phone_type: maybe('text'),
    relationship: maybe('text'),
  },
  district_status: {
    id: always(OBJECT_ID),
    sis_type: always('text'),
    state: always(SYNC_STATES),
    error: always('text'),
    instant_login: always('boolean'),
    last_sync: maybe(TIMESTAMP),
  },
};

const faultsOfIds = (path: string, value: Json): readonly string[] => {
  if (!Array.isArray(value)) return [`${path} is not a list`];
  const ids = value.map(String);
  const bad = ids.filter((id) => !OBJECT_ID.test(id)).map((id) => `${path} holds ${id}`);
  return new Set(ids).size === ids.length ? bad : [...bad, `${path} names an id twice`];
};

const faultsOfValue = (path: string, value: Json, form: Form): readonly string[] => {
  if (form === 'ids') return faultsOfIds(path, value);
  if (form === 'boolean') return typeof value === 'boolean' ? [] : [`${path} is not a boolean`];
  if (typeof form === 'object' && 'members' in form) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [`${path} is not a group`];
    const group = value as WireRecord;
    const empty = Object.keys(group).length === 0 ? [`${path} is an empty group`] : [];
    return [...empty, ...faultsOfFields(`${path}.`, group, form.members)];
  }
  if (typeof value !== 'string') return [`${path} is not a string`];
  if (form === 'text') return [];
  const fits = form instanceof RegExp ? form.test(value) : form.includes(value);
  return fits ? [] : [`${path} is ${JSON.stringify(value)}`];
};

const faultsOfFields = (prefix: string, record: WireRecord, fields: Fields): readonly string[] => {
  const missing = Object.entries(fields)
    .filter(([name, field]) => field.guaranteed && record[name] === undefined)
    .map(([name]) => `${prefix}${name} is missing`);
  const found = Object.entries(record).flatMap(([name, value]) => {
    const field = fields[name];
    return field === undefined
      ? [`${prefix}${name} is not served`]
      : faultsOfValue(prefix + name, value, field.form);
  });
  return [...missing, ...found];
};

/** Everything about a record that the contract does not allow; nothing when it is sound. */
export const faultsOf = (type: string, record: WireRecord): readonly string[] => {
  const fields = RECORDS[type];
  if (fields === undefined) throw new Error(`No such record type: ${type}`);
  return faultsOfFields('', record, fields).map(
    (fault) => `${type} ${JSON.stringify(record['id'])}: ${fault}`,
  );
};

/** The path word of each record type. */
export const PLURALS: Readonly<Record<string, string>> = {
  district: 'districts',
  school: 'schools',
  section: 'sections',
  student: 'students',
  teacher: 'teachers',
  school_admin: 'school_admins',
  district_admin: 'district_admins',
  contact: 'contacts',
};

export const pathOf = (type: string, id: string): string => {
  const plural = PLURALS[type];
  if (plural === undefined) throw new Error(`No path for ${type}.`);
  return `/v1.1/${plural}/${id}`;
};

/** The links of a single record besides `self`, in the order of the contract (4.3). */
export const RELS: Readonly<Record<string, readonly string[]>> = {
  district: ['schools', 'teachers', 'students', 'sections', 'events'],
  school: ['district', 'teachers', 'students', 'sections', 'events'],
  student: ['district', 'sections', 'school', 'teachers', 'contacts', 'events'],
  teacher: ['district', 'school', 'students', 'sections', 'grade_levels', 'events'],
  section: ['district', 'teacher', 'teachers', 'students', 'school', 'events'],
  school_admin: ['schools'],
  district_admin: [],
  contact: ['district', 'student'],
};
