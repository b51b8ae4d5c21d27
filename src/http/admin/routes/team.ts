import {
  accounts,
  addGrant,
  checkGrant,
  createAccount,
  findAccountByEmail,
  getAccount,
  grantsOf,
  removeGrant,
  transferOwnership,
} from '../../../accounts/index.ts';
import { record } from '../../../directory/index.ts';
import { RollbookError } from '../../../errors/index.ts';
import { fields, objectId, oneOf, optional, text } from '../fields.ts';
import { renderAccount } from '../render.ts';
import { type Call, created, done, ok, route } from '../route.ts';

/** What a district gives and takes itself. Ownership is handed on, not given. */
const TEAM_ROLES = ['district_admin', 'help_desk', 'curriculum_lead', 'school_tech_lead'] as const;
type TeamRole = (typeof TEAM_ROLES)[number];

function needTeamRole(name: string): TeamRole {
  const role = TEAM_ROLES.find((one) => one === name);
  if (role) return role;
  throw new RollbookError(
    'bad_request',
    `A district gives and takes ${TEAM_ROLES.join(', ')}, not "${name}".`,
  );
}

/** An account as its district sees it: what it is elsewhere is left out. */
async function render({ desk }: Call, accountId: string, districtId: string) {
  const { control } = desk.store;
  const grants = await grantsOf(control, accountId);
  const { id, name, email, state, has_second_factor, roles } = renderAccount(
    await getAccount(control, accountId),
    grants.filter((grant) => grant.districtId === districtId),
  );
  return { id, name, email, state, has_second_factor, roles };
}

export const teamRoutes = [
  route({
    method: 'GET',
    path: '/districts/:district_id/team',
    doc: 'The accounts that have a role in the district.',
    permission: 'team.view',
    answer: async (call) => {
      const { desk, acting, params } = call;
      const districtId = params.district_id;
      const all = await accounts(desk.store);
      const team = all.filter(({ grants }) => grants.some((grant) => grant.districtId === districtId));
      await desk.store.control.write((transaction) =>
        record(acting, transaction, {
          act: 'team.listed',
          subject: `district:${districtId}`,
          districtId,
          detail: { accounts: team.length },
        }),
      );
      return ok({ team: await Promise.all(team.map(({ account }) => render(call, account.id, districtId))) });
    },
  }),
  route({
    method: 'POST',
    path: '/districts/:district_id/team',
    doc: 'Give somebody a role in the district. Who has no account gets one; its first password is told this once.',
    permission: 'team.edit',
    creates: true,
    body: fields({
      email: text({ max: 254 }),
      name: text({ max: 200 }),
      role: oneOf(TEAM_ROLES),
      school_id: optional(objectId),
    }),
    answer: async (call) => {
      const { desk, acting, params, body } = call;
      const districtId = params.district_id;
      const grant = await checkGrant(desk.store, { role: body.role, districtId, schoolId: body.school_id });
      const known = await findAccountByEmail(desk.store.control, body.email);
      if (known) await addGrant(acting, known.id, grant);
      const fresh = known ? undefined : await createAccount(acting, { ...body, grants: [grant] });
      const id = known?.id ?? fresh?.account.id ?? '';
      return created(`/districts/${districtId}/team`, {
        ...(await render(call, id, districtId)),
        ...(fresh ? { initial_password: fresh.initialPassword } : {}),
      });
    },
  }),
  route({
    method: 'DELETE',
    path: '/districts/:district_id/team/:account_id/roles/:role',
    doc: 'Take a role in the district.',
    permission: 'team.edit',
    query: fields({ school_id: optional(objectId) }),
    answer: async ({ acting, params, query }) => {
      await removeGrant(acting, params.account_id, {
        role: needTeamRole(params.role),
        districtId: params.district_id,
        schoolId: query.school_id ?? '',
        applicationId: '',
      });
      return done;
    },
  }),
  route({
    method: 'PUT',
    path: '/districts/:district_id/owner',
    doc: 'Hand the district on to somebody of its team. Who owned it stays as an admin.',
    permission: 'district.transfer',
    body: fields({ account_id: objectId }),
    answer: async (call) => {
      const { desk, acting, who, params, body } = call;
      const districtId = params.district_id;
      const isOperator = who.grants.some(({ role }) => role === 'operator');
      const grants = await grantsOf(desk.store.control, body.account_id);
      if (!isOperator && !grants.some((grant) => grant.districtId === districtId))
        throw new RollbookError(
          'not_found',
          'Nobody of the team has this id. Give the new owner a role first.',
        );
      await transferOwnership(acting, districtId, body.account_id);
      return ok(await render(call, body.account_id, districtId));
    },
  }),
];
