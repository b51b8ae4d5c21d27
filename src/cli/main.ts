/** The command line: noun, then verb. Results on stdout, everything else on stderr. */
import { Command, CommanderError } from 'commander';
import { EXIT, RollbookError } from '../errors/index.ts';
import { VERSION } from '../version.ts';

const program = new Command('rollbook')
  .description('A self-hosted roster hub for schools: an SIS export in, the Data API v1.1 out.')
  .version(VERSION)
  .showHelpAfterError('(add --help for what can be said here)')
  .addHelpText(
    'after',
    `
Exit codes:
  0  done            1  failed           2  usage
  3  files unusable  4  import held      5  another import is running   6  not found`,
  )
  .exitOverride();

/** Each stands in a file of its own that is read when it is asked for: what a server needs would keep an import from beginning. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).startCommand(),
  district: async () => (await import('./district.ts')).districtCommand(),
  import: async () => (await import('./import.ts')).importCommand(),
  validate: async () => (await import('./import.ts')).validateCommand(),
  generate: async () => (await import('./generate.ts')).generateCommand(),
  app: async () => (await import('./app.ts')).appCommand(),
  connection: async () => (await import('./connection.ts')).connectionCommand(),
  sharing: async () => (await import('./sharing.ts')).sharingCommand(),
  token: async () => (await import('./token.ts')).tokenCommand(),
  explain: async () => (await import('./explain.ts')).explainCommand(),
  sync: async () => (await import('./sync.ts')).syncCommand(),
  ledger: async () => (await import('./ledger.ts')).ledgerCommand(),
  audit: async () => (await import('./audit.ts')).auditCommand(),
  'login-method': async () => (await import('./login-method.ts')).loginMethodCommand(),
  password: async () => (await import('./password.ts')).passwordCommand(),
  account: async () => (await import('./account.ts')).accountCommand(),
};

const [, , named = ''] = process.argv;
// Anything else is a question about all of them.
for (const name of Object.hasOwn(COMMANDS, named) ? [named] : Object.keys(COMMANDS)) {
  const command = await COMMANDS[name]?.();
  if (!command) continue;
  inheritSettings(command);
  program.addCommand(command);
}

/** Subcommands throw as the program does, so that every way out leads through the one below. */
function inheritSettings(command: Command): void {
  command.copyInheritedSettings(program);
  command.commands.forEach(inheritSettings);
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof RollbookError) {
    if (process.argv.includes('--json'))
      process.stdout.write(`${JSON.stringify({ error: { code: error.code, message: error.message } })}\n`);
    process.stderr.write(`rollbook: ${error.message}\n`);
    return error.exitCode;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    process.stderr.write(
      'rollbook: the port is taken by another program. Stop that one, or name another port with --port.\n',
    );
    return EXIT.failed;
  }
  process.stderr.write(`rollbook: ${code === undefined ? ((error as Error).stack ?? message) : message}\n`);
  return EXIT.failed;
}
