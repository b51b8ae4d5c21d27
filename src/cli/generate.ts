import { Command, InvalidArgumentError } from 'commander';
import { csvLayout } from '../derive/index.ts';
import { GENERATED_STUDENTS_MAX, generateDistrict } from '../generate/index.ts';
import { type CommonFlags, printResult } from './output.ts';

interface Flags extends CommonFlags {
  readonly students: number;
  readonly out: string;
  readonly seed: number;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('Give a whole number.');
  return value;
}

function districtSize(text: string): number {
  const value = wholeNumber(text);
  if (value < 1 || value > GENERATED_STUDENTS_MAX)
    throw new InvalidArgumentError(`Give a whole number from 1 to ${GENERATED_STUDENTS_MAX}.`);
  return value;
}

export function generateCommand(): Command {
  return new Command('generate')
    .description('invent a district of any size and write its files')
    .requiredOption('--students <n>', 'how many students', districtSize)
    .requiredOption('--out <dir>', 'the folder to write to; it is made if it is not there')
    .option('--seed <n>', 'the same seed gives the same files', wholeNumber, 1)
    .option('--json', 'print the result as JSON')
    .action(async (flags: Flags) => {
      const { students, out, seed } = flags;
      const { counts } = await generateDistrict({ students, seed, outDir: out, layout: csvLayout });
      const lines = Object.entries<number>({ ...counts }).map(
        ([what, n]) => `  ${n.toLocaleString('en').padStart(10)} ${what}`,
      );
      printResult(flags, { out, counts }, `Wrote to ${out}:\n${lines.join('\n')}`);
    });
}
