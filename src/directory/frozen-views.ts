/** Views that stand still because a change would remove or update too much of what an application sees (`auth-and-sharing` 9.6). */
import { RollbookError } from '../errors/index.ts';
import { getResource, type StoredType } from '../roster/index.ts';
import { removesTooMuch, type TypeChange, updatesTooMuch } from '../sharing/index.ts';
import type { Connection, FrozenView, Store } from '../store/index.ts';
import { type Acting, lineOf } from './acting.ts';
import { type ExplainStep, info, pass, stop } from './explain-step.ts';
import { getConnection } from './find-connection.ts';

/** What the application of a connection is shown instead of what the connection leads to; undefined where nothing is withheld. */
export async function withheldFrom(
  { districts }: Pick<Store, 'districts'>,
  { id, audienceId, state }: Connection,
): Promise<FrozenView | undefined> {
  if (state !== 'connected' || audienceId === undefined) return undefined;
  return (await districts.findView(audienceId, id))?.frozen;
}

/** "120 of 1000 students would go". */
function describeChange(change: TypeChange): string {
  const { type, had, removed, updated } = change;
  const { plural } = getResource(type);
  return [
    ...(removesTooMuch(change) ? [`${removed} of ${had} ${plural} would go`] : []),
    ...(updatesTooMuch(change) ? [`${updated} of ${had} ${plural} would change`] : []),
  ].join(', ');
}

export const describeChanges = (changes: readonly TypeChange[]): string =>
  changes.map(describeChange).join('; ');

/** The team of the application accepts what is withheld: it is shown from the next request on. Throws `conflict` where nothing is. */
export async function acceptWithheld(acting: Acting, connectionId: string): Promise<Connection> {
  const { store } = acting;
  const connection = await getConnection(store.control, connectionId);
  const withheld = await withheldFrom(store, connection);
  const wasDone =
    withheld !== undefined &&
    (await store.districts.acceptWithheld(
      connectionId,
      lineOf(acting, {
        act: 'connection.changes_accepted',
        subject: `connection:${connectionId}`,
        districtId: connection.districtId,
        detail: { since: withheld.frozenAt, cause: withheld.cause, exceeded: withheld.exceeded },
      }),
    ));
  if (!wasDone)
    throw new RollbookError(
      'conflict',
      'Nothing is withheld from this connection: its application is shown what there is.',
    );
  return connection;
}

/** Whether the record is in what the application is still shown. */
export async function frozenSteps(
  { store }: Acting,
  connection: Connection,
  { type, id }: { readonly type: StoredType; readonly id: string },
  steps: readonly ExplainStep[],
): Promise<readonly ExplainStep[]> {
  const frozen = await withheldFrom(store, connection);
  if (!frozen) return steps;
  const { keptId, frozenAt, exceeded } = frozen;
  const isShown = (await store.roster.readFor(keptId, keptId).visible(type, [id])).has(id);
  const text = `Since ${frozenAt} the application is shown what it saw before (${describeChanges(exceeded)})`;
  const change = `Its team accepts what is withheld: rollbook connection accept-changes ${connection.id}`;
  return isShown
    ? [
        ...steps.map((step) => (step.verdict === 'stop' ? info(step.rule, step.text, step.change) : step)),
        pass('view.frozen', `${text}, and this ${type} is in it.`, change),
      ]
    : [...steps, stop('view.frozen', `${text}, and this ${type} is not in it.`, change)];
}
