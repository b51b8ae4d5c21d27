import { defineResource } from '../define-resource.ts';
import { grade, group, text } from '../field-kinds/index.ts';
import {
  column,
  created,
  district,
  guaranteed,
  id,
  lastModified,
  many,
  ofDistrict,
  optional,
  parameters,
} from '../fields.ts';

const ownSchool = (target: string, plural: string) =>
  many(
    target,
    { by: 'inverse', field: 'school' },
    { parameters: parameters.full, doc: `The ${plural} whose \`school\` is this one.` },
  );

export const school = defineResource({
  name: 'school',
  plural: 'schools',
  eventName: 'schools',
  doc: 'A school of a district.',
  gate: { scopes: ['read:sis', 'read:schools'] },
  identity: 'sis_id',
  csv: { file: 'schools' },
  fields: {
    created,
    district,
    high_grade: optional({ kind: grade, csv: column('High_grade'), doc: 'The highest grade taught here.' }),
    last_modified: lastModified,
    location: optional({
      kind: group({
        address: optional({ kind: text, csv: column('School_address'), doc: 'Street and number.' }),
        city: optional({ kind: text, csv: column('School_city'), doc: 'City.' }),
        state: optional({ kind: text, csv: column('School_state'), doc: 'State; codes are not checked.' }),
        zip: optional({ kind: text, csv: column('School_zip'), doc: 'Zip code, perhaps ZIP+4.' }),
      }),
      doc: 'Where the school is.',
    }),
    low_grade: optional({ kind: grade, csv: column('Low_grade'), doc: 'The lowest grade taught here.' }),
    mdr_number: optional({
      kind: text,
      csv: column('MDR_number'),
      doc: 'The number that market research gives the school.',
    }),
    name: guaranteed({
      kind: text,
      csv: column('School_name', { required: true }),
      doc: 'The name of the school.',
    }),
    nces_id: optional({
      kind: text,
      csv: column('NCES_id'),
      doc: 'The id in the federal directory of schools, usually 12 digits.',
    }),
    phone: optional({
      kind: text,
      csv: column('School_phone'),
      doc: 'Telephone number, in whatever form the source system has it.',
    }),
    principal: optional({
      kind: group({
        email: optional({
          kind: text,
          csv: column('Principal_email'),
          doc: 'E-mail address of the principal.',
        }),
        name: optional({
          kind: text,
          csv: column('Principal'),
          doc: 'Name of the principal, as one string.',
        }),
      }),
      doc: 'Who leads the school.',
    }),
    school_number: guaranteed({
      kind: text,
      csv: column('School_number', { recommended: true }),
      doc: 'The number of the school in the district; the `sis_id` where the district sends none.',
    }),
    sis_id: guaranteed({
      kind: text,
      csv: column('School_id', { required: true }),
      doc: 'The id that the SIS gives this school, unique in the district.',
    }),
    state_id: optional({
      kind: text,
      csv: column('State_id'),
      doc: 'The id that the state gives this school.',
    }),
    id,
  },
  relations: {
    district: ofDistrict,
    teachers: ownSchool('teacher', 'teachers'),
    students: ownSchool('student', 'students'),
    sections: ownSchool('section', 'sections'),
  },
  eventsLink: 'last',
  list: { shape: 'wrapped', parameters: parameters.full },
  includable: false,
  example: {
    created: '2017-12-24T03:00:00.412Z',
    district: '5a3f1830e4b0a1b2c3d4e501',
    high_grade: '5',
    last_modified: '2018-01-11T03:00:02.118Z',
    location: { address: '12 Jetty Lane', city: 'Harbor Point', state: 'WA', zip: '98501' },
    low_grade: 'PreKindergarten',
    name: 'Tidewater Elementary',
    nces_id: '530000000101',
    phone: '(360) 555-0101',
    principal: { email: 'rokafor@harborpoint.example.org', name: 'Rosalind Okafor' },
    school_number: '0101',
    sis_id: '0101',
    state_id: 'WA-7701',
    id: '5a3f1830e4b0a1b2c3d4e511',
  },
});
