import {
  can,
  districtAdmins,
  setTechLeadsMayImpersonate,
  techLeadsMayImpersonate,
} from '../../../accounts/index.ts';
import {
  addDistrictAdmin,
  createDistrict,
  getDistrict,
  randomHex,
  record,
  setLimits,
  setPaused,
} from '../../../directory/index.ts';
import { RollbookError } from '../../../errors/index.ts';
import { fields, flag, number, objectId, optional, text } from '../fields.ts';
import { findPlace } from '../place.ts';
import { renderDistrict } from '../render.ts';
import { type Call, created, done, ok, route } from '../route.ts';

/** Settings only for those who may see them. */
async function render({ desk, who }: Call, districtId: string) {
  const district = await getDistrict(desk.store, districtId);
  const withSettings = can(who.grants, 'district.view_settings', { districtId });
  return {
    ...renderDistrict(district, withSettings),
    ...(withSettings
      ? { tech_leads_may_impersonate: await techLeadsMayImpersonate(desk.store.control, districtId) }
      : {}),
  };
}

export const districtRoutes = [
  route({
    method: 'GET',
    path: '/districts',
    doc: 'The districts that you have to do with.',
    permission: 'district.view',
    isFiltered: true,
    answer: async (call) => {
      const { desk, who } = call;
      const districts = [];
      for (const { id } of await desk.store.districts.districts())
        if (can(who.grants, 'district.view', await findPlace(desk.store, { district_id: id })))
          districts.push(await render(call, id));
      return ok({ districts });
    },
  }),
  route({
    method: 'POST',
    path: '/districts',
    doc: 'Make a district that has no roster yet.',
    permission: 'district.create',
    creates: true,
    body: fields({ name: text({ max: 200 }), id: optional(objectId) }),
    answer: async (call) => {
      const { desk, acting, body } = call;
      if (desk.isSandbox)
        throw new RollbookError(
          'sandbox_folder',
          'The sandbox takes no other districts. Start without --sandbox.',
        );
      const { id } = await createDistrict(acting, body);
      await desk.store.control.write((transaction) =>
        record(acting, transaction, {
          act: 'district.create_requested',
          subject: `district:${id}`,
          districtId: id,
        }),
      );
      return created(`/districts/${id}`, await render(call, id));
    },
  }),
  route({
    method: 'GET',
    path: '/districts/:district_id',
    doc: 'One district.',
    permission: 'district.view',
    answer: async (call) => ok(await render(call, call.params.district_id)),
  }),
  route({
    method: 'PUT',
    path: '/districts/:district_id/pause',
    doc: 'Refuse imports, or let them in again. Applications go on reading.',
    permission: 'district.pause',
    body: fields({ is_paused: flag }),
    answer: async (call) => {
      await setPaused(call.acting, call.params.district_id, call.body.is_paused);
      return ok(await render(call, call.params.district_id));
    },
  }),
  route({
    method: 'PUT',
    path: '/districts/:district_id/limits',
    doc: 'Over how many percent of removed or updated records an import waits for a person.',
    permission: 'district.set_limits',
    body: fields({ removal_percent: number(0, 100), update_percent: number(0, 100) }),
    answer: async (call) => {
      const { removal_percent, update_percent } = call.body;
      await setLimits(call.acting, call.params.district_id, {
        removalPercent: removal_percent,
        updatePercent: update_percent,
      });
      return ok(await render(call, call.params.district_id));
    },
  }),
  route({
    method: 'PUT',
    path: '/districts/:district_id/tech-lead-impersonation',
    doc: 'Whether school tech leads may enter the portal as teachers of their school.',
    permission: 'impersonation.configure',
    body: fields({ is_allowed: flag }),
    answer: async ({ acting, params, body }) => {
      await setTechLeadsMayImpersonate(acting, params.district_id, body.is_allowed);
      return done;
    },
  }),
  route({
    method: 'GET',
    path: '/districts/:district_id/admins',
    doc: 'The records of people who administer the district.',
    permission: 'district_admin.view',
    answer: async ({ desk, acting, params }) => {
      const districtId = params.district_id;
      const admins = await districtAdmins(desk.store, districtId);
      await desk.store.control.write((transaction) =>
        record(acting, transaction, {
          act: 'district_admin.listed',
          subject: `district:${districtId}`,
          districtId,
          detail: { records: admins.length },
        }),
      );
      return ok({ district_admins: admins });
    },
  }),
  route({
    method: 'POST',
    path: '/districts/:district_id/admins',
    doc: 'Add a record of somebody who administers the district; no file carries them.',
    permission: 'district_admin.add',
    creates: true,
    body: fields({
      email: text({ max: 254 }),
      first: optional(text()),
      last: optional(text()),
      title: optional(text()),
    }),
    answer: async ({ acting, params, body }) => {
      const id = await addDistrictAdmin(acting, { ...body, districtId: params.district_id, randomHex });
      return created(`/districts/${params.district_id}/admins`, { id });
    },
  }),
];
