import {
  dataOfItemBytes,
  type Endpoint,
  inverseRelationName,
  linkRels,
  recordRenderer,
  renderItem,
} from '../derive/index.ts';
import {
  districtIsBasic,
  mayEnter,
  mayFollow,
  mayReadEvents,
  opensEveryType,
  type Principal,
} from '../access/index.ts';
import { RollbookError } from '../errors/index.ts';
import {
  type AnyResource,
  getResource,
  isStoredType,
  type Relation,
  resources,
  type StoredType,
} from '../roster/index.ts';
import { allFields, limitedFields, limitedValues } from '../sharing/index.ts';
import type { District, DistrictStore } from '../store/index.ts';
import type { AudienceRoster } from './audience-roster.ts';
import { FilteredList } from './filtered-list.ts';
import { IdList, type LoadItems } from './id-list.ts';
import type { Page, Selection, Window } from './selection.ts';
import type { Filter } from './where.ts';

type Values = Readonly<Record<string, unknown>>;

/** What `/me` tells. */
export interface OwnerFacts {
  readonly type: string;
  readonly id: string;
  readonly profile: Values;
  /** Who let the application in; a profile of the record may hold a `type` of its own, so it stands apart. */
  readonly authorizedBy: 'district' | 'teacher';
  /** The record type at whose path the owner stands. */
  readonly resource: AnyResource;
}

function forbidden(): RollbookError {
  // The wording of the original (`auth-and-sharing` 8.4).
  return new RollbookError('forbidden', "Resource not in token's scopes");
}

/**
 * What one caller may see of one district. The only handle that a route ever gets: there is no way from it to another district, to a record
 * that is not shared, or through a door that the scopes do not open.
 */
export class RosterView {
  readonly #roster: AudienceRoster;
  readonly #districts: DistrictStore;
  readonly #principal: Principal;
  /** Tells callers apart who see the same records by other links. */
  readonly reachKey: string;

  constructor(roster: AudienceRoster, districts: DistrictStore, principal: Principal) {
    this.#roster = roster;
    this.#districts = districts;
    this.#principal = principal;
    const { tier, scopes } = principal.reach;
    this.isNamedByVersion = principal.kind === 'district' && opensEveryType(principal.reach);
    this.reachKey = [tier, ...[...scopes].sort()].join(' ');
  }

  /** Whether this is what it shows. */
  shows(roster: AudienceRoster): boolean {
    return this.#roster === roster;
  }

  get districtId(): string {
    return this.#roster.districtId;
  }

  get audienceId(): string {
    return this.#roster.audienceId;
  }

  /** The state of everything that the audience sees. */
  get version(): number {
    return this.#roster.version;
  }

  protected get principal(): Principal {
    return this.#principal;
  }

  protected get roster(): AudienceRoster {
    return this.#roster;
  }

  /**
   * Whether the view version alone names the state of an answer. Where scopes close a record type it would tell that something behind the
   * closed door changed.
   */
  readonly isNamedByVersion: boolean;

  /** Throws `forbidden` where the endpoint does not belong to what the token is for. */
  enter(endpoint: Endpoint): void {
    if (!mayEnter(this.#principal, endpoint)) throw forbidden();
  }

  /** Throws `forbidden` where the relation leads to what the token is not for. */
  requireRelation(resource: AnyResource, rel: string, relation: Relation): void {
    if (!mayFollow(this.#principal, resource, rel, relation)) throw forbidden();
  }

  /** The rels of a single record that lead somewhere for this caller (`auth-and-sharing` 7.2). */
  linkRels(resource: AnyResource): readonly string[] {
    return linkRels(resource).filter((rel) => {
      const relation = resource.relations[rel];
      return relation ? mayFollow(this.#principal, resource, rel, relation) : mayReadEvents(this.#principal);
    });
  }

  /** The top-level fields that this caller can see of a type; what is hidden cannot be filtered by. */
  fieldsOf(resource: AnyResource): ReadonlySet<string> {
    return isStoredType(resource.name)
      ? this.#roster.fieldsOf(resource.name)
      : new Set(Object.keys(resource.fields));
  }

  /** The top-level fields that this caller is sent of a record of this type, for the ledger. The same set each time. */
  sentFields(resource: AnyResource): ReadonlySet<string> {
    if (isStoredType(resource.name)) return this.#roster.fieldsOf(resource.name);
    return resource === resources.district && districtIsBasic(this.#principal)
      ? limitedFields(resource, 'basic')
      : allFields(resource);
  }

  async district(): Promise<District> {
    const found = await this.#districts.findDistrict(this.districtId);
    if (!found) throw new RollbookError('not_found', 'Resource not found');
    return found;
  }

  /** The owner of the token (`auth-and-sharing` 8.2). */
  owner(): Promise<OwnerFacts | undefined> {
    const resource = resources.district;
    return Promise.resolve({
      type: resource.name,
      id: this.districtId,
      profile: {},
      authorizedBy: 'district',
      resource,
    });
  }

  /** One record as JSON; undefined if there is none that is visible. */
  async record(resource: AnyResource, id: string): Promise<Buffer | undefined> {
    if (resource.name === resources.district.name)
      return id === this.districtId ? this.#districtRecord() : undefined;
    return isStoredType(resource.name) ? this.#roster.record(resource.name, id) : undefined;
  }

  async #districtRecord(): Promise<Buffer> {
    const { id, name, mdr_number } = await this.district();
    const values = { id, name, mdr_number };
    const shown = districtIsBasic(this.#principal)
      ? limitedValues(resources.district, values, 'basic')
      : values;
    return Buffer.from(recordRenderer(resources.district)(shown).data);
  }

  #loader(type: StoredType): LoadItems {
    return (ids) => this.#roster.items(type, ids);
  }

  /** Every record of a type. */
  list(resource: AnyResource, filter?: Filter): Selection {
    if (resource.name === resources.district.name) {
      const load: LoadItems = async () => [
        Buffer.from(renderItem(resource, this.districtId, (await this.#districtRecord()).toString())),
      ];
      return this.filtered(new IdList([this.districtId], load), [this.districtId], load, filter, resource);
    }
    if (!isStoredType(resource.name)) throw new Error(`There is no list of ${resource.name}.`);
    const type = resource.name;
    if (!filter) return this.#roster.whole(type);
    const ids = filter.ids;
    if (ids) return this.filtered(undefined, ids, this.#loader(type), filter, resource);
    return new FilteredList(
      {
        directory: () => this.#roster.directory(type),
        segments: (of, index) => this.#roster.oneSegment(of, index),
      },
      filter,
    );
  }

  /** A page of a whole list, if everything it needs is in memory. */
  pageInMemory(type: StoredType, window: Window): Page | undefined {
    return this.#roster.pageInMemory(type, window);
  }

  /** Records by id that pass a filter; read on first use. */
  protected filtered(
    unfiltered: Selection | undefined,
    ids: readonly string[],
    load: LoadItems,
    filter: Filter | undefined,
    resource: AnyResource,
  ): Selection {
    if (!filter && unfiltered) return unfiltered;
    const found = async (): Promise<Selection> => {
      const items = await load([...new Set(ids)].sort());
      const passing = new Map<string, Buffer>();
      for (const item of items) {
        const data = JSON.parse(dataOfItemBytes(resource, item).toString()) as { id: string };
        if (!filter || filter.passes(data)) passing.set(data.id, item);
      }
      return new IdList([...passing.keys()], (page) =>
        Promise.resolve(page.flatMap((id) => passing.get(id) ?? [])),
      );
    };
    return {
      page: async (window) => (await found()).page(window),
      count: async () => (await found()).count(),
    };
  }

  /** A list of related records. The caller has seen that the record itself is visible. */
  async related(resource: AnyResource, id: string, relation: Relation, filter?: Filter): Promise<Selection> {
    const target = getResource(relation.target);
    if (relation.members.by === 'district') return this.list(target, filter);
    const ids = await this.relatedIds(resource, id, relation);
    if (!isStoredType(target.name)) throw new Error(`There is no list of ${target.name}.`);
    const load = this.#loader(target.name);
    return this.filtered(new IdList(ids, load), ids, load, filter, target);
  }

  /** Ids of related records that are visible, ascending, each once (`api-v1.1` 2.5). */
  async relatedIds(resource: AnyResource, id: string, relation: Relation): Promise<readonly string[]> {
    const { members } = relation;
    switch (members.by) {
      case 'own':
        return this.#existing(relation.target, idsIn(await this.#values(resource, id), members.field));
      case 'inverse':
        return this.#roster.children(inverseRelationName(relation.target, members.field), id);
      case 'through': {
        const between = await this.#recordsThrough(resource, id, members.relation);
        const ids = [...new Set(between.flatMap((values) => idsIn(values, members.field)))].sort();
        return this.#existing(relation.target, ids);
      }
      case 'district':
      case 'self':
      case 'values':
        throw new Error(`A relation by ${members.by} has no ids of its own.`);
    }
  }

  /** An audience may be told ids of hidden records; they lead nowhere. */
  async #existing(target: string, ids: readonly string[]): Promise<readonly string[]> {
    if (!isStoredType(target)) return ids;
    const visible = await this.#roster.visible(target, ids);
    return ids.filter((id) => visible.has(id));
  }

  /** The distinct values of a field over related records. */
  async relatedValues(resource: AnyResource, id: string, relation: Relation): Promise<readonly string[]> {
    const { members } = relation;
    if (members.by !== 'values') throw new Error('Not a relation to values.');
    const between = await this.#recordsThrough(resource, id, members.relation);
    return [
      ...new Set(
        between.flatMap((values) =>
          typeof values[members.field] === 'string' ? [String(values[members.field])] : [],
        ),
      ),
    ];
  }

  async #recordsThrough(resource: AnyResource, id: string, rel: string): Promise<readonly Values[]> {
    const relation = resource.relations[rel];
    if (!relation || !isStoredType(relation.target))
      throw new Error(`${resource.name} has no relation ${rel}.`);
    const target = getResource(relation.target);
    const items = await this.#loader(relation.target)(await this.relatedIds(resource, id, relation));
    return items.map((item) => JSON.parse(dataOfItemBytes(target, item).toString()) as Values);
  }

  async #values(resource: AnyResource, id: string): Promise<Values> {
    const data = await this.record(resource, id);
    return data ? (JSON.parse(data.toString()) as Values) : {};
  }
}

function idsIn(values: Values, field: string): readonly string[] {
  return [values[field]]
    .flat()
    .filter((id): id is string => typeof id === 'string')
    .sort();
}
