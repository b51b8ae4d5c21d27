import { RollbookError } from '../errors/index.ts';
import type { ControlStore } from '../store/index.ts';
import { hasTokenForm, hashToken } from './district-token.ts';
import type { Principal } from './principal.ts';

const BEARER = /^bearer +([^\s]+) *$/i;
const REMEMBERED_MAX = 10_000;

/** Fixed tokens of the sandbox and the connection each stands for. */
export type FixedTokens = ReadonlyMap<
  string,
  { readonly districtId: string; readonly applicationId: string }
>;

/** Turns an Authorization header into a principal, and remembers the answer for as long as nothing was committed. */
export class Authenticator {
  readonly #control: ControlStore;
  readonly #fixed: FixedTokens;
  readonly #remembered = new Map<string, Principal>();

  constructor(control: ControlStore, fixed: FixedTokens = new Map()) {
    this.#control = control;
    this.#fixed = fixed;
  }

  /** To be called when something was committed: what is remembered may be wrong now. */
  forget(): void {
    this.#remembered.clear();
  }

  /** The principal if the header was seen before; no waiting on the way of a page that is in memory. */
  recall(header: string): Principal | undefined {
    return this.#remembered.get(header);
  }

  /** Throws `unauthorized` for no token and for one that opens nothing. */
  async authenticate(header: string | undefined): Promise<Principal> {
    const token = BEARER.exec(header ?? '')?.[1];
    if (header === undefined || token === undefined)
      throw new RollbookError(
        'unauthorized',
        'No access token was sent. Send it in a header: "Authorization: Bearer <token>".',
      );
    const connection = await this.#findConnection(token);
    if (connection?.state !== 'connected')
      throw new RollbookError(
        'unauthorized',
        'Unrecognized access token. Check that it was copied whole and has not been revoked.',
      );
    const principal: Principal = {
      kind: 'district',
      districtId: connection.districtId,
      audienceId: connection.audienceId,
      rateKey: hashToken(token),
    };
    if (this.#remembered.size >= REMEMBERED_MAX) this.#remembered.clear();
    this.#remembered.set(header, principal);
    return principal;
  }

  async #findConnection(token: string) {
    const fixed = this.#fixed.get(token);
    if (fixed) return this.#control.findConnection(fixed.districtId, fixed.applicationId);
    return hasTokenForm(token) ? this.#control.findConnectionByTokenHash(hashToken(token)) : undefined;
  }
}
