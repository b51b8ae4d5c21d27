/**
 * How people of a district sign in here (`auth-and-sharing` 4, 11, 12): sessions, login methods, passwords, OpenID providers. It decides who somebody
 * is, never what an application may see. It must never let one district's login open another, nor keep a password or a secret that can be read.
 */
export { type Attempt, type AttemptGuard, AttemptThrottle, networkOf } from './attempt-throttle.ts';
export { type CookieKind, Cookies } from './cookies.ts';
export {
  type FoundSession,
  HubSessions,
  type NewSession,
  type SessionLimits,
  subjectOf,
} from './hub-sessions.ts';
export {
  addLoginMethod,
  findEnabledMethod,
  type LoginMethodChange,
  loginMethods,
  type NewLoginMethod,
  removeLoginMethod,
  type ShownLoginMethod,
  updateLoginMethod,
} from './login-methods.ts';
export {
  METHOD_KINDS,
  isLoopbackIssuer,
  type MethodKind,
  OIDC_PRESETS,
  type OidcPreset,
  passwordSettingsOf,
} from './method-settings.ts';
export { OIDC_CALLBACK_PATH, type OidcOutcome, type OidcRefusal, OidcSignIn } from './oidc-sign-in.ts';
export { hashPassword, normalisePassword, verifyPassword } from './password-hashing.ts';
export { checkPassword, minimumFor, type PasswordContext } from './password-rules.ts';
export { type PasswordOutcome, signInByPassword } from './password-sign-in.ts';
export {
  changeOwnPassword,
  expirePassword,
  findPassword,
  type ListedPassword,
  type NewPassword,
  type PasswordSubject,
  removePassword,
  setPassword,
} from './passwords.ts';
export { People, type RosterPerson, valueAt } from './people.ts';
export { PersonIndex } from './person-index.ts';
export { type FoundPeople, type PersonSearch, schoolsOf, searchPeople } from './person-search.ts';
export { applicationsFor, type PortalApplication } from './portal.ts';
export { foldUsername } from './username.ts';
