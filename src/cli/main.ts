/** The command line: noun, then verb. Results on stdout, everything else on stderr. */
import { Command, CommanderError } from 'commander';
import { EXIT, RollbookError } from '../errors/index.ts';
import { accountCommand } from './account.ts';
import { appCommand } from './app.ts';
import { auditCommand } from './audit.ts';
import { connectionCommand } from './connection.ts';
import { districtCommand } from './district.ts';
import { explainCommand } from './explain.ts';
import { generateCommand } from './generate.ts';
import { importCommand, validateCommand } from './import.ts';
import { ledgerCommand } from './ledger.ts';
import { sharingCommand } from './sharing.ts';
import { loginMethodCommand } from './login-method.ts';
import { passwordCommand } from './password.ts';
import { startCommand } from './start.ts';
import { syncCommand } from './sync.ts';
import { tokenCommand } from './token.ts';
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

for (const command of [
  startCommand(),
  districtCommand(),
  importCommand(),
  validateCommand(),
  generateCommand(),
  appCommand(),
  connectionCommand(),
  sharingCommand(),
  tokenCommand(),
  explainCommand(),
  syncCommand(),
  ledgerCommand(),
  auditCommand(),
  loginMethodCommand(),
  passwordCommand(),
  accountCommand(),
]) {
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
