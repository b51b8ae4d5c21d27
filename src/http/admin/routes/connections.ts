import { can } from '../../../accounts/index.ts';
import {
  acceptConnection,
  acceptScopes,
  acceptWithheld,
  changeSharing,
  connections,
  createConnection,
  disconnect,
  getApplication,
  getConnection,
  proposeConnection,
  setLaunchDate,
  withheldFrom,
} from '../../../directory/index.ts';
import { RollbookError } from '../../../errors/index.ts';
import { SCOPES } from '../../../roster/index.ts';
import { NOTHING_SHARED, parseSharing } from '../../../sharing/index.ts';
import type { Connection } from '../../../store/index.ts';
import { anyObject, fields, listOf, objectId, oneOf, optional, orNull, text } from '../fields.ts';
import { notHere } from '../place.ts';
import { renderConnection } from '../render.ts';
import { type Call, created, done, ok, route } from '../route.ts';
import { tokenFor } from './tokens.ts';

const scopeList = listOf(oneOf(Object.keys(SCOPES)), 50);
const attestation = optional(text({ max: 2000 }));
const launch_date = optional(text({ max: 40 }));

export async function renderWithNames({ desk }: Call, connection: Connection) {
  const { districtId, applicationId } = connection;
  const [district, application, withheld] = await Promise.all([
    desk.store.districts.findDistrict(districtId),
    desk.store.control.get('application', { id: applicationId }),
    withheldFrom(desk.store, connection),
  ]);
  const names = { district: district?.name ?? '', application: application?.name ?? '' };
  return renderConnection(connection, names, withheld, desk.now());
}

async function requireState(
  { desk }: Call,
  id: string,
  states: readonly Connection['state'][],
): Promise<void> {
  const { state } = await getConnection(desk.store.control, id);
  if (!states.includes(state))
    throw new RollbookError(
      'conflict',
      `The connection is ${state}; this answers one that is ${states.join(' or ')}.`,
    );
}

export const connectionRoutes = [
  route({
    method: 'GET',
    path: '/connections',
    doc: 'Which application reads which district, as far as you have to do with it.',
    permission: 'connection.view',
    isFiltered: true,
    query: fields({ district_id: optional(objectId), application_id: optional(objectId) }),
    answer: async (call) => {
      const { desk, who, query } = call;
      const all = await connections(desk.store, {
        ...(query.district_id === undefined ? {} : { districtId: query.district_id }),
        ...(query.application_id === undefined ? {} : { applicationId: query.application_id }),
      });
      const seen = all.filter(({ districtId, applicationId }) =>
        can(who.grants, 'connection.view', { districtId, applicationId }),
      );
      return ok({ connections: await Promise.all(seen.map((one) => renderWithNames(call, one))) });
    },
  }),
  route({
    method: 'GET',
    path: '/connections/:connection_id',
    doc: 'One connection.',
    permission: 'connection.view',
    answer: async (call) =>
      ok(
        await renderWithNames(call, await getConnection(call.desk.store.control, call.params.connection_id)),
      ),
  }),
  route({
    method: 'POST',
    path: '/districts/:district_id/connections',
    doc: 'Connect an application with the district at once. Nothing is shared unless "sharing" says what.',
    permission: 'connection.create',
    creates: true,
    body: fields({
      application_id: objectId,
      sharing: optional(anyObject),
      scopes: optional(scopeList),
      launch_date,
      attestation,
    }),
    answer: async (call) => {
      const { desk, acting, params, body } = call;
      const { autoApprove } = await getApplication(desk.store.control, body.application_id);
      const place = { districtId: params.district_id, applicationId: body.application_id };
      if (!autoApprove && !can(call.who.grants, 'connection.approve', place))
        throw new RollbookError(
          'conflict',
          'The team of this application answers each request itself. Request it: POST /admin/api/districts/{id}/requests.',
        );
      const { connection } = await createConnection(acting, {
        ...place,
        sharing: body.sharing === undefined ? NOTHING_SHARED : parseSharing(body.sharing),
        ...(body.scopes === undefined ? {} : { scopes: body.scopes }),
        launchDate: body.launch_date,
        attestation: body.attestation,
      });
      return created(`/connections/${connection.id}`, {
        ...(await renderWithNames(call, connection)),
        ...(await tokenFor(call, connection)),
      });
    },
  }),
  route({
    method: 'POST',
    path: '/districts/:district_id/requests',
    doc: 'Ask for an application; its team answers, unless it answers by itself.',
    permission: 'connection.request',
    creates: true,
    body: fields({ application_id: objectId, scopes: optional(scopeList), launch_date }),
    answer: async (call) => {
      const { acting, params, body } = call;
      const connection = await proposeConnection(acting, {
        by: 'district',
        districtId: params.district_id,
        applicationId: body.application_id,
        ...(body.scopes === undefined ? {} : { scopes: body.scopes }),
        launchDate: body.launch_date,
      });
      return created(`/connections/${connection.id}`, await renderWithNames(call, connection));
    },
  }),
  route({
    method: 'POST',
    path: '/applications/:application_id/invitations',
    doc: 'Invite a district, whose id it told you; it chooses what it shares.',
    permission: 'connection.invite',
    creates: true,
    body: fields({ district_id: objectId, launch_date }),
    answer: async (call) => {
      const { desk, acting, params, body } = call;
      if (!(await desk.store.districts.findDistrict(body.district_id))) throw notHere();
      const connection = await proposeConnection(acting, {
        by: 'application',
        districtId: body.district_id,
        applicationId: params.application_id,
        launchDate: body.launch_date,
      });
      return created(`/connections/${connection.id}`, await renderWithNames(call, connection));
    },
  }),
  route({
    method: 'POST',
    path: '/connections/:connection_id/acceptance',
    doc: 'The district accepts what was invited or is pending, with the scopes and the sharing that it chooses.',
    permission: 'connection.accept',
    body: fields({ sharing: optional(anyObject), scopes: optional(scopeList), attestation }),
    answer: async (call) => {
      const { acting, params, body } = call;
      const id = params.connection_id;
      await requireState(call, id, ['invited', 'pending']);
      if (body.scopes !== undefined) await acceptScopes(acting, id, body.scopes);
      if (body.sharing !== undefined)
        await changeSharing(acting, id, parseSharing(body.sharing), { attestation: body.attestation });
      const { connection } = await acceptConnection(acting, id);
      return ok({ ...(await renderWithNames(call, connection)), ...(await tokenFor(call, connection)) });
    },
  }),
  route({
    method: 'POST',
    path: '/connections/:connection_id/approval',
    doc: 'The team of the application approves what a district requested.',
    permission: 'connection.approve',
    body: fields({}),
    answer: async (call) => {
      const { acting, params } = call;
      await requireState(call, params.connection_id, ['requested']);
      const { connection } = await acceptConnection(acting, params.connection_id);
      return ok({ ...(await renderWithNames(call, connection)), ...(await tokenFor(call, connection)) });
    },
  }),
  route({
    method: 'POST',
    path: '/connections/:connection_id/withheld/acceptance',
    doc: 'The team of the application accepts a large change that was withheld from it: it is shown from the next request on.',
    permission: 'connection.accept_changes',
    body: fields({}),
    answer: async (call) =>
      ok(await renderWithNames(call, await acceptWithheld(call.acting, call.params.connection_id))),
  }),
  route({
    method: 'PUT',
    path: '/connections/:connection_id/launch-date',
    doc: 'From when people see the application; null: not yet.',
    permission: 'connection.launch',
    body: fields({ launch_date: orNull(text({ max: 40 })) }),
    answer: async (call) => {
      const { acting, params, body } = call;
      const connection = await setLaunchDate(acting, params.connection_id, body.launch_date ?? undefined);
      return ok(await renderWithNames(call, connection));
    },
  }),
  route({
    method: 'PUT',
    path: '/connections/:connection_id/scopes',
    doc: 'Accept scopes that the application asks for. Fewer count from the next request on.',
    permission: 'connection.accept_scopes',
    body: fields({ scopes: scopeList }),
    answer: async (call) => {
      const { acting, params, body } = call;
      return ok(await renderWithNames(call, await acceptScopes(acting, params.connection_id, body.scopes)));
    },
  }),
  route({
    method: 'DELETE',
    path: '/connections/:connection_id',
    doc: 'End a connection: its tokens open nothing from the next request on.',
    permission: 'connection.disconnect',
    answer: async (call) => {
      await disconnect(call.acting, call.params.connection_id);
      return done;
    },
  }),
];
