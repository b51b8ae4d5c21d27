import type { Limits } from '../../limits/index.ts';
import type { OAuthParts, SearchGuard } from '../../oauth/index.ts';

export interface OAuthSurfaceParts {
  readonly oauth: OAuthParts;
  /** The address of this server; '' where the operator did not say. */
  readonly baseUrl: string;
  /** Whether login answers carry `iss` (RFC 9207): some clients compare it with a name that they made up. */
  readonly issParameter: boolean;
  /** Counts guesses; none where limits are switched off. */
  readonly limits?: Limits | undefined;
  /** Slows searches of the district picker down; in memory unless given. */
  readonly searches?: SearchGuard | undefined;
  /** How many proxies of the operator stand before the server. */
  readonly proxyHops: number;
  readonly onFault: (error: unknown, requestId: string) => void;
}
