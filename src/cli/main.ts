/** The command line: noun, then verb. Results on stdout, everything else on stderr. */
import { CommanderError } from 'commander';
import { EXIT, RollbookError } from '../errors/index.ts';
import { buildProgram } from './program.ts';

try {
  const program = await buildProgram(process.argv[2]);
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
