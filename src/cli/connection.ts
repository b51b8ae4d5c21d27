import { Command } from 'commander';
import { createConnection } from '../directory/index.ts';
import { actingIn, type CommonFlags, printResult, withCommonFlags, withHub } from './output.ts';

interface CreateFlags extends CommonFlags {
  readonly app: string;
  readonly district: string;
}

export function connectionCommand(): Command {
  const connection = new Command('connection').description('which application reads which district');
  withCommonFlags(
    connection
      .command('create')
      .description(
        'connect an application with a district: shares everything but frl and iep status, and prints the token',
      )
      .requiredOption('--app <id>', 'the id of the application')
      .requiredOption('--district <id>', 'the id of the district'),
  ).action((flags: CreateFlags) =>
    withHub(flags, async (hub) => {
      const {
        connection: { id },
        token,
      } = await createConnection(actingIn(hub), {
        districtId: flags.district,
        applicationId: flags.app,
      });
      printResult(
        flags,
        { id, app: flags.app, district: flags.district, token },
        `The district token, shown this once:\n  ${token}\nTry it: curl -H "Authorization: Bearer ${token}" http://localhost:3000/v1.1/students?limit=2`,
      );
    }),
  );
  return connection;
}
