/** What a person should know before a choice of sharing is saved. */
import { getResource, isPersonType, STORED_TYPES, type StoredType } from '../roster/index.ts';
import {
  ignoredRefusals,
  RULE_MATCHES,
  removesTooMuch,
  ruleTest,
  SAFETY_THRESHOLD,
  type Share,
} from '../sharing/index.ts';
import type { Application, Connection, SafetyLimits, Store } from '../store/index.ts';
import type { RuleCount, SharingPreview } from './preview-report.ts';

/** How many of a list of ids are named in a sentence. */
const IDS_NAMED_MAX = 5;

/** Reads each record type once, however many rules there are. */
export async function countRules(
  { districts }: Store,
  districtId: string,
  share: Share,
): Promise<readonly RuleCount[]> {
  if (share.kind !== 'rules') return [];
  const tests = share.rules.map((rule) => ({ match: rule.match, passes: ruleTest(rule), records: 0 }));
  for (const match of new Set(share.rules.map((rule) => rule.match))) {
    const ofType = tests.filter((test) => test.match === match);
    const passes = (values: Readonly<Record<string, unknown>>): boolean => {
      for (const test of ofType) if (test.passes(values)) test.records++;
      return false;
    };
    await districts.ask(districtId, { ask: 'matching', type: RULE_MATCHES[match], passes });
  }
  return share.rules.map(({ match, exclude = false }, n) => ({
    rule: n + 1,
    match,
    exclude,
    records: tests[n]?.records ?? 0,
  }));
}

export interface WarningFacts {
  readonly store: Store;
  readonly districtId: string;
  readonly connection: Connection;
  readonly application: Application;
  readonly report: Omit<SharingPreview, 'warnings'>;
  /** How many records of each type are seen now; undefined before it is connected. */
  readonly present: Readonly<Record<StoredType, number>> | undefined;
  readonly limits: SafetyLimits;
}

function listed(ids: readonly string[]): string {
  const more = ids.length - IDS_NAMED_MAX;
  return `${ids.slice(0, IDS_NAMED_MAX).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Ids that were named and of which there is no record. */
async function missing(
  { store, districtId }: WarningFacts,
  type: StoredType,
  ids: readonly string[],
): Promise<readonly string[]> {
  const found = new Set(await store.districts.ask(districtId, { ask: 'existing', type, ids }));
  return ids.filter((id) => !found.has(id));
}

async function ofChosenRecords(facts: WarningFacts): Promise<readonly string[]> {
  const { store, districtId } = facts;
  const { share } = facts.report.sharing;
  const warnings: string[] = [];
  if (share.kind === 'sections') {
    const unknown = await missing(facts, 'section', share.sections);
    if (unknown.length > 0) warnings.push(`There is no section ${listed(unknown)} in this district.`);
    warnings.push('Sections that were picked do not follow later imports: new sections stay hidden.');
  }
  if (share.kind !== 'schools' && share.kind !== 'site') return warnings;
  const unknown = await missing(facts, 'school', share.schools);
  if (unknown.length > 0) warnings.push(`There is no school ${listed(unknown)} in this district.`);
  const empty: string[] = [];
  for (const school of share.schools.filter((id) => !unknown.includes(id))) {
    const students = await store.districts.ask(districtId, {
      ask: 'children',
      relation: 'student.school',
      parents: [school],
    });
    if (students.length === 0) empty.push(school);
  }
  if (empty.length > 0) warnings.push(`No student belongs to school ${listed(empty)}.`);
  return warnings;
}

function ofRules({ rules }: WarningFacts['report']): readonly string[] {
  return rules
    .filter(({ records }) => records === 0)
    .map(({ rule, match, exclude }) =>
      exclude ? `Rule ${rule} excludes no ${match}.` : `Rule ${rule} matches no ${match}.`,
    );
}

function ofApplication({ connection, application, report }: WarningFacts): readonly string[] {
  const { sharing, gates, counts } = report;
  const warnings: string[] = [];
  if (application.state === 'disabled')
    warnings.push('The application is disabled: its tokens open nothing.');
  if (connection.state !== 'connected')
    warnings.push(`The connection is ${connection.state}: nothing is read before it is accepted.`);
  for (const type of STORED_TYPES) {
    const { isOpen, scopes } = gates[type];
    if (isOpen || counts[type].visible === 0) continue;
    const tier = getResource(type).gate.secureSync ? ' and the tier secure_sync' : '';
    warnings.push(
      `${getResource(type).plural} would be shared, and the application cannot read them: that takes ${scopes.join(' or ')}${tier}.`,
    );
  }
  for (const { type, field } of ignoredRefusals(sharing, application.takenFields))
    warnings.push(
      `"${field}" of ${type} CANNOT BE REFUSED: the application requires it. Saving this will fail; give the field, or do not connect the application.`,
    );
  for (const grant of sharing.granted)
    if (application.takenFields.student?.[grant] === 'untaken')
      warnings.push(`"${grant}" is granted and the application does not take it.`);
  for (const type of application.userTypes)
    if (isPersonType(type) && counts[type].visible === 0)
      warnings.push(`No ${getResource(type).plural} would be able to sign in: none is shared.`);
  return warnings;
}

/** Sentences, the gravest first. */
export async function findWarnings(facts: WarningFacts): Promise<readonly string[]> {
  const { report, present, limits, application } = facts;
  const { sharing, counts } = report;
  const { share } = sharing;
  const warnings: string[] = [];
  if (STORED_TYPES.every((type) => counts[type].visible === 0))
    warnings.push(
      share.kind === 'none'
        ? 'Nothing is shared: the application sees no record.'
        : 'This choice leads to no record at all: the application sees nothing.',
    );
  else if (counts.student.visible === 0) warnings.push('No student is shared.');
  warnings.push(...ofApplication(facts), ...ofRules(report), ...(await ofChosenRecords(facts)));
  if (sharing.leak_hidden_ids && share.kind !== 'everything')
    warnings.push('Lists of ids name hidden records too (leak_hidden_ids).');
  if ('staff' in share && !share.staff) warnings.push('Staff are not shared: the staff box is off.');
  if (
    application.safetyThreshold &&
    present &&
    STORED_TYPES.some((type) => removesTooMuch({ had: present[type], removed: counts[type].leaving }))
  )
    warnings.push(
      `The application asks to be asked: until its team accepts, it goes on seeing what it sees now, for more than ${SAFETY_THRESHOLD.removalPercent} % of a type would go. To take it away at once: --at-once (in the admin API: "at_once": true).`,
    );
  for (const type of STORED_TYPES) {
    const seen = present?.[type] ?? 0;
    const percent = seen === 0 ? 0 : (counts[type].leaving * 100) / seen;
    if (percent > limits.removalPercent)
      warnings.push(
        `${Math.round(percent * 10) / 10} % of the ${getResource(type).plural} that the application sees would go.`,
      );
  }
  return warnings;
}
