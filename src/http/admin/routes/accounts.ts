import {
  accounts,
  addGrant,
  checkGrant,
  createAccount,
  endAllSessions,
  getAccount,
  grantsOf,
  isRole,
  removeGrant,
  resetPassword,
  resetSecondFactor,
  type Role,
  ROLE_NAMES,
  setAccountState,
} from '../../../accounts/index.ts';
import { record } from '../../../directory/index.ts';
import { RollbookError } from '../../../errors/index.ts';
import { fields, listOf, objectId, oneOf, optional, text } from '../fields.ts';
import { notHere } from '../place.ts';
import { renderAccount } from '../render.ts';
import { type Call, created, done, ok, route } from '../route.ts';

const ROLES_MAX = 50;
const sites = {
  district_id: optional(objectId),
  school_id: optional(objectId),
  application_id: optional(objectId),
};
const roleShape = fields({ role: oneOf(ROLE_NAMES), ...sites });

interface RoleBody {
  readonly district_id: string | undefined;
  readonly school_id: string | undefined;
  readonly application_id: string | undefined;
}

const requestOf = (role: Role, { district_id, school_id, application_id }: RoleBody) => ({
  role,
  districtId: district_id,
  schoolId: school_id,
  applicationId: application_id,
});

function needRole(name: string): Role {
  if (!isRole(name)) throw notHere();
  return name;
}

async function render({ desk }: Call, accountId: string) {
  const { control } = desk.store;
  return renderAccount(await getAccount(control, accountId), await grantsOf(control, accountId));
}

export const accountRoutes = [
  route({
    method: 'GET',
    path: '/accounts',
    doc: 'Everybody who runs something here.',
    permission: 'account.view',
    answer: async ({ desk, acting }) => {
      const all = await accounts(desk.store);
      await desk.store.control.write((transaction) =>
        record(acting, transaction, {
          act: 'account.listed',
          subject: 'hub',
          detail: { accounts: all.length },
        }),
      );
      return ok({ accounts: all.map(({ account, grants }) => renderAccount(account, grants)) });
    },
  }),
  route({
    method: 'POST',
    path: '/accounts',
    doc: 'Make an account. Its first password is told this once, and must be changed.',
    permission: 'account.edit',
    creates: true,
    body: fields({ email: text(), name: text(), roles: listOf(roleShape, ROLES_MAX) }),
    answer: async (call) => {
      const { desk, acting, body } = call;
      const requests = body.roles.map(({ role, ...at }) => requestOf(needRole(role), at));
      const grants = await Promise.all(requests.map((one) => checkGrant(desk.store, one)));
      const { account, initialPassword } = await createAccount(acting, { ...body, grants });
      return created(`/accounts/${account.id}`, {
        ...(await render(call, account.id)),
        initial_password: initialPassword,
      });
    },
  }),
  route({
    method: 'GET',
    path: '/accounts/:account_id',
    doc: 'One account.',
    permission: 'account.view',
    answer: async (call) => {
      const { acting, desk, params } = call;
      const found = await render(call, params.account_id);
      await desk.store.control.write((transaction) =>
        record(acting, transaction, { act: 'account.viewed', subject: `account:${params.account_id}` }),
      );
      return ok(found);
    },
  }),
  route({
    method: 'PUT',
    path: '/accounts/:account_id/state',
    doc: 'Let an account in, or not any more; then its sessions end.',
    permission: 'account.edit',
    body: fields({ state: oneOf(['enabled', 'disabled']) }),
    answer: async (call) => {
      await setAccountState(call.acting, call.params.account_id, call.body.state);
      return ok(await render(call, call.params.account_id));
    },
  }),
  route({
    method: 'POST',
    path: '/accounts/:account_id/roles',
    doc: 'Give a role.',
    permission: 'account.edit',
    body: roleShape,
    answer: async (call) => {
      const { desk, acting, params, body } = call;
      await getAccount(desk.store.control, params.account_id);
      const grant = await checkGrant(desk.store, requestOf(needRole(body.role), body));
      await addGrant(acting, params.account_id, grant);
      return ok(await render(call, params.account_id));
    },
  }),
  route({
    method: 'DELETE',
    path: '/accounts/:account_id/roles/:role',
    doc: 'Take a role. Where it counts is said in the query.',
    permission: 'account.edit',
    query: fields(sites),
    answer: async (call) => {
      const { acting, params, query } = call;
      await getAccount(call.desk.store.control, params.account_id);
      await removeGrant(acting, params.account_id, {
        role: needRole(params.role),
        districtId: query.district_id ?? '',
        schoolId: query.school_id ?? '',
        applicationId: query.application_id ?? '',
      });
      return ok(await render(call, params.account_id));
    },
  }),
  route({
    method: 'DELETE',
    path: '/accounts/:account_id/sessions',
    doc: 'End all sessions of an account.',
    permission: 'account.edit',
    answer: async ({ acting, params }) => {
      await endAllSessions(acting, params.account_id);
      return done;
    },
  }),
  route({
    method: 'POST',
    path: '/accounts/:account_id/password-reset',
    doc: 'Give an account another first password, told this once. Its sessions end.',
    permission: 'account.edit',
    body: fields({}),
    answer: async ({ acting, params }) =>
      ok({ initial_password: await resetPassword(acting, params.account_id) }),
  }),
  route({
    method: 'POST',
    path: '/accounts/:account_id/second-factor-reset',
    doc: 'Let somebody who lost everything set up another second factor. Not for oneself.',
    permission: 'account.edit',
    body: fields({}),
    answer: async ({ acting, who, params }) => {
      if (params.account_id === who.account.id)
        throw new RollbookError(
          'conflict',
          'You cannot take the second factor off yourself. Set up another one, or ask another operator.',
        );
      await resetSecondFactor(acting, params.account_id);
      return done;
    },
  }),
];
