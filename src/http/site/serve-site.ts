/** Serves what the build printed: the documentation and the Explorer. Compressed beside each file, so that nothing is compressed twice. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';

const site = fileURLToPath(new URL('../../site/', import.meta.url));

/** Scripts and styles of our own, answers of our own; nothing inline, nothing from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Names of built files hold a digest of what is in them. */
const IS_IMMUTABLE = /\/assets\/[^/]+-[\w-]{8,}\.\w+$/;

/** What is served below which path; the page of the path itself is `index.html`. */
const PARTS = ['docs', 'explorer'] as const;

/** Pages are asked for without the ending that their files have. */
function fileOf(path: string): string {
  if (path === '') return 'index.html';
  return /\.\w+$/.test(path) ? path : `${path}.html`;
}

export const serveSite: FastifyPluginAsync = async (app) => {
  for (const part of PARTS)
    await app.register(async (scope) => {
      await scope.register(fastifyStatic, {
        root: join(site, part),
        serve: false,
        preCompressed: true,
        cacheControl: false,
        setHeaders: (response, path) => {
          void response.header(
            'Cache-Control',
            IS_IMMUTABLE.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
          );
          void response.header('X-Content-Type-Options', 'nosniff');
          void response.header('Referrer-Policy', 'no-referrer');
          if (/\.html(\.br|\.gz)?$/.test(path)) void response.header('Content-Security-Policy', POLICY);
        },
      });
      scope.get(`/${part}`, (_request, reply) => reply.sendFile(fileOf('')));
      // The Explorer finds its own way from here.
      if (part === 'explorer')
        scope.get('/explorer/callback', (_request, reply) => reply.sendFile(fileOf('')));
      scope.get<{ Params: { '*': string } }>(`/${part}/*`, ({ params }, reply) =>
        reply.sendFile(fileOf(params['*'])),
      );
    });
};
