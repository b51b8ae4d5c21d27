import { defineResource } from '../define-resource.ts';
import { references, text } from '../field-kinds/index.ts';
import {
  column,
  credentials,
  district,
  guaranteed,
  id,
  many,
  optional,
  parameters,
  personName,
} from '../fields.ts';

export const schoolAdmin = defineResource({
  name: 'school_admin',
  plural: 'school_admins',
  eventName: 'schooladmins',
  doc: 'A member of staff who oversees one or more schools.',
  gate: { scopes: ['read:school_admins'] },
  ruleFields: ['schools', 'title', 'staff_id', 'role'],
  identity: 'staff_id',
  csv: {
    file: 'staff',
    dropped: ['Password'],
    kept: {
      department: { csv: column('Department'), doc: 'The department.' },
      role: { csv: column('Role'), doc: 'The role in the portal, for example School Tech Lead.' },
    },
  },
  fields: {
    credentials,
    district,
    email: guaranteed({
      kind: text,
      csv: column('Staff_email', { required: true, aliases: ['Admin_email'] }),
      doc: 'E-mail address: not checked.',
      basic: true,
    }),
    name: guaranteed({ kind: personName(true, false), doc: 'The name of the person.', basic: true }),
    schools: guaranteed({
      kind: references('school', 'in ascending order'),
      csv: column('School_id', { required: true }),
      doc: 'The schools the person oversees; one row of the file for each.',
    }),
    staff_id: guaranteed({
      kind: text,
      csv: column('Staff_id', { required: true }),
      doc: 'The id that the SIS gives this person.',
    }),
    title: optional({
      kind: text,
      csv: column('Title', { aliases: ['Admin_title'] }),
      doc: 'The title or function of the person.',
    }),
    id,
  },
  relations: {
    schools: many(
      'school',
      { by: 'own', field: 'schools' },
      { withoutPaging: true, doc: 'The schools the person oversees.' },
    ),
  },
  list: { shape: 'wrapped', parameters: parameters.full, withoutPaging: true },
  includable: true,
  example: {
    district: '5a3f1830e4b0a1b2c3d4e501',
    email: 'bamadi@harborpoint.example.org',
    name: { first: 'Badr', last: 'Amadi' },
    schools: ['5a3f1830e4b0a1b2c3d4e511', '5a3f1830e4b0a1b2c3d4e512'],
    staff_id: 'A2',
    title: 'Tech Coordinator',
    id: '5a3f183be4b0a1b2c3d4e5e1',
  },
});
