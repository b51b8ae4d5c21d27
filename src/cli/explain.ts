import { Command } from 'commander';
import { explain } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import { getResource, STORED_TYPES } from '../roster/index.ts';
import { actingIn, type CommonFlags, printResult, withCommonFlags, withHub } from './output.ts';
import { explanationJson, renderExplanation } from './render-sharing.ts';

type Flags = CommonFlags &
  Readonly<Record<string, string | boolean | undefined>> & {
    readonly app: string;
    readonly district: string;
  };

/** `--school-admin`, and the name under which its value is found. */
const flagOf = (type: string) => type.replaceAll('_', '-');
const propertyOf = (type: string) => type.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

export function explainCommand(): Command {
  const command = new Command('explain')
    .description('why an application can, or cannot, see a record; and what would change that')
    .requiredOption('--app <id>', 'the id of the application')
    .requiredOption('--district <id>', 'the id of the district');
  for (const type of STORED_TYPES)
    command.option(`--${flagOf(type)} <id>`, `a ${getResource(type).name.replace('_', ' ')}`);
  return withCommonFlags(command).action((flags: Flags) =>
    withHub(flags, async (hub) => {
      const asked = STORED_TYPES.flatMap((type) => {
        const id = flags[propertyOf(type)];
        return typeof id === 'string' ? [{ type, id }] : [];
      });
      const [record] = asked;
      if (!record || asked.length > 1)
        throw new RollbookError(
          'bad_request',
          `Name one record: ${STORED_TYPES.map((type) => `--${flagOf(type)}`).join(', ')} and its id.`,
        );
      const { app: applicationId, district: districtId } = flags;
      const explanation = await explain(actingIn(hub), { applicationId, districtId, ...record });
      printResult(flags, explanationJson(explanation), renderExplanation(explanation));
    }),
  );
}
