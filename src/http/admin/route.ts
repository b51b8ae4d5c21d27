/** What a route of the admin API is: a definition that says who may use it, and a function that answers. */
import type { FastifyRequest } from 'fastify';
import type { Permission, Place, SignedIn, SignInGuard } from '../../accounts/index.ts';
import type { Acting } from '../../directory/index.ts';
import type { Store } from '../../store/index.ts';
import type { Views } from '../../view/index.ts';
import type { ListSettings } from '../data-api/list.ts';
import type { AdminCookies } from './cookies.ts';
import type { Shape } from './fields.ts';

export interface AdminParts {
  readonly store: Store;
  readonly serverKey: Buffer;
  readonly views: Views;
  /** Slows guessing down. */
  readonly throttle: SignInGuard;
  /** How the Data API presents lists. */
  readonly listSettings: ListSettings;
  readonly now: () => Date;
  readonly baseUrl: string;
  /** How many proxies of one's own stand before the server. */
  readonly proxyHops: number;
  /** Takes no other districts. */
  readonly isSandbox: boolean;
  readonly onFault: (error: unknown, requestId: string) => void;
}

/** What is shared by all requests. */
export interface AdminDesk extends AdminParts {
  readonly cookies: AdminCookies;
}

/**
 * Who may use a route: a permission; or `own`, everybody for what is theirs; `any_session`, also before the second factor was shown; `open`,
 * everybody.
 */
export type Access = Permission | 'own' | 'any_session' | 'open';

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  /** Sent as it is. */
  readonly raw?: { readonly type: string; readonly bytes: Buffer };
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (path: string, body: unknown): Answer => ({
  status: 201,
  body,
  headers: { Location: `${ADMIN_PREFIX}${path}` },
});
export const done: Answer = { status: 204 };

export const ADMIN_PREFIX = '/admin/api';

type ParamsOf<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? { readonly [K in Name | keyof ParamsOf<`/${Rest}`>]: string }
  : P extends `${string}:${infer Name}`
    ? { readonly [K in Name]: string }
    : unknown;

export interface OpenCall<P = unknown, Q = unknown, B = unknown> {
  readonly desk: AdminDesk;
  readonly acting: Acting;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: FastifyRequest;
  /** Where the request came from. */
  readonly address: string;
}

export interface Call<P = unknown, Q = unknown, B = unknown> extends OpenCall<P, Q, B> {
  readonly who: SignedIn;
  /** Where it happens; allowed there already. */
  readonly place: Place;
}

/** What the surface has in hand when it runs a route. */
export type RunCall = OpenCall & { readonly who: SignedIn | undefined; readonly place: Place };

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Definition<P extends string, Q, B> {
  readonly method: Method;
  readonly path: P;
  /** For the reference. */
  readonly doc: string;
  readonly query?: Shape<Q>;
  readonly body?: Shape<B>;
}

export interface AdminRoute {
  readonly method: Method;
  readonly path: string;
  readonly doc: string;
  readonly permission: Access;
  /** Held anywhere it is enough; the answer leaves out what is elsewhere. */
  readonly isFiltered: boolean;
  /** Takes an Idempotency-Key: sent again, it does nothing again. */
  readonly creates: boolean;
  readonly query: Shape<unknown> | undefined;
  readonly body: Shape<unknown> | undefined;
  readonly run: (call: RunCall) => Promise<Answer>;
}

/** A route without a session. */
export function openRoute<const P extends string, Q = unknown, B = unknown>(
  definition: Definition<P, Q, B> & {
    readonly answer: (call: OpenCall<ParamsOf<P>, Q, B>) => Promise<Answer>;
  },
): AdminRoute {
  const { answer, query, body, ...rest } = definition;
  return {
    ...rest,
    query,
    body,
    permission: 'open',
    isFiltered: false,
    creates: false,
    // The framework has held both to their schemas, and the path to its names.
    run: (call) => answer(call as unknown as OpenCall<ParamsOf<P>, Q, B>),
  };
}

/** A route for those who are signed in, and may. */
export function route<const P extends string, Q = unknown, B = unknown>(
  definition: Definition<P, Q, B> & {
    readonly permission: Exclude<Access, 'open'>;
    readonly isFiltered?: true;
    readonly creates?: true;
    readonly answer: (call: Call<ParamsOf<P>, Q, B>) => Promise<Answer>;
  },
): AdminRoute {
  const { answer, query, body, isFiltered = false, creates = false, ...rest } = definition;
  return {
    ...rest,
    query,
    body,
    isFiltered,
    creates,
    run: (call) => {
      if (!call.who) throw new Error(`${rest.path} was run without a session.`);
      // The framework has held both to their schemas, and the path to its names.
      return answer({ ...call, who: call.who } as unknown as Call<ParamsOf<P>, Q, B>);
    },
  };
}
