/** The kinds of field that record types are made of. */
export { contactPhone } from './contact-phone.ts';
export { dateOfBirth, termDate, timestamp } from './dates.ts';
export { gender, grade, lunchStatus, race, yesNo } from './enumerations.ts';
export { group } from './group.ts';
export { jsonBoolean } from './json-boolean.ts';
export { objectId, reference, references } from './object-id.ts';
export { oneOf } from './one-of.ts';
export { subject } from './subject.ts';
export { text } from './text.ts';
