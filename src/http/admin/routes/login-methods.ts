import {
  addLoginMethod,
  isLoopbackIssuer,
  loginMethods,
  METHOD_KINDS,
  OIDC_PRESETS,
  type OidcPreset,
  removeLoginMethod,
  type ShownLoginMethod,
  updateLoginMethod,
} from '../../../sign-in/index.ts';
import type { SignedIn } from '../../../accounts/index.ts';
import { RollbookError } from '../../../errors/index.ts';
import { anyObject, fields, flag, oneOf, optional, text } from '../fields.ts';
import { created, done, ok, route } from '../route.ts';

const SECRET_MAX = 2_000;
const settings = {
  label: optional(text()),
  settings: optional(anyObject),
  client_secret: optional(text({ max: SECRET_MAX })),
  is_enabled: optional(flag),
};

function render({ id, kind, label, settings: of, isEnabled, hasSecret, created: at }: ShownLoginMethod) {
  return { id, kind, label, settings: of, is_enabled: isEnabled, has_secret: hasSecret, created: at };
}

/** What listens on this machine is the business of whoever runs it, and of no district. */
function checkIssuer({ grants }: SignedIn, given: object | undefined): void {
  if (given && isLoopbackIssuer(given) && !grants.some(({ role }) => role === 'operator'))
    throw new RollbookError(
      'forbidden',
      'An OpenID provider on the machine of the hub is set up by an operator. Name one with an https address.',
    );
}

export const loginMethodRoutes = [
  route({
    method: 'GET',
    path: '/districts/:district_id/login-methods',
    doc: 'How people of the district sign in. No secret is told.',
    permission: 'login_method.view',
    answer: async ({ desk, params }) =>
      ok({ login_methods: (await loginMethods(desk.store.control, params.district_id)).map(render) }),
  }),
  route({
    method: 'POST',
    path: '/districts/:district_id/login-methods',
    doc: 'Let people of the district sign in by one more method. "preset" begins with settings for Google or Microsoft.',
    permission: 'login_method.edit',
    creates: true,
    body: fields({
      kind: oneOf(METHOD_KINDS),
      preset: optional(oneOf(Object.keys(OIDC_PRESETS) as OidcPreset[])),
      ...settings,
    }),
    answer: async ({ acting, who, params, body }) => {
      const preset = body.preset && OIDC_PRESETS[body.preset];
      const given = { ...preset?.settings, ...body.settings };
      checkIssuer(who, given);
      const districtId = params.district_id;
      const method = await addLoginMethod(acting, {
        districtId,
        kind: body.kind,
        label: body.label ?? preset?.label,
        settings: given,
        clientSecret: body.client_secret,
        isEnabled: body.is_enabled,
      });
      return created(`/districts/${districtId}/login-methods`, render(method));
    },
  }),
  route({
    method: 'PATCH',
    path: '/districts/:district_id/login-methods/:method_id',
    doc: 'Change a method, or switch it off: nobody begins a session by it then. "settings" replace those before.',
    permission: 'login_method.edit',
    body: fields(settings),
    answer: async ({ acting, who, params, body }) => {
      checkIssuer(who, body.settings);
      const method = await updateLoginMethod(
        acting,
        { districtId: params.district_id, id: params.method_id },
        {
          label: body.label,
          settings: body.settings,
          clientSecret: body.client_secret,
          isEnabled: body.is_enabled,
        },
      );
      return ok(render(method));
    },
  }),
  route({
    method: 'DELETE',
    path: '/districts/:district_id/login-methods/:method_id',
    doc: 'Take a method away, and end the sessions that began by it.',
    permission: 'login_method.edit',
    answer: async ({ acting, params }) => {
      await removeLoginMethod(acting, { districtId: params.district_id, id: params.method_id });
      return done;
    },
  }),
];
