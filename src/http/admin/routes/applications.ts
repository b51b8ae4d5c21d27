import { can, canSomewhere } from '../../../accounts/index.ts';
import {
  applications,
  createApplication,
  getApplication,
  resettleSharing,
  rotateSecret,
  updateApplication,
} from '../../../directory/index.ts';
import { PERSON_TYPES, SCOPES, TIERS, type Tier } from '../../../roster/index.ts';
import { anyObject, fields, flag, listOf, oneOf, optional, text } from '../fields.ts';
import { renderApplication, renderListing } from '../render.ts';
import { type Call, created, ok, route } from '../route.ts';

const LIST_MAX = 50;
const tier = oneOf(Object.keys(TIERS) as Tier[]);
const settings = {
  redirect_uris: optional(listOf(text({ max: 2000 }), LIST_MAX)),
  user_types: optional(listOf(oneOf(PERSON_TYPES), LIST_MAX)),
  scopes: optional(listOf(oneOf(Object.keys(SCOPES)), LIST_MAX)),
  auto_approve: optional(flag),
  safety_threshold: optional(flag),
  taken_fields: optional(anyObject),
};

interface SettingsBody {
  readonly redirect_uris: readonly string[] | undefined;
  readonly user_types: readonly string[] | undefined;
  readonly scopes: readonly string[] | undefined;
  readonly auto_approve: boolean | undefined;
  readonly safety_threshold: boolean | undefined;
  readonly taken_fields: object | undefined;
}

const settingsOf = ({ redirect_uris, user_types, scopes, auto_approve, ...more }: SettingsBody) => ({
  redirectUris: redirect_uris,
  userTypes: user_types,
  scopes,
  autoApprove: auto_approve,
  safetyThreshold: more.safety_threshold,
  takenFields: more.taken_fields,
});

type Change = Parameters<typeof updateApplication>[2];

async function update({ acting }: Call, applicationId: string, change: Change) {
  const after = await updateApplication(acting, applicationId, change, (id) => resettleSharing(acting, id));
  return ok(renderApplication(after));
}

export const applicationRoutes = [
  route({
    method: 'GET',
    path: '/applications',
    doc: 'The applications that you build, and those that your district may connect.',
    permission: 'connection.view',
    isFiltered: true,
    answer: async ({ desk, who }) => {
      const mayBrowse = canSomewhere(who.grants, 'application.browse');
      const listed = (await applications(desk.store)).flatMap((application) => {
        if (can(who.grants, 'application.view', { applicationId: application.id }))
          return [renderApplication(application)];
        return mayBrowse && application.state === 'enabled' ? [renderListing(application)] : [];
      });
      return ok({ applications: listed });
    },
  }),
  route({
    method: 'POST',
    path: '/applications',
    doc: 'Register an application. Its secret is told this once.',
    permission: 'application.create',
    creates: true,
    body: fields({
      name: text({ max: 200 }),
      tier: optional(tier),
      is_public: optional(flag),
      ...settings,
    }),
    answer: async ({ acting, body }) => {
      const { name, is_public } = body;
      const application = await createApplication(acting, {
        name,
        tier: body.tier,
        isPublic: is_public,
        ...settingsOf(body),
      });
      return created(`/applications/${application.id}`, {
        ...renderApplication(application),
        client_secret: application.clientSecret ?? null,
      });
    },
  }),
  route({
    method: 'GET',
    path: '/applications/:application_id',
    doc: 'One application.',
    permission: 'application.view',
    answer: async ({ desk, params }) =>
      ok(renderApplication(await getApplication(desk.store.control, params.application_id))),
  }),
  route({
    method: 'PATCH',
    path: '/applications/:application_id',
    doc: 'Change an application. More scopes count only where a district accepts them.',
    permission: 'application.edit',
    body: fields({ name: optional(text({ max: 200 })), ...settings }),
    answer: (call) =>
      update(call, call.params.application_id, { name: call.body.name, ...settingsOf(call.body) }),
  }),
  route({
    method: 'PUT',
    path: '/applications/:application_id/tier',
    doc: 'Set what the application may be at most.',
    permission: 'application.set_tier',
    body: fields({ tier }),
    answer: (call) => update(call, call.params.application_id, { tier: call.body.tier }),
  }),
  route({
    method: 'PUT',
    path: '/applications/:application_id/state',
    doc: 'Enable an application, or disable it: none of its tokens opens anything then.',
    permission: 'application.enable',
    body: fields({ state: oneOf(['enabled', 'disabled']) }),
    answer: (call) => update(call, call.params.application_id, { state: call.body.state }),
  }),
  route({
    method: 'POST',
    path: '/applications/:application_id/secrets',
    doc: 'Give the application another secret, told this once. The newest two are accepted.',
    permission: 'application.rotate_secret',
    creates: true,
    body: fields({}),
    answer: async ({ acting, params }) => {
      const client_secret = await rotateSecret(acting, params.application_id);
      return created(`/applications/${params.application_id}`, { client_secret });
    },
  }),
];
