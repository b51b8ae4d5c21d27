import type { FastifyPluginAsync } from 'fastify';
import { sendPage } from '../pages/page.ts';
import { authorizeRoutes } from './authorize-routes.ts';
import { faultPage } from './pages.ts';
import { BODY_BYTES_MAX } from './read-body.ts';
import type { OAuthSurfaceParts } from './surface-parts.ts';
import { sendTokenError, tokenRoutes } from './token-routes.ts';

function statusOf(error: unknown): number {
  const status: unknown =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

/** OAuth and Instant Login over HTTP. */
export function oauthSurface(parts: OAuthSurfaceParts): FastifyPluginAsync {
  return (app) => {
    // Bodies are read as text and understood by `readBody`, so that no type of content is guessed.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: BODY_BYTES_MAX },
      (_request, body, done) => {
        done(null, body);
      },
    );
    app.setErrorHandler(async (error, request, reply) => {
      const status = statusOf(error);
      if (status === 500) parts.onFault(error, request.id);
      if (request.method === 'GET')
        return sendPage(request, reply, status, (words) => faultPage(words, request.id));
      return status === 500
        ? sendTokenError(reply, 500, 'server_error', `Something went wrong here. Support code: ${request.id}`)
        : sendTokenError(reply, status === 413 ? 413 : 400, 'invalid_request', 'The body cannot be read.');
    });
    authorizeRoutes(app, parts);
    tokenRoutes(app, parts);
    return Promise.resolve();
  };
}
