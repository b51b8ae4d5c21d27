/** Step 8: a teacher authorizes an application for the own classes; a student gets in through a teacher (`auth-and-sharing` 3.1). */
import { isAuthorizedByTeacher } from '../../access/index.ts';
import { End } from '../flow.ts';
import type { SignedIn } from '../hub-sessions.ts';
import { actorOf, type OAuthParts } from '../parts.ts';
import type { Asked, AuthorizeAnswer, Target } from './authorization-request.ts';
import { type Access, endUnshared } from './check-access.ts';
import { personName } from './confirm-person.ts';
import { endOnPage } from './find-client.ts';
import { endWithError } from './redirect-answer.ts';

type Allowed = Asked & Target & { readonly session: SignedIn; readonly access: Access };

/** Lasting, unlike codes and sessions: it is written as such. */
async function authorizeByTeacher({ store, now }: OAuthParts, asked: Allowed): Promise<void> {
  const { session, application, requestId } = asked;
  const { districtId, person } = session;
  const at = now();
  await store.control.write(async (transaction) => {
    await transaction.put('teacher_authorization', {
      applicationId: application.id,
      districtId,
      teacherId: person.id,
      created: at.toISOString(),
    });
    await transaction.audit({
      actor: actorOf(session),
      act: 'application.teacher_authorized',
      subject: `application:${application.id}`,
      outcome: 'ok',
      districtId,
      requestId,
      at,
    });
  });
}

export async function askConsent<A extends Allowed>(asked: A, parts: OAuthParts) {
  const { access, session, application, redirectUri, decision } = asked;
  const { districtId, person } = session;
  if (decision === 'deny')
    return endWithError(parts, asked, {
      error: 'access_denied',
      description: 'The teacher did not authorize the application.',
      why: 'declined',
      actor: actorOf(session),
      districtId,
    });
  if (access.by === 'district') return asked;
  const question = { applicationId: application.id, districtId, audienceId: access.audienceId, person };
  if (await isAuthorizedByTeacher(parts.store, question)) return asked;
  if (person.type !== 'teacher') return endUnshared(parts, asked, 'no_teacher');
  // Whoever looks through the eyes of a teacher does not decide in the teacher's name (`auth-and-sharing` 10).
  if (session.actorAccountId !== undefined)
    return endOnPage(parts, asked, 'not_yours_to_decide', application);
  if (decision === 'allow') {
    await authorizeByTeacher(parts, asked);
    return asked;
  }
  return new End<AuthorizeAnswer>({
    kind: 'consent',
    asked,
    session,
    personName: await personName(parts, session),
    application,
    redirectUri,
  });
}
