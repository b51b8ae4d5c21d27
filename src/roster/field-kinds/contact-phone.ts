import type { FieldKind } from '../define-resource.ts';

/**
 * A guardian's telephone number: the digits alone, ten of them, or eleven that begin with 1. Anything else is emptied
 * and reported. An extension is never cut off: that would dial a switchboard as a parent (`roster-csv` 1.11).
 */
export const contactPhone: FieldKind<string> = {
  name: 'Phone digits',
  fidelity: ['validated', 'normalized'],
  schema: { type: 'string', pattern: '^(1?[0-9]{10})?$' },
  accepts:
    'Ten digits, or eleven that begin with 1, with any punctuation. Anything else, a number with an extension among them, becomes empty, with a warning.',
  form: 'Ten digits, or eleven beginning with 1, without punctuation; or empty.',
  example: '3605550601',
  blank: '',
  fromCsv: (cell, report) => {
    const digits = cell.replace(/\D/g, '');
    const isPlain = digits.length === 10 || (digits.length === 11 && digits.startsWith('1'));
    if (isPlain && !/x|ext|#/i.test(cell)) return digits;
    report('phone_dropped', 'left empty');
    return '';
  },
};
