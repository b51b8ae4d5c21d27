import { reachOf } from '../access/index.ts';
import { getResource, type StoredType, TIERS } from '../roster/index.ts';
import type { Application, Connection } from '../store/index.ts';
import { type ExplainStep, pass, stop } from './explain-step.ts';

/** Tier, then scopes: application ∩ connection ∩ tier (`auth-and-sharing` 7.2, 7.4). */
export function gateSteps(
  application: Application,
  connection: Connection,
  type: StoredType,
): readonly ExplainStep[] {
  const { gate, plural } = getResource(type);
  const { tier, id } = application;
  const steps: ExplainStep[] = [];
  if (gate.secureSync === true && tier !== 'secure_sync')
    steps.push(
      stop(
        'application.tier',
        `The tier of the application is ${tier}; ${plural} take secure_sync.`,
        `Raise it: rollbook app update ${id} --tier secure_sync`,
      ),
    );
  else steps.push(pass('application.tier', `The tier of the application is ${tier}.`));
  if (gate.scopes === 'any') return [...steps, pass('scopes', `Every token may read ${plural}.`)];
  const { scopes: needed } = gate;
  const reach = reachOf(application, connection.scopes);
  const wanted = needed.join(' or ');
  const open = needed.filter((scope) => reach.scopes.has(scope));
  if (open.length > 0) {
    steps.push(
      pass(
        'scopes',
        `${open.join(' and ')}, asked for and accepted, ${open.length > 1 ? 'open' : 'opens'} ${plural}.`,
      ),
    );
    return steps;
  }
  const lacking = (has: readonly string[]) => !needed.some((scope) => has.includes(scope));
  if (lacking(application.scopes))
    steps.push(
      stop(
        'scopes.application',
        `Reading ${plural} takes ${wanted}, and the application does not ask for it.`,
        `The application asks for it (rollbook app update ${id} --scope …) and the district accepts it anew (rollbook connection scopes ${connection.id} …).`,
      ),
    );
  else if (lacking(application.scopes.filter((scope) => connection.scopes.includes(scope))))
    steps.push(
      stop(
        'scopes.connection',
        `Reading ${plural} takes ${wanted}; the application asks for it and the district did not accept it.`,
        `Accept it: rollbook connection scopes ${connection.id} ${needed.find((scope) => application.scopes.includes(scope)) ?? ''} …`,
      ),
    );
  else
    steps.push(
      stop(
        'scopes.tier',
        `Reading ${plural} takes ${wanted}; the tier ${tier} has only ${TIERS[tier].scopes.join(', ')}.`,
        `Raise it: rollbook app update ${id} --tier secure_sync`,
      ),
    );
  return steps;
}
