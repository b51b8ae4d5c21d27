import { defineResource } from '../define-resource.ts';
import { text } from '../field-kinds/index.ts';
import { guaranteed, id, many, optional, parameters } from '../fields.ts';

const every = (target: string, plural: string) =>
  many(target, { by: 'district' }, { parameters: parameters.full, doc: `Every ${plural} of the district.` });

export const district = defineResource({
  name: 'district',
  plural: 'districts',
  eventName: 'districts',
  doc: 'A school district: the owner of all its records. A district token sees exactly one.',
  gate: { scopes: 'any' },
  fields: {
    mdr_number: optional({ kind: text, doc: 'The number that market research gives the district.' }),
    name: guaranteed({ kind: text, doc: 'The name of the district.', basic: true }),
    id,
  },
  relations: {
    schools: every('school', 'school'),
    teachers: every('teacher', 'teacher'),
    students: every('student', 'student'),
    sections: every('section', 'section'),
    admins: many(
      'district_admin',
      { by: 'district' },
      {
        shape: 'bare',
        parameters: [],
        unlinked: true,
        withoutPaging: true,
        doc: 'The people who administer the district here.',
      },
    ),
    status: many(
      'district_status',
      { by: 'self' },
      { parameters: [], unlinked: true, withoutPaging: true, doc: 'How the last sync went: a list of one.' },
    ),
  },
  eventsLink: 'last',
  list: { shape: 'wrapped', parameters: parameters.full },
  includable: true,
  example: { name: 'Harbor Point Unified', mdr_number: '04931211', id: '5a3f1830e4b0a1b2c3d4e501' },
});
