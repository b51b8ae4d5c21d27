/** Giving roles and taking them. */
import { endImpersonationsIn } from '../access/index.ts';
import { type Acting, getApplication, getDistrict, record } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { ControlTransaction, Store } from '../store/index.ts';
import { hasSchool } from './people.ts';
import { type Grant, type Role, ROLES } from './roles.ts';

export interface GrantRequest {
  readonly role: Role;
  readonly districtId?: string | undefined;
  readonly schoolId?: string | undefined;
  readonly applicationId?: string | undefined;
}

/** The role with the place it needs and no other. Throws where the place is not given, or not there. */
export async function checkGrant(store: Store, request: GrantRequest): Promise<Grant> {
  const { role, districtId = '', schoolId = '', applicationId = '' } = request;
  const { at } = ROLES[role];
  const needs = { districtId: at === 'district' || at === 'school', schoolId: at === 'school' };
  const grant: Grant = { role, districtId, schoolId, applicationId };
  if (
    needs.districtId !== (districtId !== '') ||
    needs.schoolId !== (schoolId !== '') ||
    (at === 'application') !== (applicationId !== '')
  )
    throw new RollbookError(
      'bad_request',
      {
        hub: `${role} counts everywhere; name no place.`,
        district: `${role} counts in one district; name it, and nothing else.`,
        school: `${role} counts in one school; name its district and the school.`,
        application: `${role} counts for one application; name it, and nothing else.`,
      }[at],
    );
  if (needs.districtId) await getDistrict(store, districtId);
  if (needs.schoolId && !(await hasSchool(store, districtId, schoolId)))
    throw new RollbookError('not_found', `The district has no school ${schoolId}.`);
  if (at === 'application') await getApplication(store.control, applicationId);
  return grant;
}

function chainOf({ districtId }: Grant): { readonly districtId?: string } {
  return districtId === '' ? {} : { districtId };
}

function detailOf({ role, schoolId, applicationId }: Grant) {
  return {
    role,
    ...(schoolId === '' ? {} : { school: schoolId }),
    ...(applicationId === '' ? {} : { application: applicationId }),
  };
}

/** Adds a role within a transaction; nothing if it is there. */
export async function insertGrant(
  acting: Acting,
  transaction: ControlTransaction,
  accountId: string,
  grant: Grant,
): Promise<void> {
  if (await transaction.get('account_role', { accountId, ...grant })) return;
  const { role, districtId } = grant;
  if (role === 'district_owner' && (await transaction.get('account_role', { role, districtId })))
    throw new RollbookError(
      'conflict',
      'The district has an owner. Hand the ownership on instead of adding a second one.',
    );
  await transaction.insert('account_role', { accountId, ...grant });
  await record(acting, transaction, {
    act: 'account.role_added',
    subject: `account:${accountId}`,
    ...chainOf(grant),
    detail: detailOf(grant),
  });
}

export async function addGrant(acting: Acting, accountId: string, grant: Grant): Promise<void> {
  await acting.store.control.write((transaction) => insertGrant(acting, transaction, accountId, grant));
}

/** Throws `not_found` where the account has no such role; `conflict` for the last operator. */
export async function removeGrant(acting: Acting, accountId: string, grant: Grant): Promise<void> {
  await acting.store.control.write(async (transaction) => {
    if (grant.role === 'operator') await keepOneOperator(transaction, accountId);
    const removed = await transaction.remove('account_role', { accountId, ...grant });
    if (removed === 0) throw new RollbookError('not_found', 'The account has no such role.');
    // What was opened as somebody else was opened by this role.
    await endImpersonationsIn(transaction, accountId, acting.now());
    await record(acting, transaction, {
      act: 'account.role_removed',
      subject: `account:${accountId}`,
      ...chainOf(grant),
      detail: detailOf(grant),
    });
  });
}

/** Throws `conflict` if nobody else who may sign in is an operator. */
export async function keepOneOperator(transaction: ControlTransaction, leaving: string): Promise<void> {
  const operators = await transaction.find('account_role', { role: 'operator' });
  if (!operators.some(({ accountId }) => accountId === leaving)) return;
  for (const { accountId } of operators) {
    if (accountId === leaving) continue;
    const other = await transaction.get('account', { id: accountId });
    if (other?.state === 'enabled') return;
  }
  throw new RollbookError(
    'conflict',
    'This is the last operator. Make somebody else an operator first, so that the hub is not left alone.',
  );
}

/** Makes an account the owner of a district; the owner before stays as an admin. */
export async function transferOwnership(
  acting: Acting,
  districtId: string,
  accountId: string,
): Promise<void> {
  const role = 'district_owner';
  await acting.store.control.write(async (transaction) => {
    const account = await transaction.get('account', { id: accountId });
    if (account?.state !== 'enabled')
      throw new RollbookError('unknown_account', 'There is no such account that may sign in.');
    const before = await transaction.get('account_role', { role, districtId });
    if (before?.accountId === accountId) return;
    if (before) {
      await transaction.remove('account_role', { accountId: before.accountId, role, districtId });
      await transaction.put('account_role', { ...before, role: 'district_admin' });
    }
    await transaction.insert('account_role', {
      accountId,
      role,
      districtId,
      schoolId: '',
      applicationId: '',
    });
    await record(acting, transaction, {
      act: 'district.ownership_transferred',
      subject: `district:${districtId}`,
      districtId,
      detail: { before: before?.accountId ?? null, after: accountId },
    });
  });
}
