/** Which fields of a record type an application is not told, and why (`auth-and-sharing` 7.3). */
import { getResource, type StoredType } from '../roster/index.ts';
import type { AudiencePolicy } from '../sharing/index.ts';
import type { Application, Connection } from '../store/index.ts';
import { type ExplainStep, info } from './explain-step.ts';

export interface FieldQuestion {
  readonly application: Application;
  readonly connection: Connection;
  readonly policy: AudiencePolicy;
  readonly type: StoredType;
}

/** Steps that decide nothing about the record, only about what is told of it. */
export function explainFields({
  application,
  connection,
  policy,
  type,
}: FieldQuestion): readonly ExplainStep[] {
  const taken = application.takenFields[type] ?? {};
  const steps: ExplainStep[] = [];
  const withheld: string[] = [];
  const untaken: string[] = [];
  for (const [name, { grant }] of Object.entries(getResource(type).fields)) {
    const isUntaken = taken[name] === 'untaken';
    if (grant === undefined) {
      if (policy.hidden[type]?.includes(name) === true && isUntaken) untaken.push(name);
    } else if (policy.granted.includes(grant)) {
      steps.push(info('fields.granted', `"${name}" is told: the district granted ${grant}.`));
    } else if (connection.sharing.granted.includes(grant)) untaken.push(name);
    else withheld.push(grant);
  }
  const refused = (policy.hidden[type] ?? []).filter((name) => !untaken.includes(name));
  if (refused.length > 0)
    steps.push(
      info(
        'fields.refused',
        `The district refuses ${refused.join(', ')}.`,
        `rollbook sharing set ${connection.id} --refuse … without them`,
      ),
    );
  if (untaken.length > 0)
    steps.push(
      info(
        'fields.untaken',
        `The application does not take ${untaken.join(', ')}.`,
        `rollbook app update ${application.id} --fields FILE`,
      ),
    );
  if (withheld.length > 0)
    steps.push(
      info(
        'fields.withheld',
        `${withheld.join(', ')} ${withheld.length > 1 ? 'are' : 'is'} withheld until the district grants it.`,
        `rollbook sharing set ${connection.id} --grant ${withheld.join(',')} --attest "TEXT"`,
      ),
    );
  return steps;
}
