/** Entering the portal as a person, to see what the person sees (`auth-and-sharing` 10). */
import { endImpersonationsIn, hashToken, randomToken } from '../access/index.ts';
import { type Acting, record } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import { isPersonType } from '../roster/index.ts';
import type { ControlReader, Store } from '../store/index.ts';
import { findPerson, hasRoleToo, type PersonFacts } from './people.ts';
import { reaches, reachOf } from './reach.ts';
import type { Grant } from './roles.ts';

export const IMPERSONATION_MS = 60 * 60_000;

/** Chosen, not written: the ledger holds nobody's story. A ticket says more. */
export const IMPERSONATION_REASONS = ['support_request', 'check_access', 'incident', 'training'] as const;
export type ImpersonationReason = (typeof IMPERSONATION_REASONS)[number];

const techLeadSetting = (districtId: string) => `tech_lead_impersonation:${districtId}`;

/** Whether the district lets tech leads enter the portal as teachers of their school. Off unless it says so. */
export async function techLeadsMayImpersonate(control: ControlReader, districtId: string): Promise<boolean> {
  return (await control.get('setting', { name: techLeadSetting(districtId) }))?.value === 'on';
}

export async function setTechLeadsMayImpersonate(
  acting: Acting,
  districtId: string,
  isOn: boolean,
): Promise<void> {
  await acting.store.control.write(async (transaction) => {
    await transaction.put('setting', { name: techLeadSetting(districtId), value: isOn ? 'on' : 'off' });
    await record(acting, transaction, {
      act: 'district.tech_lead_impersonation_set',
      subject: `district:${districtId}`,
      districtId,
      detail: { on: isOn },
    });
  });
}

/** Pure. `unknown`: these roles do not reach the person, who may as well not be there. */
export function mayImpersonate(
  grants: readonly Grant[],
  districtId: string,
  person: Pick<PersonFacts, 'type' | 'schools'>,
  techLeadsMay: boolean,
): 'yes' | 'no' | 'unknown' {
  const reach = reachOf(grants, 'impersonation.start', districtId);
  if (!reaches(reach, person)) return 'unknown';
  if (reach === 'district') return person.type === 'district_admin' ? 'no' : 'yes';
  return techLeadsMay && person.type === 'teacher' ? 'yes' : 'no';
}

export interface ImpersonationRequest {
  readonly accountId: string;
  readonly grants: readonly Grant[];
  readonly districtId: string;
  readonly personType: string;
  readonly personId: string;
  readonly reason: ImpersonationReason;
  /** The number of a ticket. */
  readonly reference: string | undefined;
}

export interface Impersonation {
  /** For the cookie of the portal. */
  readonly token: string;
  readonly ends: number;
}

async function decide(
  store: Store,
  { grants, districtId }: ImpersonationRequest,
  person: PersonFacts | undefined,
): Promise<'yes' | 'no' | 'unknown'> {
  if (!person) return 'unknown';
  const techLeadsMay = await techLeadsMayImpersonate(store.control, districtId);
  const decision = mayImpersonate(grants, districtId, person, techLeadsMay);
  return decision === 'yes' && (await hasRoleToo(store, person)) ? 'no' : decision;
}

/** Opens a session of the portal as a person, for 60 minutes. Throws `forbidden`, `not_found`. */
export async function startImpersonation(
  acting: Acting,
  request: ImpersonationRequest,
): Promise<Impersonation> {
  const { store } = acting;
  const { accountId, districtId, personType, personId, reason, reference } = request;
  const person = isPersonType(personType)
    ? await findPerson(store, districtId, personType, personId)
    : undefined;
  const decision = await decide(store, request, person);
  const line = {
    act: 'impersonation.started',
    subject: `${personType}:${personId}`,
    districtId,
    detail: { reason, ...(reference === undefined ? {} : { reference }) },
  };
  if (!person || decision !== 'yes') {
    await store.control.write((transaction) =>
      transaction.audit({
        actor: acting.actor,
        requestId: acting.requestId,
        at: acting.now(),
        outcome: 'refused',
        ...line,
      }),
    );
    if (decision === 'no')
      throw new RollbookError(
        'forbidden',
        'Nobody enters the portal as this person: admins are excepted, and tech leads may only where the district allows it, as teachers.',
      );
    throw new RollbookError('not_found', 'There is no such person.');
  }
  const token = randomToken('session');
  const nowMs = acting.now().getTime();
  const ends = nowMs + IMPERSONATION_MS;
  await store.control.write(async (transaction) => {
    // One at a time.
    await endImpersonationsIn(transaction, accountId, acting.now());
    await transaction.insert('hub_session', {
      idHash: hashToken(token),
      districtId,
      personType: person.type,
      personId: person.id,
      method: 'impersonation',
      actorAccountId: accountId,
      created: nowMs,
      lastSeen: nowMs,
      ends,
    });
    await record(acting, transaction, line);
  });
  return { token, ends };
}
