import { approveSync, getSync, record, rejectSync } from '../../../directory/index.ts';
import type { SyncEntry } from '../../../store/index.ts';
import { fields, matching, optional } from '../fields.ts';
import { ok, route } from '../route.ts';

const LISTED = 50;
const LISTED_MAX = 500;

const renderSync = ({ id, state, started, ended }: SyncEntry) => ({
  id,
  state,
  started,
  ended: ended ?? null,
});

/** With what names exactly its files: the SHA-256 of each, and by which rules they were read. */
const renderDecidable = (sync: SyncEntry) => ({ ...renderSync(sync), fingerprints: sync.fingerprints });

export const syncRoutes = [
  route({
    method: 'GET',
    path: '/districts/:district_id/syncs',
    doc: 'Imports of the district, the newest first.',
    permission: 'sync.view',
    query: fields({ limit: optional(matching('^[1-9][0-9]{0,2}$')) }),
    answer: async ({ desk, params, query }) => {
      const limit = Math.min(Number(query.limit ?? LISTED), LISTED_MAX);
      const syncs = await desk.store.districts.syncs(params.district_id, limit);
      return ok({ syncs: syncs.map(renderSync) });
    },
  }),
  route({
    method: 'GET',
    path: '/districts/:district_id/syncs/:sync_id',
    doc: 'The report of one import: what is wrong with the files, by file, line and column.',
    permission: 'sync.view',
    answer: async ({ desk, acting, params }) => {
      const districtId = params.district_id;
      const sync = await getSync(desk.store, districtId, params.sync_id);
      await desk.store.control.write((transaction) =>
        record(acting, transaction, { act: 'sync.report_viewed', subject: `sync:${sync.id}`, districtId }),
      );
      return ok({ ...renderDecidable(sync), report: sync.report ?? null });
    },
  }),
  route({
    method: 'POST',
    path: '/districts/:district_id/syncs/:sync_id/approval',
    doc: 'Approve a held import: the next import of exactly the files with these fingerprints is published.',
    permission: 'sync.decide',
    creates: true,
    body: fields({}),
    answer: async ({ acting, params }) =>
      ok(
        renderDecidable(
          await approveSync(acting, { districtId: params.district_id, syncId: params.sync_id }),
        ),
      ),
  }),
  route({
    method: 'POST',
    path: '/districts/:district_id/syncs/:sync_id/rejection',
    doc: 'Reject a held import, or take its approval back: its files are judged anew.',
    permission: 'sync.decide',
    creates: true,
    body: fields({}),
    answer: async ({ acting, params }) =>
      ok(
        renderDecidable(await rejectSync(acting, { districtId: params.district_id, syncId: params.sync_id })),
      ),
  }),
];
