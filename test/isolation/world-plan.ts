/** A world as data: what districts send, what applications ask for, and everything that happens, all from a seed. */
import type { Type } from './record-fields.ts';

/** A record as its district knows it; other records are named by key. */
export interface Rec {
  readonly key: string;
  /** By path. */
  readonly values: Readonly<Record<string, string>>;
  /** By column: read and never served. */
  readonly unserved: Readonly<Record<string, string>>;
  readonly school?: string;
  readonly schools?: readonly string[];
  readonly teachers?: readonly string[];
  readonly students?: readonly string[];
  readonly student?: string;
}

export type Roster = Readonly<Record<Type, readonly Rec[]>>;

export interface ConditionPlan {
  readonly field: string;
  readonly op: 'is' | 'is_not' | 'contains';
  /** Keys where the field names a record. */
  readonly value: readonly string[];
}

export interface RulePlan {
  readonly match: 'sections' | 'students' | 'teachers' | 'staff';
  readonly where: readonly ConditionPlan[];
  readonly exclude?: true;
  readonly with_students?: true;
}

export type SharePlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'everything'; readonly staff: boolean }
  | { readonly kind: 'schools' | 'site'; readonly schools: readonly string[]; readonly staff: boolean }
  | { readonly kind: 'sections'; readonly sections: readonly string[] }
  | { readonly kind: 'rules'; readonly rules: readonly RulePlan[] };

export interface SharingPlan {
  readonly share: SharePlan;
  readonly refused: Readonly<Partial<Record<'student' | 'contact', readonly string[]>>>;
  readonly granted: readonly string[];
}

export type Uses = Readonly<
  Partial<Record<Type, Readonly<Record<string, 'required' | 'optional' | 'untaken'>>>>
>;
export type TierPlan = 'secure_sync' | 'sso';
export type PersonPlan = 'student' | 'teacher' | 'school_admin' | 'district_admin';

export interface ApplicationPlan {
  readonly tier: TierPlan;
  readonly scopes: readonly string[];
  readonly uses: Uses;
  readonly userTypes: readonly PersonPlan[];
  /** Its team is asked before a large change reaches it. */
  readonly asksFirst: boolean;
}

export type Step =
  | {
      readonly act: 'connect';
      readonly connection: number;
      readonly district: number;
      readonly application: number;
      readonly scopes: readonly string[];
      readonly sharing: SharingPlan;
      readonly launched: boolean;
    }
  | { readonly act: 'share'; readonly connection: number; readonly sharing: SharingPlan }
  | { readonly act: 'accept'; readonly connection: number; readonly scopes: readonly string[] }
  | { readonly act: 'rotate'; readonly connection: number; readonly overlaps: boolean }
  | { readonly act: 'disconnect'; readonly connection: number }
  | {
      readonly act: 'application';
      readonly application: number;
      readonly change: Partial<ApplicationPlan> & { readonly enabled: boolean };
    }
  | {
      readonly act: 'sign_in';
      readonly connection: number;
      readonly type: PersonPlan;
      readonly pick: number;
      readonly ended: 'no' | 'expired' | 'revoked';
    }
  /** The next export of a district, changed by this seed. */
  | { readonly act: 'import'; readonly district: number; readonly seed: number; readonly broken: boolean };

export interface WorldPlan {
  readonly seed: number;
  readonly districts: readonly Roster[];
  readonly applications: readonly ApplicationPlan[];
  readonly steps: readonly Step[];
}
