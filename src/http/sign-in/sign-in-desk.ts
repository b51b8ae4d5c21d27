import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Person } from '../../access/index.ts';
import type { Refusal } from '../../ledger/index.ts';
import { networkOf } from '../../limits/index.ts';
import { isObjectId } from '../../roster/index.ts';
import type { AttemptGuard, Cookies, HubSessions, People } from '../../sign-in/index.ts';
import { subjectOf } from '../../sign-in/index.ts';
import type { District, Store } from '../../store/index.ts';
import { SaidError } from '../../strings/index.ts';
import { FormGuard } from '../pages/form-guard.ts';
import { withNext } from './next-path.ts';

export interface DemoPeople {
  /** The only district in which anybody may be signed in as. */
  readonly districtId: string;
  /** Who is offered first. */
  readonly featured: readonly Person[];
}

export interface SignInParts {
  readonly store: Store;
  readonly serverKey: Buffer;
  readonly sessions: HubSessions;
  readonly cookies: Cookies;
  readonly people: People;
  /** Slows guessing of passwords down. */
  readonly throttle: AttemptGuard;
  /** Where people see this server, if that is not told by the request; without a slash at the end. */
  readonly baseUrl: string;
  readonly now: () => Date;
  readonly demo?: DemoPeople | undefined;
  /** For whoever reads the log: what went wrong, by the code that the person was shown. */
  readonly onFault?: ((error: unknown, supportCode: string) => void) | undefined;
  /** For the ledger. */
  readonly onRefused: (refusal: Refusal) => void;
}

export interface RefusedSignIn {
  readonly districtId: string | undefined;
  readonly methodId: string | undefined;
  readonly reason: string;
  readonly outcome: 'refused' | 'failed';
  /** Whose sign-in it would have been. */
  readonly person?: Person | undefined;
  /** A provider vouches for somebody who is nobody here: not everybody can come so far. */
  readonly isVouchedFor?: boolean;
  readonly supportCode?: string;
}

const CODE_ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ';

/** A code that can be read out on the phone. */
export function newSupportCode(): string {
  return [...randomBytes(8)].map((byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join('');
}

/** What every step of signing in needs, and how each of them ends. */
export class SignInDesk {
  readonly parts: SignInParts;
  readonly forms: FormGuard;

  constructor(parts: SignInParts) {
    this.parts = parts;
    this.forms = new FormGuard(parts.serverKey, parts.cookies);
  }

  originOf(request: FastifyRequest): string {
    return this.parts.baseUrl === '' ? `${request.protocol}://${request.host}` : this.parts.baseUrl;
  }

  /** Throws `unknown_district`; the message is for people who followed a link. */
  async district(id: string): Promise<District> {
    const district = isObjectId(id) ? await this.parts.store.districts.findDistrict(id) : undefined;
    if (!district) throw new SaidError('unknown_district', 'noDistrict');
    return district;
  }

  /**
   * Where a form may lead to besides this server: to the application that the person wants to enter. Browsers follow the redirects of
   * a form only to where its page said they may go.
   */
  async formTargets(next: string | undefined): Promise<readonly string[]> {
    if (next === undefined) return [];
    const clientId = new URL(next, 'http://hub.invalid').searchParams.get('client_id');
    const application =
      clientId === null ? undefined : await this.parts.store.control.get('application', { clientId });
    const targets = (application?.redirectUris ?? [])
      .filter((uri) => URL.canParse(uri))
      .map((uri) => {
        const { protocol, host } = new URL(uri);
        return protocol === 'https:' || protocol === 'http:' ? `${protocol}//${host}` : protocol;
      });
    return [...new Set(targets)];
  }

  /** Signs the person in, and sends the browser on. */
  async finish(
    request: FastifyRequest,
    reply: FastifyReply,
    of: {
      readonly districtId: string;
      readonly person: Person;
      readonly methodId: string;
      readonly next: string | undefined;
    },
  ): Promise<FastifyReply> {
    const { setCookie } = await this.parts.sessions.start({
      districtId: of.districtId,
      person: of.person,
      method: of.methodId,
      now: this.parts.now(),
      cookieHeader: request.headers.cookie,
    });
    return reply
      .header('Set-Cookie', setCookie)
      .header('Cache-Control', 'no-store')
      .redirect(of.next ?? `/in/${of.districtId}`, 303);
  }

  /** For the ledger: a sign-in that came to nothing. Ids and reasons only: what was typed may be a password. */
  leaveRefusal(request: FastifyRequest, of: RefusedSignIn): void {
    const { districtId, methodId, reason, outcome, person, supportCode, isVouchedFor = false } = of;
    const method = methodId === undefined ? 'login' : `login_method:${methodId}`;
    this.parts.onRefused({
      districtId,
      actor: 'system',
      act: outcome === 'failed' ? 'login.failed' : 'login.refused',
      subject: person ? subjectOf(person) : method,
      outcome,
      requestId: supportCode,
      reason: { reason },
      named: methodId === undefined ? {} : { method: methodId },
      network: networkOf(request.ip),
      isOfSomebody: person !== undefined || isVouchedFor,
    });
  }

  pathOf(district: Pick<District, 'id'>, next?: string): string {
    return withNext(`/in/${district.id}`, next);
  }
}
