import type { FieldKind } from '../define-resource.ts';

/** A JSON boolean; `instant_login` is the only one of v1.1 (`api-v1.1` 8.6). */
export const jsonBoolean: FieldKind<boolean> = {
  name: 'JSON boolean',
  fidelity: ['validated'],
  schema: { type: 'boolean' },
  form: '`true` or `false`.',
  example: true,
};
