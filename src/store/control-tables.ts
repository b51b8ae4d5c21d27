/**
 * The tables of control data: who may read what, who signed in, who runs the hub, and the ledger. A table is defined once; reading
 * and writing its rows is derived, on every engine. Property `clientId` is column `client_id`.
 */
import type { PersonType, Scope, Tier } from '../roster/index.ts';
import type { Sharing, TakenFields } from '../sharing/index.ts';
import {
  boolean,
  type Column,
  integer,
  integerOrNone,
  json,
  one,
  table,
  text,
  textOrNone,
} from './define-table.ts';
import { LEDGER_TABLES } from './ledger-tables.ts';

export type { ColumnKind } from './define-table.ts';

const person = { districtId: text, personType: one<PersonType>(), personId: text };

export const CONTROL_TABLES = {
  setting: table(['name'], { name: text, value: text }),

  application: table(
    ['id'],
    {
      id: text,
      name: text,
      clientId: text,
      /** The first one is used for logins that start here (`auth-and-sharing` 2). */
      redirectUris: json<readonly string[]>(),
      userTypes: json<readonly PersonType[]>(),
      scopes: json<readonly Scope[]>(),
      tier: one<Tier>(),
      /** Cannot keep a secret: must use PKCE, and has none. */
      isPublic: boolean,
      /** Requests of districts need no answer from the team. */
      autoApprove: boolean,
      takenFields: json<TakenFields>(),
      /** A change that removes or updates too much of what it sees waits until its team accepts it (`auth-and-sharing` 9.6). */
      safetyThreshold: boolean,
      state: one('enabled', 'disabled'),
      created: text,
    },
    { isGuard: true },
  ),

  /** Two at a time, for rotation. Only hashes are stored. */
  application_secret: table(['applicationId', 'id'], {
    applicationId: text,
    id: text,
    secretHash: text,
    created: text,
  }),

  connection: table(
    ['id'],
    {
      id: text,
      districtId: text,
      applicationId: text,
      /** Who took the first step, while the other side has not answered. */
      state: one('invited', 'requested', 'pending', 'connected', 'disconnected'),
      /** What the district accepted. */
      scopes: json<readonly Scope[]>(),
      sharing: json<Sharing>(),
      /** What the application sees; none before it is connected. */
      audienceId: textOrNone,
      /** ISO 8601; from then on people see the application and can sign in. */
      launchDate: textOrNone,
      tokenVersion: integer,
      tokenHash: textOrNone,
      /** The token before the last rotation, and until when it opens something, in milliseconds. */
      previousTokenHash: textOrNone,
      previousTokenUntil: integerOrNone,
      created: text,
      ended: textOrNone,
    },
    { isGuard: true },
  ),

  /** No connection is turned to one of these any more: it was let go, or is about to be. */
  retired_audience: table(['audienceId'], { audienceId: text }),

  /** How people of a district sign in. `settings` hold nothing secret; `sealed` does, encrypted with the server's key. */
  login_method: table(
    ['districtId', 'id'],
    {
      districtId: text,
      id: text,
      kind: one('password', 'oidc'),
      label: text,
      settings: json<Readonly<Record<string, unknown>>>(),
      sealed: textOrNone,
      isEnabled: boolean,
      created: text,
    },
    { isGuard: true },
  ),

  /** A login name and password of a person of a roster. */
  login_password: table(
    ['districtId', 'username'],
    {
      ...person,
      /** Folded: lower case, composed. */
      username: text,
      passwordHash: text,
      mustChange: boolean,
      updated: text,
    },
    { isGuard: true },
  ),

  /** A person who is signed in here. The cookie holds what `idHash` is the hash of. */
  hub_session: table(['idHash'], {
    idHash: text,
    ...person,
    /** The login method by which the person came. */
    method: text,
    /** An admin who looks through the eyes of the person. */
    actorAccountId: textOrNone,
    created: integer,
    lastSeen: integer,
    /** The latest end, in milliseconds. */
    ends: integer,
  }),

  authorization_code: table(['codeHash'], {
    codeHash: text,
    applicationId: text,
    ...person,
    redirectUri: text,
    codeChallenge: textOrNone,
    scopes: json<readonly Scope[]>(),
    authorizedBy: one('district', 'teacher'),
    actorAccountId: textOrNone,
    sessionHash: textOrNone,
    created: integer,
    expires: integer,
    usedAt: integerOrNone,
    /** The token that came of it. */
    tokenHash: textOrNone,
  }),

  /** An Instant Login token. */
  user_token: table(
    ['tokenHash'],
    {
      tokenHash: text,
      /** Names the token without opening anything. */
      id: text,
      applicationId: text,
      ...person,
      scopes: json<readonly Scope[]>(),
      authorizedBy: one('district', 'teacher'),
      actorAccountId: textOrNone,
      sessionHash: textOrNone,
      created: integer,
      expires: integer,
      revokedAt: integerOrNone,
    },
    { isGuard: true },
  ),

  /** A teacher authorized an application that no district connected (`auth-and-sharing` 3.1, step 8). */
  teacher_authorization: table(
    ['applicationId', 'districtId', 'teacherId'],
    { applicationId: text, districtId: text, teacherId: text, created: text },
    { isGuard: true },
  ),

  /** A person who runs the hub, a district or an application. */
  account: table(['id'], {
    id: text,
    /** Folded: lower case, composed. */
    email: text,
    name: text,
    passwordHash: text,
    /** The secret of the second factor, encrypted with the server's key. */
    totpSealed: textOrNone,
    /** A secret that no code was shown for yet. */
    totpPendingSealed: textOrNone,
    /** The last step that was used, so that a code works once. */
    totpLastStep: integer,
    /** Somebody else chose the password: nothing is open before it is changed. */
    mustChangePassword: boolean,
    state: one('enabled', 'disabled'),
    created: text,
  }),

  /** What the account may do, and where; '' where the role needs no place. */
  account_role: table(['accountId', 'role', 'districtId', 'schoolId', 'applicationId'], {
    accountId: text,
    role: text,
    districtId: text,
    schoolId: text,
    applicationId: text,
  }),

  account_session: table(['idHash'], {
    idHash: text,
    accountId: text,
    /** Whether the second factor was shown. */
    level: one('password', 'full'),
    created: integer,
    lastSeen: integer,
    ends: integer,
  }),

  recovery_code: table(['accountId', 'codeHash'], {
    accountId: text,
    codeHash: text,
    usedAt: integerOrNone,
  }),

  /** What was answered to a request that creates something, so that repeating it creates nothing twice. */
  idempotent_answer: table(['accountId', 'idempotencyKey'], {
    accountId: text,
    idempotencyKey: text,
    /** Of method, address and body. */
    requestHash: text,
    /** None while the first request is under way. Encrypted: an answer may hold a secret. */
    answerSealed: textOrNone,
    created: integer,
  }),

  ...LEDGER_TABLES,
} as const;

export type ControlTable = keyof typeof CONTROL_TABLES;

type UndefinedKeys<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];
type Optional<T> = { readonly [K in Exclude<keyof T, UndefinedKeys<T>>]: T[K] } & {
  readonly [K in UndefinedKeys<T>]?: T[K];
};

/** A row of a control table. */
export type Row<T extends ControlTable> = Optional<{
  [K in keyof (typeof CONTROL_TABLES)[T]['columns']]: (typeof CONTROL_TABLES)[T]['columns'][K] extends Column<
    infer V
  >
    ? V
    : never;
}>;

export type Application = Row<'application'>;
export type Connection = Row<'connection'>;
export type LoginMethod = Row<'login_method'>;
export type HubSession = Row<'hub_session'>;
export type UserToken = Row<'user_token'>;
export type Account = Row<'account'>;
export type AccountSession = Row<'account_session'>;
export type AuditRow = Row<'audit'>;
export type Disclosure = Row<'disclosure'>;
export type DisclosureSeal = Row<'disclosure_seal'>;
