import type { FastifyRequest } from 'fastify';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * The name of this server (RFC 8414, RFC 9207). A Host header is whatever somebody sent, so it is believed on the own machine only;
 * elsewhere the operator says it. Undefined: this server does not know its own name.
 */
export function issuerOf(
  { host, protocol }: Pick<FastifyRequest, 'host' | 'protocol'>,
  baseUrl: string,
): string | undefined {
  if (baseUrl !== '') return baseUrl;
  return LOOPBACK.test(host) ? `${protocol}://${host.toLowerCase()}` : undefined;
}
