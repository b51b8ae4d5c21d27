import { defineResource } from '../define-resource.ts';
import { contactPhone, reference, text } from '../field-kinds/index.ts';
import { column, district, guaranteed, id, ofDistrict, one, optional, parameters } from '../fields.ts';

export const contact = defineResource({
  name: 'contact',
  plural: 'contacts',
  eventName: 'studentcontacts',
  doc: 'A person to reach about one student. Siblings have a contact each, also for one parent.',
  gate: { scopes: ['read:sis', 'read:student_contacts'] },
  csv: {
    file: 'students',
    kept: {
      sis_id: {
        csv: column('Contact_sis_id', { private: true }),
        doc: 'Keeps the id of the contact stable.',
      },
    },
  },
  fields: {
    district,
    email: optional({
      kind: text,
      csv: column('Contact_email', { private: true }),
      doc: 'E-mail address, not checked.',
    }),
    name: guaranteed({
      kind: text,
      csv: column('Contact_name', { private: true }),
      doc: 'The full name, as one string.',
    }),
    phone: optional({
      kind: contactPhone,
      csv: column('Contact_phone', { private: true }),
      doc: 'Telephone number, digits only.',
    }),
    phone_type: optional({
      kind: text,
      csv: column('Contact_phone_type', { private: true }),
      doc: 'For example Cell, Home, Work.',
    }),
    relationship: optional({
      kind: text,
      csv: column('Contact_relationship', { private: true }),
      doc: 'How the person is related to the student, for example Parent.',
    }),
    student: guaranteed({ kind: reference('student'), doc: 'The student whose contact this is.' }),
    type: guaranteed({
      kind: text,
      csv: column('Contact_type', { private: true }),
      doc: 'The function of the contact, for example Primary or Emergency; as sent.',
    }),
    id,
  },
  relations: { district: ofDistrict, student: one('student', 'student', 'The student.') },
  list: { shape: 'wrapped', parameters: parameters.cursors },
  includable: false,
  example: {
    district: '5a3f1830e4b0a1b2c3d4e501',
    email: 'sam.cho@family.example.org',
    name: 'Sam Cho',
    phone: '3605550601',
    phone_type: 'Work',
    relationship: 'Parent',
    student: '5a3f1837e4b0a1b2c3d4e5a4',
    type: 'Primary',
    id: '5a3f183ce4b0a1b2c3d4e604',
  },
});
