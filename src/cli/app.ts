import { Command } from 'commander';
import { applications, createApplication } from '../directory/index.ts';
import { actingIn, type CommonFlags, plain, printResult, withCommonFlags, withHub } from './output.ts';

interface CreateFlags extends CommonFlags {
  readonly name: string;
  readonly redirectUri: readonly string[];
}

const collect = (value: string, before: readonly string[]) => [...before, value];

export function appCommand(): Command {
  const app = new Command('app').description('applications that read rosters');
  withCommonFlags(
    app
      .command('create')
      .description('register an application; connect it with a district next')
      .requiredOption('--name <name>', 'the name of the application')
      .option(
        '--redirect-uri <uri>',
        'where users come back to after signing in (may be repeated)',
        collect,
        [],
      ),
  ).action((flags: CreateFlags) =>
    withHub(flags, async (hub) => {
      const { id, clientId, clientSecret, name } = await createApplication(actingIn(hub), {
        name: flags.name,
        redirectUris: flags.redirectUri,
      });
      printResult(
        flags,
        { id, client_id: clientId, client_secret: clientSecret },
        `Application ${plain(name)}\n  id             ${id}\n  client id      ${clientId}\n  client secret  ${clientSecret ?? 'none'}\nThe secret is shown this once. Next: rollbook connection create --app ${id} --district ID`,
      );
    }),
  );
  withCommonFlags(app.command('list').description('all applications')).action((flags: CommonFlags) =>
    withHub(flags, async ({ store }) => {
      const all = await applications(store);
      const lines = all.map(({ id, clientId, name }) => `${id}  ${clientId}  ${plain(name)}`);
      printResult(
        flags,
        all.map(({ id, name, clientId, redirectUris, created }) => ({
          id,
          name,
          client_id: clientId,
          redirect_uris: redirectUris,
          created,
        })),
        lines.length > 0
          ? lines.join('\n')
          : 'There is no application yet. "rollbook app create --name NAME" makes one.',
      );
    }),
  );
  return app;
}
