import { dataOfItemBytes, recordUri } from '../../derive/index.ts';
import { RollbookError } from '../../errors/index.ts';
import {
  type AnyResource,
  getResource,
  isStoredType,
  type ListParameter,
  resources,
} from '../../roster/index.ts';
import { type Filter, type Page, parseWhere, type RosterView, type Selection } from '../../view/index.ts';
import { type Answer, countAnswer, listAnswer, renderPaging, sentPage } from './answers.ts';
import { type Link, pageLinks, selfLink } from './links.ts';
import { type ListQuery, parseListQuery } from './query.ts';
import type { Route } from './route.ts';

/** Records on a page unless `limit` says otherwise (`api-v1.1` 3). */
export const LIMIT_DEFAULT = 100;

export interface ListSettings {
  readonly limitMax: number;
  /** Whether first pages carry the paging object. */
  readonly pagingCount: boolean;
}

/** How one list is presented. */
interface Presentation {
  readonly resource: AnyResource;
  readonly shape: 'wrapped' | 'bare';
  readonly withoutPaging: boolean;
  readonly parameters: readonly ListParameter[];
  readonly extraLinks: readonly Link[];
}

/** Bare lists give everything on one page, unless a limit or cursor that the endpoint names cuts it (`api-v1.1` 16). */
function queryOf(text: string, { shape, parameters }: Presentation, { limitMax }: ListSettings): ListQuery {
  const query = parseListQuery(text, { limitDefault: LIMIT_DEFAULT, limitMax });
  if (shape === 'wrapped') return query;
  const limit = query.hasLimit && parameters.includes('limit') ? query.window.limit : Number.MAX_SAFE_INTEGER;
  const isCut = parameters.includes('starting_after');
  return {
    ...query,
    window: isCut && query.window.mode !== 'offset' ? { ...query.window, limit } : { mode: 'first', limit },
  };
}

function filterOf(view: RosterView, resource: AnyResource, { where }: ListQuery): Filter | undefined {
  return where === undefined ? undefined : parseWhere(resource, view.fieldsOf(resource), where);
}

function present(
  view: RosterView,
  page: Page,
  path: string,
  query: ListQuery,
  presentation: Presentation,
  settings: ListSettings,
): Answer {
  const { resource, shape, withoutPaging, extraLinks } = presentation;
  const { window, parameters } = query;
  const isBare = shape === 'bare' && !(query.showLinks && presentation.parameters.includes('show_links'));
  const isFirst = window.mode === 'first' || window.mode === 'offset';
  const hasPaging = isFirst && !withoutPaging && settings.pagingCount && page.total !== undefined;
  const address = { path, parameters };
  return listAnswer({
    chunks: isBare ? page.items().map((item) => dataOfItemBytes(resource, item)) : page.chunks,
    paging: hasPaging
      ? renderPaging(
          shape === 'bare' ? { ...window, limit: Math.max(1, Math.min(window.limit, page.total)) } : window,
          page.total,
        )
      : undefined,
    links: [...(shape === 'bare' ? [selfLink(address)] : pageLinks(address, window, page)), ...extraLinks],
    sent: sentPage(view, resource, page),
  });
}

async function answer(
  view: RosterView,
  selection: Selection,
  path: string,
  query: ListQuery,
  presentation: Presentation,
  settings: ListSettings,
): Promise<Answer> {
  if (query.isCount)
    return countAnswer(await selection.count(), selfLink({ path, parameters: query.parameters }));
  return present(view, await selection.page(query.window), path, query, presentation, settings);
}

/** Settings of a top-level list. */
function topLevel({ endpoint: { resource, parameters } }: Extract<Route, { kind: 'list' }>): Presentation {
  return {
    resource,
    shape: resource.list?.shape ?? 'wrapped',
    withoutPaging: resource.list?.withoutPaging === true,
    parameters,
    extraLinks: [],
  };
}

/** The answer to a top-level list, if nothing has to be read for it; no waiting on the way of a page that is in memory. */
export function answerListFromMemory(
  route: Extract<Route, { kind: 'list' }>,
  path: string,
  queryText: string,
  view: RosterView,
  settings: ListSettings,
): Answer | undefined {
  const { name } = route.endpoint.resource;
  if (!isStoredType(name)) return undefined;
  view.enter(route.endpoint);
  const presentation = topLevel(route);
  const query = queryOf(queryText, presentation, settings);
  if (query.isCount || filterOf(view, presentation.resource, query)) return undefined;
  const page = view.pageInMemory(name, query.window);
  return page && present(view, page, path, query, presentation, settings);
}

/** The answer to a top-level list. */
export async function answerList(
  route: Extract<Route, { kind: 'list' }>,
  path: string,
  queryText: string,
  view: RosterView,
  settings: ListSettings,
): Promise<Answer> {
  view.enter(route.endpoint);
  const presentation = topLevel(route);
  const query = queryOf(queryText, presentation, settings);
  const filter = filterOf(view, presentation.resource, query);
  const { name } = presentation.resource;
  const selection = view.list(presentation.resource, filter);
  const found = await answer(view, selection, path, query, presentation, settings);
  return name === resources.district.name ? { ...found, isOfView: false } : found;
}

/** The answer to a second-level list. The record is visible. */
export async function answerRelatedList(
  route: Extract<Route, { kind: 'related' }>,
  path: string,
  queryText: string,
  view: RosterView,
  settings: ListSettings,
): Promise<Answer> {
  const { resource, relation, parameters } = route.endpoint;
  const target = getResource(relation.target);
  const presentation: Presentation = {
    resource: target,
    shape: relation.shape === 'bare' ? 'bare' : 'wrapped',
    withoutPaging: relation.withoutPaging === true,
    parameters,
    // A bare list below a record leads back to it (`api-v1.1` 4.5).
    extraLinks:
      relation.shape === 'bare' && relation.members.by === 'inverse'
        ? [{ rel: resource.name, uri: recordUri(resource, route.id) }]
        : [],
  };
  const query = queryOf(queryText, presentation, settings);
  return answer(
    view,
    await view.related(resource, route.id, relation, filterOf(view, target, query)),
    path,
    query,
    presentation,
    settings,
  );
}

/** What has no fields to filter by answers to no filter but the empty one. */
export function refuseFilter(queryText: string): void {
  const { where } = parseListQuery(queryText, {
    limitDefault: LIMIT_DEFAULT,
    limitMax: Number.MAX_SAFE_INTEGER,
  });
  if (where !== undefined && where.replace(/\s/g, '') !== '{}')
    throw new RollbookError(
      'bad_request',
      'where cannot be used here: this is not a list of records. Leave it out.',
    );
}
