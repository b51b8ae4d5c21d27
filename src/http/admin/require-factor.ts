import { RollbookError } from '../../errors/index.ts';
import type { Account, AccountSession } from '../../store/index.ts';

/** Whoever has a second factor shows it before anything of the account is changed. Throws `second_factor_required`. */
export function requireFactor({ totpSealed }: Account, { level }: AccountSession): void {
  if (totpSealed !== undefined && level !== 'full')
    throw new RollbookError(
      'second_factor_required',
      'Show the second factor first: POST /admin/api/session/second-factor.',
    );
}
