/**
 * Those who run a hub, a district or an application: accounts, roles, permissions, second factor, sessions. Every act leaves a line in the
 * ledger. It must never open anything to somebody who has not shown a second factor, and never tell whether an e-mail address has an account.
 */
export * from './accounts.ts';
export { foldEmail } from './email.ts';
export * from './grants.ts';
export * from './impersonation.ts';
export { newPassword } from './passwords.ts';
export { districtAdmins, hasSchool } from './people.ts';
export { checkMaySetPassword, noSuchPerson, type PasswordActRequest } from './password-acts.ts';
export * from './permissions.ts';
export { type Reach, reaches, reachOf } from './reach.ts';
export * from './roles.ts';
export * from './second-factor.ts';
export * from './sessions.ts';
export { type SignInGuard, SignInThrottle, TooManyAttempts } from './sign-in-throttle.ts';
export { ensureSetupCode, isSetUp, setUpHub } from './setup.ts';
