/** What is the case in a world now: kept beside the server, by sets and loops. */
import { PLURALS, type Type } from './record-fields.ts';
import type { ApplicationPlan, PersonPlan, Roster, SharingPlan, Uses } from './world-plan.ts';

export interface DistrictTruth {
  readonly id: string;
  readonly name: string;
  readonly mdrNumber: string;
  roster: Roster;
  /** By `type key`; a record that went keeps its id. */
  readonly ids: Map<string, string>;
}

export interface ApplicationTruth extends ApplicationPlan {
  readonly enabled: boolean;
}

/** From what it follows what an application is shown. */
export interface Shown {
  readonly roster: Roster;
  readonly sharing: SharingPlan;
  readonly uses: Uses;
}

export interface ConnectionTruth {
  readonly district: number;
  readonly application: number;
  scopes: readonly string[];
  sharing: SharingPlan;
  readonly launched: boolean;
  ended: boolean;
  /** What its district token is still shown; undefined where nothing is withheld. */
  frozen: Shown | undefined;
}

/** A token that was handed out, and what it stands for; it may open nothing any more. */
export type TokenTruth =
  | { readonly kind: 'district'; readonly value: string; readonly connection: ConnectionTruth; over: boolean }
  | {
      readonly kind: 'user';
      readonly value: string;
      readonly connection: ConnectionTruth;
      readonly person: { readonly type: PersonPlan; readonly key: string };
      over: boolean;
    };

export interface Truth {
  readonly districts: DistrictTruth[];
  readonly applications: ApplicationTruth[];
  readonly connections: Map<number, ConnectionTruth>;
  readonly tokens: TokenTruth[];
}

export function idOf({ ids }: DistrictTruth, type: Type, key: string): string {
  return ids.get(`${type} ${key}`) ?? `no ${type} ${key}`;
}

export function uriOf(type: Type | 'district', id: string): string {
  return `/v1.1/${type === 'district' ? 'districts' : PLURALS[type]}/${id}`;
}
