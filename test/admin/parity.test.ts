/**
 * What can be done over the admin API can be done on the command line, and the reverse: each route names its commands, or why it has none, and
 * each command is named by a route, or says why not. The documents list both.
 */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission, type Role, ROLES } from '../../src/accounts/index.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { adminRoutes } from '../../src/http/admin/routes/index.ts';

interface Without {
  readonly why: string;
}
const without = (why: string): Without => ({ why });

const NO_SESSION = without('On the machine nobody signs in: the operating system says who acts.');

/** By route: the commands that do the same. */
const COMMANDS_OF: Readonly<Record<string, readonly string[] | Without>> = {
  'GET /setup': without('"start" prints the setup code where there is no account.'),
  'POST /setup': ['account create'],
  'POST /session': NO_SESSION,
  'GET /session': NO_SESSION,
  'DELETE /session': NO_SESSION,
  'PUT /session/password': NO_SESSION,
  'GET /session/list': NO_SESSION,
  'DELETE /session/list/:session_id': NO_SESSION,
  'POST /session/second-factor': NO_SESSION,
  'POST /session/second-factor/setup': NO_SESSION,
  'POST /session/second-factor/confirmation': NO_SESSION,
  'POST /session/recovery-codes': NO_SESSION,
  'GET /accounts': ['account list'],
  'POST /accounts': ['account create'],
  'GET /accounts/:account_id': ['account list'],
  'PUT /accounts/:account_id/state': ['account disable', 'account enable'],
  'POST /accounts/:account_id/roles': ['account role add'],
  'DELETE /accounts/:account_id/roles/:role': ['account role remove'],
  'DELETE /accounts/:account_id/sessions': ['account end-sessions'],
  'POST /accounts/:account_id/password-reset': ['account reset-password'],
  'POST /accounts/:account_id/second-factor-reset': ['account reset-second-factor'],
  'GET /districts': ['district list'],
  'POST /districts': ['district create'],
  'GET /districts/:district_id': ['district list'],
  'PUT /districts/:district_id/pause': ['district pause', 'district resume'],
  'PUT /districts/:district_id/limits': ['district limits'],
  'PUT /districts/:district_id/tech-lead-impersonation': ['district tech-leads'],
  'GET /districts/:district_id/admins': ['district admin list'],
  'POST /districts/:district_id/admins': ['district admin add'],
  'GET /districts/:district_id/team': ['account list'],
  'POST /districts/:district_id/team': ['account create', 'account role add'],
  'DELETE /districts/:district_id/team/:account_id/roles/:role': ['account role remove'],
  'PUT /districts/:district_id/owner': ['district owner'],
  'GET /districts/:district_id/login-methods': ['login-method list'],
  'POST /districts/:district_id/login-methods': ['login-method add'],
  'PATCH /districts/:district_id/login-methods/:method_id': ['login-method update'],
  'DELETE /districts/:district_id/login-methods/:method_id': ['login-method remove'],
  'GET /districts/:district_id/people': ['person search'],
  'GET /districts/:district_id/people/:person_type/:person_id': ['person show'],
  'PUT /districts/:district_id/people/:person_type/:person_id/password': ['password set'],
  'POST /districts/:district_id/people/:person_type/:person_id/password-reset': ['password reset'],
  'POST /districts/:district_id/people/:person_type/:person_id/password-expiry': ['password expire'],
  'DELETE /districts/:district_id/people/:person_type/:person_id/password': ['password remove'],
  'GET /districts/:district_id/syncs': ['sync list'],
  'GET /districts/:district_id/syncs/:sync_id': ['sync show'],
  'POST /districts/:district_id/syncs/:sync_id/approval': ['sync approve'],
  'POST /districts/:district_id/syncs/:sync_id/rejection': ['sync reject'],
  'GET /applications': ['app list'],
  'POST /applications': ['app create'],
  'GET /applications/:application_id': ['app show'],
  'PATCH /applications/:application_id': ['app update'],
  'PUT /applications/:application_id/tier': ['app update'],
  'PUT /applications/:application_id/state': ['app disable', 'app enable'],
  'POST /applications/:application_id/secrets': ['app rotate-secret'],
  'GET /connections': ['connection list'],
  'GET /connections/:connection_id': ['connection show'],
  'POST /districts/:district_id/connections': ['connection create'],
  'POST /districts/:district_id/requests': ['connection propose'],
  'POST /applications/:application_id/invitations': ['connection propose'],
  'POST /connections/:connection_id/withheld/acceptance': ['connection accept-changes'],
  'POST /connections/:connection_id/acceptance': ['connection accept'],
  'POST /connections/:connection_id/approval': ['connection accept'],
  'PUT /connections/:connection_id/launch-date': ['connection launch'],
  'PUT /connections/:connection_id/scopes': ['connection scopes'],
  'DELETE /connections/:connection_id': ['connection disconnect'],
  'GET /connections/:connection_id/token': ['token list'],
  'POST /connections/:connection_id/token/showing': ['token show'],
  'POST /connections/:connection_id/token/rotation': ['token rotate', 'token revoke'],
  'DELETE /connections/:connection_id/token/previous': ['token revoke-previous'],
  'GET /connections/:connection_id/sharing': ['sharing show'],
  'PUT /connections/:connection_id/sharing': ['sharing set'],
  'POST /connections/:connection_id/sharing/preview': ['sharing preview'],
  'GET /connections/:connection_id/explain/:record_type/:record_id': ['explain'],
  'PUT /connections/:connection_id/schools/:school_id': ['sharing set'],
  'DELETE /connections/:connection_id/schools/:school_id': ['sharing set'],
  'GET /connections/:connection_id/see/*': without(
    '"token show" tells the token, and the Data API shows the same.',
  ),
  'POST /districts/:district_id/impersonations': without('It opens the portal in the browser that asks.'),
  'GET /districts/:district_id/audit': ['ledger list'],
  'GET /audit': ['ledger list'],
};

const FILES_HERE = without('It reads or writes files of the machine on which it runs.');
const ON_THE_MACHINE = without(
  'The ledger is checked beside the server, by whoever keeps its anchors; not by the server.',
);
const MONTHS = without('It walks months of disclosures, so it runs beside the server and not in it.');

/** Commands that no route does. */
const ONLY_COMMANDS: Readonly<Record<string, Without>> = {
  start: without('It is what serves the API.'),
  import: FILES_HERE,
  validate: FILES_HERE,
  generate: FILES_HERE,
  'audit verify': ON_THE_MACHINE,
  'audit anchor': ON_THE_MACHINE,
  'ledger who-received': MONTHS,
  'ledger token': MONTHS,
};

/** `sync approve`: the commands that do something, by what is typed. */
function commandsIn(command: Command, before: readonly string[] = []): readonly string[] {
  return command.commands.flatMap((one) => {
    const words = [...before, one.name()];
    return one.commands.length > 0 ? commandsIn(one, words) : [words.join(' ')];
  });
}

const commands = commandsIn(await buildProgram());
const routes = adminRoutes.map(({ method, path }) => `${method} ${path}`);
const isWithout = (of: readonly string[] | Without): of is Without => 'why' in of;
const named = Object.values(COMMANDS_OF).flatMap((of) => (isWithout(of) ? [] : of));
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
/** The rows of the tables of a document, cell by cell. */
const rowsOf = (path: string) =>
  read(path)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('the admin API and the command line', () => {
  it('name each route, with the commands that do the same or the reason why none does', () => {
    expect(Object.keys(COMMANDS_OF).sort()).toEqual([...routes].sort());
    for (const of of Object.values(COMMANDS_OF)) {
      if (isWithout(of)) expect(of.why).toMatch(/\w\.$/);
      else expect(of.length).toBeGreaterThan(0);
    }
  });

  it('leave out no command', () => {
    expect([...new Set([...named, ...Object.keys(ONLY_COMMANDS)])].sort()).toEqual([...commands].sort());
    expect(named.filter((command) => command in ONLY_COMMANDS)).toEqual([]);
    for (const { why } of Object.values(ONLY_COMMANDS)) expect(why).toMatch(/\w\.$/);
  });

  it('have, for each permission, something to do with it on both', () => {
    /** What a handler looks at, beside the permission of its route. */
    const inHandlers: readonly Permission[] = ['application.browse', 'district.view_settings'];
    const onBrowserOnly: readonly Permission[] = ['record.see', 'impersonation.start'];
    for (const permission of Object.keys(PERMISSIONS) as Permission[]) {
      const of = adminRoutes.filter((route) => route.permission === permission);
      expect(of.length > 0, permission).toBe(!inHandlers.includes(permission));
      const onCommandLine = of.filter(({ method, path }) => {
        const found = COMMANDS_OF[`${method} ${path}`];
        return found !== undefined && !isWithout(found);
      });
      if (of.length > 0)
        expect(onCommandLine.length > 0, permission).toBe(!onBrowserOnly.includes(permission));
    }
  });
});

describe('the documents', () => {
  it('list every route as it is', () => {
    const listed = rowsOf('docs/administration.md').filter(([first = '']) => /^`[A-Z]+ \//.test(first));
    expect(listed.map(([route, , doc]) => [route, doc])).toEqual(
      adminRoutes.map(({ method, path, doc }) => [`\`${method} ${path}\``, doc]),
    );
    expect(listed.map(([, permission]) => permission?.replaceAll('`', ''))).toEqual(
      adminRoutes.map(({ permission }) => permission.replace('_', permission === 'any_session' ? ' ' : '_')),
    );
  });

  it('list every permission with its roles', () => {
    const rows = rowsOf('docs/administration.md');
    const head = rows.find(([first]) => first === 'permission') ?? [];
    const roles = head.slice(1).map((cell) => cell.replaceAll('`', '')) as Role[];
    expect(roles).toEqual(Object.keys(ROLES));
    const listed = rows.filter(([first = '']) => /^`[a-z_]+\.[a-z_]+`$/.test(first));
    expect(
      listed.map(([permission = '', ...cells]) => [
        permission.replaceAll('`', ''),
        roles.filter((_role, n) => cells[n] === 'yes'),
      ]),
    ).toEqual(
      Object.entries(PERMISSIONS).map(([permission, of]) => [
        permission,
        roles.filter((role) => (of as readonly Role[]).includes(role)),
      ]),
    );
  });

  it('list every command', () => {
    const text = rowsOf('docs/cli.md')
      .map(([first = '']) => first)
      .filter((first) => first.includes('`'));
    const listed = text.flatMap((cell) => {
      // "`sync list`, `show`": the second stands for "sync show".
      let noun = '';
      return [...cell.matchAll(/`([^`]+)`/g)].map(([, words = '']) => {
        const parts = words.split(' ');
        if (parts.length > 1 || noun === '') {
          noun = parts.slice(0, -1).join(' ');
          return words;
        }
        return `${noun} ${words}`;
      });
    });
    for (const command of commands) expect(listed, command).toContain(command);
  });
});
