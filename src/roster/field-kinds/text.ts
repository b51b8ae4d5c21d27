import type { FieldKind } from '../define-resource.ts';

/** Text as the SIS has it: trimmed at both ends by the reader, otherwise untouched. */
export const text: FieldKind<string> = {
  name: 'String',
  fidelity: ['verbatim'],
  schema: { type: 'string' },
  form: 'Text as the source system has it. No maximum length; 255 characters is a sensible column size.',
  example: 'text',
  fromCsv: (cell) => cell,
  blank: '',
};
