import { Command } from 'commander';
import { createConnection } from '../directory/index.ts';
import { type CommonFlags, printResult, withCommonFlags, withHub } from './output.ts';

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
    withHub(flags, async ({ store, serverKey }) => {
      const { id, token } = await createConnection(store, serverKey, {
        districtId: flags.district,
        applicationId: flags.app,
        now: new Date(),
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
