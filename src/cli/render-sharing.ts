/** Sharing, its preview and an explanation, as lines for people and as JSON for scripts. */
import { describeChanges, type Explanation, type SharingPreview } from '../directory/index.ts';
import { getResource, STORED_TYPES } from '../roster/index.ts';
import { describeRule, describeShare, SHARE_LABELS, type Sharing } from '../sharing/index.ts';
import type { Connection, FrozenView } from '../store/index.ts';
import { plain } from './output.ts';

/** A column of numbers wide enough for a million. */
const NUMBER_WIDTH = 9;
const TYPE_WIDTH = 16;

export function renderSharingText({ share, refused, granted, leak_hidden_ids: leak }: Sharing): string {
  const lines = [`shares    ${describeShare(share)}`];
  if (share.kind === 'rules')
    for (const [n, rule] of share.rules.entries())
      lines.push(`  rule ${n + 1}  ${plain(describeRule(rule))}`);
  if (share.kind === 'schools' || share.kind === 'site') lines.push(`schools   ${share.schools.join(' ')}`);
  if (share.kind === 'sections') lines.push(`sections  ${share.sections.join(' ')}`);
  const fields = Object.entries(refused).flatMap(([type, names]) => names.map((name) => `${type}.${name}`));
  if (fields.length > 0) lines.push(`refuses   ${fields.join(' ')}`);
  lines.push(`grants    ${granted.length > 0 ? granted.join(' ') : 'neither frl_status nor iep_status'}`);
  if (leak) lines.push('lists of ids name hidden records too');
  return lines.join('\n');
}

export function sharingJson(sharing: Sharing) {
  return { label: SHARE_LABELS[sharing.share.kind], ...sharing };
}

export function renderPreviewCounts({ counts, fields, rules, warnings }: SharingPreview): string {
  const right = (value: string | number) => String(value).padStart(NUMBER_WIDTH);
  const lines = [
    `${''.padEnd(TYPE_WIDTH)}${['visible', 'entering', 'leaving', 'changed'].map(right).join('')}`,
    ...STORED_TYPES.map((type) => {
      const { visible, entering, leaving, changed } = counts[type];
      const { plural } = getResource(type);
      return `${plural.padEnd(TYPE_WIDTH)}${[visible, entering, leaving, changed].map(right).join('')}`;
    }),
  ];
  for (const { rule, match, exclude, records } of rules)
    lines.push(`rule ${rule} ${exclude ? 'excludes' : 'names'} ${records} ${match}`);
  for (const type of STORED_TYPES) {
    const { added = [], removed = [] } = fields[type] ?? {};
    if (added.length > 0) lines.push(`fields of ${type} that come: ${added.join(', ')}`);
    if (removed.length > 0) lines.push(`fields of ${type} that go: ${removed.join(', ')}`);
  }
  for (const warning of warnings) lines.push(`! ${plain(warning)}`);
  return lines.join('\n');
}

export function renderSamples({ samples }: SharingPreview): string {
  const lines = STORED_TYPES.flatMap((type) => {
    const { entering, visible } = samples[type];
    const some = entering.length > 0 ? entering : visible;
    if (some.length === 0) return [];
    const title = `${getResource(type).plural} ${entering.length > 0 ? 'that would come' : 'that would be seen'}:`;
    return [title, ...some.map((record) => `  ${plain(JSON.stringify(record))}`)];
  });
  return lines.join('\n');
}

export function previewJson(preview: SharingPreview) {
  const { connectionId, state, sharing, counts, fields, gates, samples, rules, warnings } = preview;
  return {
    connection: connectionId,
    state,
    sharing: sharingJson(sharing),
    counts,
    fields,
    gates: Object.fromEntries(
      Object.entries(gates).map(([type, { isOpen, scopes }]) => [type, { open: isOpen, scopes }]),
    ),
    rules,
    samples,
    warnings,
  };
}

const MARKS = { pass: 'ok  ', stop: 'STOP', info: '    ' } as const;

export function renderExplanation({ isServed, type, id, steps }: Explanation): string {
  const lines = steps.flatMap(({ verdict, text, change }) => [
    `${MARKS[verdict]}  ${plain(text)}`,
    // What would take a record away is not what somebody asks who sees it.
    ...(change === undefined || verdict === 'pass' ? [] : [`        → ${plain(change)}`]),
  ]);
  return [`The application ${isServed ? 'sees' : 'does not see'} ${type} ${id}.`, ...lines].join('\n');
}

export function explanationJson({ applicationId, districtId, type, id, isServed, steps }: Explanation) {
  return { app: applicationId, district: districtId, type, id, served: isServed, steps };
}

/** What is withheld from an application that is asked before large changes; null: nothing. */
export function withheldJson(withheld: FrozenView | undefined) {
  return withheld ? { since: withheld.frozenAt, cause: withheld.cause, exceeded: withheld.exceeded } : null;
}

export function withheldLines({ id }: Connection, withheld: FrozenView | undefined): readonly string[] {
  if (!withheld) return [];
  return [
    `withheld  since ${withheld.frozenAt}, ${withheld.cause}: ${describeChanges(withheld.exceeded)}.`,
    `          The application is shown what it saw before, until its team accepts: rollbook connection accept-changes ${id}`,
  ];
}
