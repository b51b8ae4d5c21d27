import type { FastifyRequest } from 'fastify';

/** What stands behind the mark, whatever form the address has. */
export function queryOf({ raw }: Pick<FastifyRequest, 'raw'>): URLSearchParams {
  const url = raw.url ?? '';
  const mark = url.indexOf('?');
  return new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1));
}
