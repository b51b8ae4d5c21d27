import { oidcStep } from './oidc-step.ts';
import { passwordStep } from './password-step.ts';
import type { SignInStep } from './sign-in-step.ts';

/** All ways to sign in that a district may offer. */
export const STEPS: readonly SignInStep[] = [oidcStep, passwordStep];
