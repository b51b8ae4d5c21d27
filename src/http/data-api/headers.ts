export const JSON_TYPE = 'application/json; charset=utf-8';
export const TEXT_TYPE = 'text/plain; charset=utf-8';

/** Headers of every answer, as recorded (`api-v1.1` 11.2, R21). Never with credentials: the token is the lock. */
export function corsHeaders(origin: string): readonly string[] {
  return [
    'Access-Control-Allow-Origin',
    origin,
    'Access-Control-Allow-Methods',
    'GET,PATCH,POST,DELETE',
    'Access-Control-Allow-Headers',
    'Content-Type,Authorization,X-Requested-With,Accept,Origin,Referer,User-Agent',
    'X-Content-Type-Options',
    'nosniff',
  ];
}

export const CACHE_HEADERS: readonly string[] = [
  'Cache-Control',
  'private, max-age=0, must-revalidate',
  'Vary',
  'Authorization, Accept-Encoding',
];

export const NO_STORE: readonly string[] = ['Cache-Control', 'private, no-store'];

/** Whether a client holds what would be sent. */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((candidate) => {
    const tag = candidate.trim();
    return tag === '*' || tag === etag || tag === `W/${etag}`;
  });
}
