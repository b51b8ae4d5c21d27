import { defineResource } from '../define-resource.ts';
import { group, text } from '../field-kinds/index.ts';
import { district, guaranteed, id, optional } from '../fields.ts';

export const districtAdmin = defineResource({
  name: 'district_admin',
  plural: 'district_admins',
  doc: 'A person who administers the district here. No file carries these records; they are entered in the hub.',
  gate: { scopes: ['read:district_admins'] },
  fields: {
    id,
    district,
    email: guaranteed({ kind: text, doc: 'E-mail address: not checked.', basic: true }),
    name: optional({
      kind: group({
        first: optional({ kind: text, doc: 'Given name.', basic: true }),
        last: optional({ kind: text, doc: 'Family name.', basic: true }),
      }),
      doc: 'The name of the person.',
      basic: true,
    }),
    title: optional({ kind: text, doc: 'The title or function of the person.' }),
  },
  relations: {},
  list: { shape: 'bare', parameters: ['starting_after', 'ending_before', 'show_links'] },
  includable: false,
  example: {
    id: '5a3f183be4b0a1b2c3d4e5f1',
    district: '5a3f1830e4b0a1b2c3d4e501',
    email: 'vlindqvist@harborpoint.example.org',
    name: { first: 'Vera', last: 'Lindqvist' },
    title: 'Director of Technology',
  },
});
