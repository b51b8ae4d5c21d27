import { dataOfItemBytes, renderItem } from '../derive/index.ts';
import { isSamePerson, levelOf, type UserPrincipal } from '../access/index.ts';
import {
  type AnyResource,
  getResource,
  isPersonType,
  isStoredType,
  type Relation,
  resources,
} from '../roster/index.ts';
import { limitedFields, limitedValues } from '../sharing/index.ts';
import type { DistrictStore } from '../store/index.ts';
import type { AudienceRoster } from './audience-roster.ts';
import { IdList, type LoadItems } from './id-list.ts';
import { type OwnerFacts, RosterView } from './roster-view.ts';
import type { Selection } from './selection.ts';
import type { Filter } from './where.ts';

type Values = Readonly<Record<string, unknown>>;

/** Who it is, and nothing else. */
const IDENTITY: ReadonlySet<string> = new Set(['id', 'district']);

/** Fields that need a grant are never told to a token of a person (`auth-and-sharing` 7.3). */
function withoutGranted(resource: AnyResource, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => resource.fields[name]?.grant === undefined),
  );
}

/**
 * What the token of a person may see: the person, the person's school and district; where a teacher authorized the application, the own
 * classes instead (`auth-and-sharing` 8.3). Everybody else is not found.
 */
export class OwnerView extends RosterView {
  readonly #person: UserPrincipal['person'];
  readonly #level: ReturnType<typeof levelOf>;
  readonly #authorizedBy: UserPrincipal['authorizedBy'];
  readonly #resource: AnyResource;
  /** Of the own record; no other is told in full. */
  #fields: ReadonlySet<string> | undefined;

  constructor(roster: AudienceRoster, districts: DistrictStore, principal: UserPrincipal) {
    super(roster, districts, principal);
    this.#person = principal.person;
    this.#level = levelOf(principal);
    this.#authorizedBy = principal.authorizedBy;
    this.#resource = getResource(principal.person.type);
  }

  /** Of lists, which only applications have that a teacher authorized: what these are told. */
  override fieldsOf(resource: AnyResource): ReadonlySet<string> {
    return new Set(
      [...super.fieldsOf(resource)].filter((name) => resource.fields[name]?.library !== undefined),
    );
  }

  async #own(): Promise<Values | undefined> {
    const data = await this.roster.record(this.#person.type, this.#person.id);
    return data && (JSON.parse(data.toString()) as Values);
  }

  #shown(resource: AnyResource, values: Values): Values {
    switch (this.#level) {
      case 'full':
        return withoutGranted(resource, values);
      case 'basic':
      case 'library':
        return limitedValues(resource, values, this.#level);
      case 'identity':
        return Object.fromEntries([...IDENTITY].map((name) => [name, values[name]]));
    }
  }

  override sentFields(resource: AnyResource): ReadonlySet<string> {
    if (resource.name === resources.school.name || !isStoredType(resource.name))
      return super.sentFields(resource);
    switch (this.#level) {
      case 'full':
        return this.#ungranted(resource);
      case 'basic':
      case 'library':
        return limitedFields(resource, this.#level);
      case 'identity':
        return IDENTITY;
    }
  }

  #ungranted(resource: AnyResource): ReadonlySet<string> {
    this.#fields ??= new Set(
      [...super.sentFields(resource)].filter((name) => resource.fields[name]?.grant === undefined),
    );
    return this.#fields;
  }

  override async owner(): Promise<OwnerFacts | undefined> {
    const own = await this.#own();
    if (!own) return undefined;
    const { type, id } = this.#person;
    const profile = this.#shown(this.#resource, own);
    return { type, id, profile, authorizedBy: this.#authorizedBy, resource: this.#resource };
  }

  override async record(resource: AnyResource, id: string): Promise<Buffer | undefined> {
    if (resource.name === resources.district.name) return super.record(resource, id);
    if (resource.name === resources.school.name)
      return (await this.#schools()).includes(id) ? this.roster.record('school', id) : undefined;
    if (resource.name === resources.section.name) {
      if (!(await this.#sections()).includes(id)) return undefined;
      return this.roster.record('section', id);
    }
    const isOwn = isPersonType(resource.name) && isSamePerson(this.#person, { type: resource.name, id });
    const own = isOwn ? await this.#own() : undefined;
    return own && Buffer.from(JSON.stringify(this.#shown(resource, own)));
  }

  /** The schools that the own record names. */
  async #schools(): Promise<readonly string[]> {
    const { school, schools } = (await this.#own()) ?? {};
    return [school, schools].flat().filter((id): id is string => typeof id === 'string');
  }

  async #sections(): Promise<readonly string[]> {
    switch (this.#person.type) {
      case 'student':
        return this.roster.children('section.students', this.#person.id);
      case 'teacher':
        return this.roster.children('section.teachers', this.#person.id);
      case 'school_admin':
      case 'district_admin':
        return [];
    }
  }

  override async relatedIds(
    resource: AnyResource,
    id: string,
    relation: Relation,
  ): Promise<readonly string[]> {
    // The own record may be told without the school that it names.
    if (resource === this.#resource && relation.target === resources.school.name) return this.#schools();
    return super.relatedIds(resource, id, relation);
  }

  /** Lists are for applications that a teacher authorized, and say of others what such applications are told. */
  override async related(
    resource: AnyResource,
    id: string,
    relation: Relation,
    filter?: Filter,
  ): Promise<Selection> {
    const target = getResource(relation.target);
    const ids = await this.relatedIds(resource, id, relation);
    const load: LoadItems = async (page) => {
      const items = await this.roster.items(relation.target as 'section' | 'student', page);
      return items.map((item) => {
        const values = JSON.parse(dataOfItemBytes(target, item).toString()) as Values;
        const shown = JSON.stringify(limitedValues(target, values, 'library'));
        return Buffer.from(renderItem(target, String(values['id']), shown));
      });
    };
    return this.filtered(new IdList(ids, load), ids, load, filter, target);
  }
}
