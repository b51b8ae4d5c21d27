import { IMPERSONATION_MS, IMPERSONATION_REASONS, startImpersonation } from '../../../accounts/index.ts';
import { PERSON_TYPES } from '../../../roster/index.ts';
import { fields, matching, objectId, oneOf, optional } from '../fields.ts';
import { route } from '../route.ts';

export const impersonationRoutes = [
  route({
    method: 'POST',
    path: '/districts/:district_id/impersonations',
    doc: 'Enter the portal as a person, for 60 minutes. Tokens that applications get from there end with it. Why is asked, and the district can read it in its ledger.',
    permission: 'impersonation.start',
    body: fields({
      person_type: oneOf(PERSON_TYPES),
      person_id: objectId,
      reason: oneOf(IMPERSONATION_REASONS),
      reference: optional(matching('^[A-Za-z0-9#._-]{1,40}$')),
    }),
    answer: async ({ desk, acting, who: { account, grants }, params, body }) => {
      const { token, ends } = await startImpersonation(acting, {
        accountId: account.id,
        grants,
        districtId: params.district_id,
        personType: body.person_type,
        personId: body.person_id,
        reason: body.reason,
        reference: body.reference,
      });
      return {
        status: 201,
        body: {
          person_type: body.person_type,
          person_id: body.person_id,
          ends: new Date(ends).toISOString(),
        },
        cookies: [desk.cookies.portal(token, IMPERSONATION_MS / 1000)],
      };
    },
  }),
];
