/** A login that an application starts (`auth-and-sharing` 3.1): the steps in their order. */
import { Flow } from '../flow.ts';
import type { OAuthParts } from '../parts.ts';
import { askConsent } from './ask-consent.ts';
import type { Asked, AuthorizeAnswer } from './authorization-request.ts';
import { checkAccess } from './check-access.ts';
import { checkCodeChallenge } from './check-code-challenge.ts';
import { checkRedirectUri } from './check-redirect-uri.ts';
import { checkResponseType } from './check-response-type.ts';
import { chooseDistrict } from './choose-district.ts';
import { confirmPerson } from './confirm-person.ts';
import { findClient } from './find-client.ts';
import { issueCode } from './issue-code.ts';
import { matchDistrict, requireSession } from './require-session.ts';

export const authorize = Flow.begin<Asked, OAuthParts, AuthorizeAnswer>()
  .step(findClient)
  .step(checkRedirectUri)
  .step(checkResponseType)
  .step(checkCodeChallenge)
  .step(chooseDistrict)
  .step(requireSession)
  .step(matchDistrict)
  .step(confirmPerson)
  .step(checkAccess)
  .step(askConsent)
  .ends(issueCode);
