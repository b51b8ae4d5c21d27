/** Who slows guessing down, in the memory of this process. Where several serve, the first keeps them for all. */
import { type SignInGuard, SignInThrottle } from './accounts/index.ts';
import { type SearchGuard, SearchThrottle } from './oauth/index.ts';
import { type AttemptGuard, AttemptThrottle } from './sign-in/index.ts';

export interface Throttles {
  /** Passwords of people of a district. */
  readonly attempts: AttemptGuard;
  /** Accounts of those who run the hub. */
  readonly signIns: SignInGuard;
  /** Searches of the district picker. */
  readonly searches: SearchGuard;
}

export interface KeptThrottles extends Throttles {
  readonly attempts: AttemptThrottle;
  readonly signIns: SignInThrottle;
  readonly searches: SearchThrottle;
}

export function keepThrottles(now: () => Date = () => new Date()): KeptThrottles {
  return {
    attempts: new AttemptThrottle(),
    signIns: new SignInThrottle(now),
    searches: new SearchThrottle(() => now().getTime()),
  };
}
