/** Every command, as one tree. */
import { Command } from 'commander';
import { VERSION } from '../version.ts';

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
  person: async () => (await import('./person.ts')).personCommand(),
  password: async () => (await import('./password.ts')).passwordCommand(),
  account: async () => (await import('./account.ts')).accountCommand(),
};

/** Subcommands throw as the program does, so that every way out leads through one place. */
function inheritSettings(command: Command, program: Command): void {
  command.copyInheritedSettings(program);
  for (const one of command.commands) inheritSettings(one, program);
}

/**
 * The program, which has not read its arguments yet.
 * @param named the command that is asked for: no other is read then. Anything else is a question about all of them.
 */
export async function buildProgram(named = ''): Promise<Command> {
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
  for (const name of Object.hasOwn(COMMANDS, named) ? [named] : Object.keys(COMMANDS)) {
    const command = await COMMANDS[name]?.();
    if (!command) continue;
    inheritSettings(command, program);
    program.addCommand(command);
  }
  return program;
}
