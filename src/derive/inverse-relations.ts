/** The relations that lead from a record to those that name it; a store keeps them as edges (`api-v1.1` 2.5). */
import { catalogue, getResource, ROSTER_TYPES, type RosterType } from '../roster/index.ts';

export interface InverseRelation {
  /** `student.school`: by which the edges are stored. */
  readonly name: string;
  readonly child: RosterType;
  readonly field: string;
  readonly parent: RosterType;
  readonly isList: boolean;
}

export function inverseRelationName(child: string, field: string): string {
  return `${child}.${field}`;
}

const isRosterType = (name: string): name is RosterType => (ROSTER_TYPES as readonly string[]).includes(name);

export const inverseRelations: readonly InverseRelation[] = [
  ...new Map(
    catalogue.flatMap((resource) =>
      Object.values(resource.relations).flatMap(({ target, members }) => {
        if (members.by !== 'inverse' || !isRosterType(target) || !isRosterType(resource.name)) return [];
        const name = inverseRelationName(target, members.field);
        const isList = getResource(target).fields[members.field]?.kind.isList === true;
        return [
          [name, { name, child: target, field: members.field, parent: resource.name, isList }] as const,
        ];
      }),
    ),
  ).values(),
];
