import { defineResource } from '../define-resource.ts';
import { jsonBoolean, objectId, oneOf, text, timestamp } from '../field-kinds/index.ts';
import { guaranteed, optional } from '../fields.ts';

export const SYNC_STATES = ['running', 'pending', 'error'] as const;

const state = oneOf({
  name: 'Sync state',
  values: SYNC_STATES,
  spellings: {},
  otherwise: 'pending',
  example: 'running',
  form: '`pending` before the first published sync, `error` when the last one failed, else `running`.',
});

export const districtStatus = defineResource({
  name: 'district_status',
  plural: 'district_status',
  doc: 'How the data of a district is kept up to date.',
  gate: { scopes: 'any' },
  fields: {
    id: guaranteed({ kind: objectId, doc: 'The id of the district.' }),
    sis_type: guaranteed({
      kind: text,
      doc: 'How the roster arrives: `sftp` for files in the Clever layout.',
    }),
    state: guaranteed({ kind: state, doc: 'What the last sync came to.' }),
    error: guaranteed({ kind: text, doc: 'Why the last sync failed; empty when it did not.' }),
    instant_login: guaranteed({
      kind: jsonBoolean,
      doc: 'Whether users of the district can sign in through the hub.',
    }),
    last_sync: optional({ kind: timestamp, doc: 'When the last sync that succeeded ended.' }),
  },
  relations: {},
  includable: false,
  example: {
    id: '5a3f1830e4b0a1b2c3d4e501',
    sis_type: 'sftp',
    state: 'running',
    error: '',
    instant_login: true,
    last_sync: '2018-01-11T03:00:06.042Z',
  },
});
