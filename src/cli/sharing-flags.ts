/** The flags by which sharing is said on the command line, for every command that takes a choice. */
import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { RollbookError } from '../errors/index.ts';
import { parseSharing, type Sharing } from '../sharing/index.ts';

export interface SharingFlags {
  readonly share?: string;
  readonly schools?: readonly string[];
  readonly sections?: readonly string[];
  readonly rules?: string;
  readonly staff?: boolean;
  readonly grant?: readonly string[];
  readonly attest?: string;
  readonly refuse?: readonly string[];
  readonly leakHiddenIds?: boolean;
  readonly sharing?: string;
}

const KINDS = ['everything', 'none', 'schools', 'sections', 'rules', 'site'] as const;
/** Empties a list: `--grant none`. */
const NONE = 'none';

/** `a b`, `a,b` and the flag repeated are the same. */
export function collectList(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), ...value.split(',').filter((part) => part !== '')];
}

/** Several values: `--schools A B` or `--schools A,B`. */
export function listOption(flags: string, doc: string): Option {
  return new Option(flags, doc).argParser(collectList);
}

export function withSharingFlags(command: Command): Command {
  const pieces = [
    new Option('--share <kind>', 'which records').choices(KINDS),
    listOption('--schools <ids...>', 'the schools, for --share schools and site'),
    listOption('--sections <ids...>', 'the sections, for --share sections'),
    new Option('--rules <file>', 'a JSON file with the list of rules, for --share rules'),
    new Option('--staff', 'share staff too (with everything, schools and site)'),
    new Option('--no-staff', 'do not share staff'),
    listOption('--grant <names...>', 'give what is otherwise withheld: frl_status, iep_status, or none'),
    listOption('--refuse <fields...>', 'keep optional fields back: student.dob, contact.phone, or none'),
    new Option('--leak-hidden-ids', 'let lists of ids name hidden records too, as the original did'),
    new Option('--no-leak-hidden-ids', 'let lists of ids name visible records only'),
  ];
  for (const piece of pieces) command.addOption(piece);
  const whole = new Option(
    '--sharing <file>',
    'a JSON file with the whole choice; instead of the flags above',
  );
  return command
    .addOption(
      whole.conflicts(['share', 'schools', 'sections', 'rules', 'staff', 'grant', 'refuse', 'leakHiddenIds']),
    )
    .option('--attest <text>', 'why the district may grant it to this application; kept in the ledger');
}

/** JSON in a file that somebody named. */
export function readJsonFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new RollbookError('bad_request', `The file "${path}" cannot be read. Check its name.`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new RollbookError('bad_request', `The file "${path}" is no JSON: ${why}.`, { cause });
  }
}

function kindOf({ share, schools, sections, rules }: SharingFlags): string | undefined {
  const implied = [
    ...(schools === undefined ? [] : [share === 'site' ? 'site' : 'schools']),
    ...(sections === undefined ? [] : ['sections']),
    ...(rules === undefined ? [] : ['rules']),
  ];
  const kinds = new Set([...(share === undefined ? [] : [share]), ...implied]);
  if (kinds.size > 1)
    throw new RollbookError(
      'bad_request',
      `A connection is shared by ${[...kinds].join(' or by ')}, not by both. Leave one out.`,
    );
  return [...kinds][0];
}

function needed<T>(value: T | undefined, kind: string, flag: string): T {
  if (value === undefined)
    throw new RollbookError('bad_request', `--share ${kind} needs ${flag}. Say which, or share otherwise.`);
  return value;
}

/** Checked by `parseSharing` afterwards. */
function shareOf(flags: SharingFlags, base: Sharing): unknown {
  const kind = kindOf(flags);
  const { staff } = flags;
  if (kind === undefined || kind === base.share.kind) {
    const { schools, sections, rules } = flags;
    return {
      ...base.share,
      ...(schools ? { schools } : {}),
      ...(sections ? { sections } : {}),
      ...(rules === undefined ? {} : { rules: readJsonFile(rules) }),
      ...(staff === undefined ? {} : { staff }),
    };
  }
  const rest = staff === undefined ? {} : { staff };
  switch (kind) {
    case 'everything':
      return { kind, staff: true, ...rest };
    case 'schools':
    case 'site':
      return { kind, schools: needed(flags.schools, kind, '--schools'), ...rest };
    case 'sections':
      return { kind, sections: needed(flags.sections, kind, '--sections'), ...rest };
    case 'rules':
      return { kind, rules: readJsonFile(needed(flags.rules, kind, '--rules')), ...rest };
    default:
      return { kind, ...rest };
  }
}

function refusedOf(names: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const refused: Record<string, string[]> = {};
  for (const name of names) {
    const [type = '', field, ...more] = name.split('.');
    if (field === undefined || more.length > 0)
      throw new RollbookError(
        'bad_request',
        `"${name}" names no field. Write the record type, a dot and the field: student.dob.`,
      );
    (refused[type] ??= []).push(field);
  }
  return refused;
}

function without(names: readonly string[]): readonly string[] {
  return names.length === 1 && names[0] === NONE ? [] : names;
}

/** Whether anything was said about sharing. */
export function saysSharing(flags: SharingFlags): boolean {
  const { share, schools, sections, rules, staff, grant, refuse, leakHiddenIds, sharing } = flags;
  return [share, schools, sections, rules, staff, grant, refuse, leakHiddenIds, sharing].some(
    (flag) => flag !== undefined,
  );
}

/** The choice that the flags say. What they do not say is as in `base`. Throws `bad_request`. */
export function sharingFrom(flags: SharingFlags, base: Sharing): Sharing {
  if (flags.sharing !== undefined) return parseSharing(readJsonFile(flags.sharing));
  const { grant, refuse, leakHiddenIds } = flags;
  return parseSharing({
    share: shareOf(flags, base),
    refused: refuse === undefined ? base.refused : refusedOf(without(refuse)),
    granted: grant === undefined ? base.granted : without(grant),
    leak_hidden_ids: leakHiddenIds ?? base.leak_hidden_ids,
  });
}
