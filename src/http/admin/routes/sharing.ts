import {
  changeSharing,
  explain,
  getConnection,
  previewSharing,
  record,
  shareSite,
} from '../../../directory/index.ts';
import { parseSharing } from '../../../sharing/index.ts';
import type { Connection } from '../../../store/index.ts';
import { STORED_TYPES } from '../../../roster/index.ts';
import { anyObject, fields, flag, optional, text } from '../fields.ts';
import { notHere } from '../place.ts';
import { ok, route } from '../route.ts';

const renderSharing = ({ id, sharing, audienceId }: Connection) => ({
  connection_id: id,
  ...sharing,
  audience_id: audienceId ?? null,
});

/** For a tech lead: what the own school decided, and nothing of the others. */
const renderSite = ({ id, sharing: { share } }: Connection, schoolId: string) => ({
  connection_id: id,
  school_id: schoolId,
  is_shared: share.kind === 'site' && share.schools.includes(schoolId),
});

export const sharingRoutes = [
  route({
    method: 'GET',
    path: '/connections/:connection_id/sharing',
    doc: 'What the district shares with the application.',
    permission: 'sharing.view',
    answer: async ({ desk, params }) =>
      ok(renderSharing(await getConnection(desk.store.control, params.connection_id))),
  }),
  route({
    method: 'PUT',
    path: '/connections/:connection_id/sharing',
    doc: 'Change what is shared, in one act. "attestation" says why something that needs a grant may be given; with "at_once" an application that asks to be asked before large changes is not.',
    permission: 'sharing.edit',
    body: fields({
      sharing: anyObject,
      attestation: optional(text({ max: 2000 })),
      at_once: optional(flag),
    }),
    answer: async ({ acting, params, body }) => {
      const sharing = parseSharing(body.sharing);
      const { attestation, at_once: atOnce } = body;
      return ok(
        renderSharing(await changeSharing(acting, params.connection_id, sharing, { attestation, atOnce })),
      );
    },
  }),
  route({
    method: 'POST',
    path: '/connections/:connection_id/sharing/preview',
    doc: 'What a change of sharing would do: counts, fields, and records as the application would see them. Changes nothing.',
    permission: 'sharing.edit',
    body: fields({ sharing: anyObject }),
    answer: async ({ acting, desk, place, params, body }) => {
      const preview = await previewSharing(acting, params.connection_id, parseSharing(body.sharing));
      // Its samples are records of people.
      await desk.store.control.write((transaction) =>
        record(acting, transaction, {
          act: 'sharing.previewed',
          subject: `connection:${params.connection_id}`,
          districtId: place.districtId,
        }),
      );
      const { connectionId, ...rest } = preview;
      return ok({ connection_id: connectionId, ...rest });
    },
  }),
  route({
    method: 'GET',
    path: '/connections/:connection_id/explain/:record_type/:record_id',
    doc: 'Why the application can see a record, or cannot: every door on the way, and what would change the answer.',
    permission: 'record.explain',
    answer: async ({ acting, desk, place, params }) => {
      const type = STORED_TYPES.find((one) => one === params.record_type);
      if (!type) throw notHere();
      const { districtId = '', applicationId = '' } = place;
      const explanation = await explain(acting, { applicationId, districtId, type, id: params.record_id });
      await desk.store.control.write((transaction) =>
        record(acting, transaction, {
          act: 'record.explained',
          subject: `${type}:${params.record_id}`,
          districtId,
          detail: { connection: params.connection_id, application: applicationId },
        }),
      );
      const { isServed, steps } = explanation;
      return ok({
        district_id: districtId,
        application_id: applicationId,
        type,
        id: params.record_id,
        is_served: isServed,
        steps,
      });
    },
  }),
  route({
    method: 'PUT',
    path: '/connections/:connection_id/schools/:school_id',
    doc: 'Share a school, where the district leaves that to its schools.',
    permission: 'sharing.edit_site',
    answer: async ({ acting, params }) => {
      const schoolId = params.school_id;
      return ok(
        renderSite(await shareSite(acting, params.connection_id, { schoolId, isShared: true }), schoolId),
      );
    },
  }),
  route({
    method: 'DELETE',
    path: '/connections/:connection_id/schools/:school_id',
    doc: 'Do not share a school any more, where the district leaves that to its schools.',
    permission: 'sharing.edit_site',
    answer: async ({ acting, params }) => {
      const schoolId = params.school_id;
      return ok(
        renderSite(await shareSite(acting, params.connection_id, { schoolId, isShared: false }), schoolId),
      );
    },
  }),
];
