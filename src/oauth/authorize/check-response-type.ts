/** Only codes, in the query, are given; the implicit grant is not (`auth-and-sharing` 3.4). */
import type { OAuthParts } from '../parts.ts';
import type { Asked, Target } from './authorization-request.ts';
import { endWithError } from './redirect-answer.ts';

export function checkResponseType<A extends Asked & Target>(asked: A, parts: OAuthParts) {
  const { repeated, parameters } = asked;
  const { response_type: responseType, response_mode: responseMode } = parameters;
  const [twice] = repeated;
  if (twice !== undefined)
    return endWithError(parts, asked, {
      error: 'invalid_request',
      description: `${twice} was sent more than once. Send it once.`,
      why: 'repeated_parameter',
    });
  if (responseType === undefined)
    return endWithError(parts, asked, {
      error: 'invalid_request',
      description: 'response_type is missing. Send response_type=code.',
      why: 'no_response_type',
    });
  if (responseType !== 'code')
    return endWithError(parts, asked, {
      error: 'unsupported_response_type',
      description: 'Only response_type=code is supported; use it with PKCE where no secret can be kept.',
      why: 'response_type',
      inFragment: responseType === 'token',
    });
  if (responseMode !== undefined && responseMode !== 'query')
    return endWithError(parts, asked, {
      error: 'invalid_request',
      description: 'Only response_mode=query is supported. Leave it out.',
      why: 'response_mode',
    });
  return asked;
}
