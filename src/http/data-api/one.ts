import { recordUri } from '../../derive/index.ts';
import { RollbookError } from '../../errors/index.ts';
import type { SentRecords } from '../../ledger/index.ts';
import { type AnyResource, getResource, type Relation, resources } from '../../roster/index.ts';
import type { RosterView } from '../../view/index.ts';
import { type Answer, listAnswer, recordAnswer, sentPage, sentRecord, textAnswer } from './answers.ts';
import { pageLinks, recordLinks, renderLinks } from './links.ts';
import { answerRelatedList, LIMIT_DEFAULT, type ListSettings, refuseFilter } from './list.ts';
import { parseQuery, Query } from './query.ts';
import type { Route } from './route.ts';

/** The one sentence that is said of a record that is not there, not shared, or another district's. */
function notFound(): RollbookError {
  return new RollbookError('not_found', 'Resource not found');
}

async function getRecord(view: RosterView, resource: AnyResource, id: string): Promise<string> {
  const data = await view.record(resource, id);
  if (!data) throw notFound();
  return data.toString();
}

/** Related lists that `include` may name. */
function includable(resource: AnyResource, names: string): readonly (readonly [string, Relation])[] {
  if (!resource.includable)
    throw new RollbookError('bad_request', `include cannot be used on a ${resource.name}. Follow its links.`);
  return [...new Set(names.split(','))].map((name) => {
    const relation = Object.hasOwn(resource.relations, name) ? resource.relations[name] : undefined;
    const isList =
      relation?.cardinality === 'many' && relation.unlinked !== true && relation.shape !== 'strings';
    if (!relation || !isList) {
      const possible = Object.entries(resource.relations)
        .filter(
          ([, other]) => other.cardinality === 'many' && other.unlinked !== true && other.shape !== 'strings',
        )
        .map(([rel]) => rel);
      throw new RollbookError(
        'bad_request',
        `include: "${name}" is not a related list of ${resource.name}. Use ${possible.join(', ')}.`,
      );
    }
    return [name, relation];
  });
}

/** The first page of a related list, as an object of its own with links to go on (`api-v1.1` 7.10). */
async function renderIncluded(
  view: RosterView,
  resource: AnyResource,
  id: string,
  name: string,
  relation: Relation,
): Promise<{ readonly text: string; readonly sent: readonly SentRecords[] }> {
  const window = { mode: 'first', limit: LIMIT_DEFAULT } as const;
  const page = await (await view.related(resource, id, relation)).page(window);
  const links = pageLinks({ path: `${recordUri(resource, id)}/${name}`, parameters: [] }, window, page);
  const sent = sentPage(view, getResource(relation.target), page);
  const { head, chunks, tail } = listAnswer({ chunks: page.chunks, paging: undefined, links, sent });
  const text = `"${name}":${head}${Buffer.concat(chunks.flatMap((chunk, n) => (n === 0 ? [chunk] : [Buffer.from(','), chunk]))).toString()}${tail}`;
  return { text, sent };
}

/** One record at its own path. */
export async function answerOne(
  { endpoint, id }: Extract<Route, { kind: 'one' }>,
  queryText: string,
  view: RosterView,
): Promise<Answer> {
  view.enter(endpoint);
  const { resource } = endpoint;
  const isOfView = resource.name !== resources.district.name;
  let include: string | undefined;
  if (queryText !== '') {
    refuseFilter(queryText);
    include = new Query(parseQuery(queryText)).get('include');
  }
  const wanted = include === undefined ? [] : includable(resource, include);
  for (const [name, relation] of wanted) view.requireRelation(resource, name, relation);
  let data = await getRecord(view, resource, id);
  const sent = [sentRecord(view, resource, id)];
  for (const [name, relation] of wanted) {
    const included = await renderIncluded(view, resource, id, name, relation);
    data = `${data.slice(0, -1)},${included.text}}`;
    sent.push(...included.sent);
  }
  return recordAnswer(data, recordLinks(resource, id, view.linkRels(resource)), isOfView, sent);
}

const singles = new Map<string, ReadonlySet<string>>();

/** One name as the set of what was told. The same set each time. */
function alone(name: string): ReadonlySet<string> {
  let set = singles.get(name);
  if (!set) singles.set(name, (set = new Set([name])));
  return set;
}

/** Everything below one record: related records, lists, values, the status. */
export async function answerRelated(
  route: Extract<Route, { kind: 'related' }>,
  path: string,
  queryText: string,
  view: RosterView,
  settings: ListSettings,
): Promise<Answer> {
  view.enter(route.endpoint);
  const { resource, relation } = route.endpoint;
  const { id } = route;
  if (!(await view.record(resource, id))) throw notFound();
  if (relation.cardinality === 'many' && relation.members.by !== 'self' && relation.members.by !== 'values')
    return answerRelatedList(route, path, queryText, view, settings);
  refuseFilter(queryText);
  const self = { rel: 'self', uri: path };
  if (relation.members.by === 'values') {
    const values = [...(await view.relatedValues(resource, id, relation))].sort(
      (a, b) => gradeRank(a) - gradeRank(b),
    );
    // What the records below it say together is told of the record itself.
    const sent = [sentRecord(view, resource, id, alone(route.endpoint.rel))];
    return textAnswer(`{"data":${JSON.stringify(values)},${renderLinks([self])}}`, true, sent);
  }
  if (relation.members.by === 'self') return statusAnswer(view, self);
  const target = getResource(relation.target);
  const [targetId] = await view.relatedIds(resource, id, relation);
  if (targetId === undefined) throw notFound();
  // One link, the canonical path of what is returned (`api-v1.1` 4.4).
  return recordAnswer(
    await getRecord(view, target, targetId),
    [{ rel: 'self', uri: recordUri(target, targetId) }],
    target.name !== resources.district.name,
    [sentRecord(view, target, targetId)],
  );
}

/** From the youngest to the oldest; the catalogue lists the named grades behind the numbers. */
function gradeRank(name: string): number {
  const youngest = ['PreKindergarten', 'Kindergarten'].indexOf(name);
  return youngest === -1 ? (resources.section.fields.grade.kind.values?.indexOf(name) ?? 0) : youngest - 2;
}

async function statusAnswer(view: RosterView, self: { rel: string; uri: string }): Promise<Answer> {
  const { id, sis_type, state, error, last_sync } = await view.district();
  const data = JSON.stringify({
    id,
    sis_type,
    state,
    error,
    instant_login: true,
    ...(last_sync === undefined ? {} : { last_sync }),
  });
  return textAnswer(`{"data":[{"data":${data}}],${renderLinks([self])}}`, false, [
    sentRecord(view, resources.district_status, id),
  ]);
}

/** The owner of the token (`api-v1.1` 10). */
export async function answerMe(view: RosterView): Promise<Answer> {
  const owner = await view.owner();
  if (!owner) throw notFound();
  const { type, id, profile, resource } = owner;
  const links = [
    { rel: 'self', uri: '/me' },
    { rel: 'canonical', uri: recordUri(resource, id) },
    { rel: 'district', uri: recordUri(resources.district, view.districtId) },
  ];
  const data = { id, district: view.districtId, type, authorized_by: owner.authorizedBy, ...profile };
  // Of a district, its token is told the id alone.
  const fields = Object.keys(profile).length === 0 ? alone('id') : view.sentFields(resource);
  return textAnswer(`{"type":"${type}","data":${JSON.stringify(data)},${renderLinks(links)}}`, false, [
    sentRecord(view, resource, id, fields),
  ]);
}
