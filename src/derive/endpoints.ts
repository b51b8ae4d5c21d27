/** The paths of the Data API, derived from the catalogue (`api-v1.1` 2.1, 2.2). */
import { catalogue, type AnyResource, type ListParameter, type Relation } from '../roster/index.ts';
import { API_PREFIX } from './list-item.ts';

export type Endpoint =
  | {
      readonly kind: 'list';
      readonly path: string;
      readonly resource: AnyResource;
      readonly parameters: readonly ListParameter[];
    }
  | {
      readonly kind: 'one';
      readonly path: string;
      readonly resource: AnyResource;
      readonly parameters: readonly 'include'[];
    }
  | {
      readonly kind: 'related';
      readonly path: string;
      readonly resource: AnyResource;
      readonly rel: string;
      readonly relation: Relation;
      readonly parameters: readonly ListParameter[];
    };

function endpointsOf(resource: AnyResource): readonly Endpoint[] {
  const { list, plural, relations } = resource;
  if (!list) return [];
  const base = `${API_PREFIX}/${plural}`;
  return [
    { kind: 'list', path: base, resource, parameters: list.parameters },
    { kind: 'one', path: `${base}/{id}`, resource, parameters: resource.includable ? ['include'] : [] },
    ...Object.entries(relations).map(([rel, relation]): Endpoint => ({
      kind: 'related',
      path: `${base}/{id}/${rel}`,
      resource,
      rel,
      relation,
      parameters: relation.parameters,
    })),
  ];
}

export const endpoints: readonly Endpoint[] = catalogue.flatMap(endpointsOf);

/** The rels of a single record besides `self`, in order (`api-v1.1` 4.3). */
export function linkRels(resource: AnyResource): readonly string[] {
  const related = Object.entries(resource.relations)
    .filter(([, relation]) => relation.unlinked !== true)
    .map(([rel]) => rel);
  return resource.eventsLink === 'last' ? [...related, 'events'] : related;
}
