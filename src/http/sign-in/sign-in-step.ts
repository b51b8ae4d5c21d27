import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { District, LoginMethod } from '../../store/index.ts';
import type { PageKey } from '../../strings/index.ts';
import type { Html } from '../pages/html.ts';
import type { Wording } from '../pages/wording.ts';
import type { SignInDesk } from './sign-in-desk.ts';

/** The login page that is being made, and for whom. */
export interface OfferContext {
  readonly words: Wording;
  /** The hidden field that a form must bring back. */
  readonly guard: Html;
  readonly district: District;
  readonly method: LoginMethod;
  readonly next: string | undefined;
  /** What went wrong with this method a moment ago. */
  readonly trouble?: Trouble | undefined;
}

export interface Trouble {
  readonly methodId: string | undefined;
  readonly say: (words: Wording) => string | Html;
  /** What was typed as a name, to be typed only once. */
  readonly username?: string;
}

export interface LoginPageParts {
  readonly district: District;
  readonly next: string | undefined;
  readonly trouble?: Trouble | undefined;
  readonly notice?: PageKey | undefined;
  readonly status?: number;
  /** Of the sandbox: whose name holds this. */
  readonly sought?: string | undefined;
}

/** Answers with the page on which people of a district sign in. */
export type ShowLoginPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  parts: LoginPageParts,
) => Promise<FastifyReply>;

/** A way to sign in: what the login page shows of it, and the routes behind. A new one (SAML, badges, passkeys) is a file and a line in `steps.ts`. */
export interface SignInStep {
  readonly kind: LoginMethod['kind'];
  /** `button`: stands above, in one line; `form`: stands below. */
  readonly place: 'button' | 'form';
  offer(context: OfferContext): Html;
  register(app: FastifyInstance, desk: SignInDesk, showLoginPage: ShowLoginPage): void;
}
