import type { AdminRoute } from '../route.ts';
import { accountRoutes } from './accounts.ts';
import { applicationRoutes } from './applications.ts';
import { auditRoutes } from './audit.ts';
import { connectionRoutes } from './connections.ts';
import { districtRoutes } from './districts.ts';
import { impersonationRoutes } from './impersonation.ts';
import { loginMethodRoutes } from './login-methods.ts';
import { peopleRoutes } from './people.ts';
import { secondFactorRoutes } from './second-factor.ts';
import { seeRoutes } from './see.ts';
import { sessionRoutes } from './session.ts';
import { sharingRoutes } from './sharing.ts';
import { syncRoutes } from './syncs.ts';
import { teamRoutes } from './team.ts';
import { tokenRoutes } from './tokens.ts';

/** Every route of the admin API. Another module of routes joins here; its definitions say who may use them. */
export const adminRoutes: readonly AdminRoute[] = [
  ...sessionRoutes,
  ...secondFactorRoutes,
  ...accountRoutes,
  ...districtRoutes,
  ...teamRoutes,
  ...loginMethodRoutes,
  ...peopleRoutes,
  ...syncRoutes,
  ...applicationRoutes,
  ...connectionRoutes,
  ...tokenRoutes,
  ...sharingRoutes,
  ...seeRoutes,
  ...impersonationRoutes,
  ...auditRoutes,
];
