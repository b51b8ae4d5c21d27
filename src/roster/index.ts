/**
 * What a roster is: record types, their fields, and the formats of values. Pure: no I/O, nothing of other folders, runs in a
 * browser too.
 */
export * from './catalogue.ts';
export type * from './define-resource.ts';
export { classifySubject } from './field-kinds/subject.ts';
export { text } from './field-kinds/text.ts';
export * from './object-id.ts';
export * from './scopes.ts';
export { NAME_WITHOUT_TEACHER } from './resources/section.ts';
export { SUBJECT_WORDS_VERSION } from './subject-words.ts';
