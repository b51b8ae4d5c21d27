/** Sandbox: signing in as anybody by one click. There, and nowhere else: without demo people there is neither a section nor a route. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RollbookError } from '../../errors/index.ts';
import { isObjectId, isPersonType, PERSON_TYPES, type PersonType } from '../../roster/index.ts';
import type { RosterPerson } from '../../sign-in/index.ts';
import type { District } from '../../store/index.ts';
import { fieldsOf } from '../pages/form-guard.ts';
import { html, type Html } from '../pages/html.ts';
import { parseNext } from './next-path.ts';
import type { SignInDesk } from './sign-in-desk.ts';

/** What sessions say of how their person came. */
export const DEMO_METHOD = 'demo';
const SHOWN = 12;
const SOUGHT_MAX = 100;

const GROUPS: Readonly<Record<PersonType, { readonly many: string; readonly one: string }>> = {
  student: { many: 'Students', one: 'Student' },
  teacher: { many: 'Teachers', one: 'Teacher' },
  school_admin: { many: 'School admins', one: 'School admin' },
  district_admin: { many: 'District admins', one: 'District admin' },
};

export interface DemoContext {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly district: District;
  readonly next: string | undefined;
  readonly sought: string | undefined;
}

export function describePerson(type: PersonType): string {
  return GROUPS[type].one;
}

function tiles(people: readonly RosterPerson[]): Html {
  return html`<ul class="tiles">
    ${people.map(
      ({ type, id, name }) =>
        html`<li>
          <button class="tile" type="submit" name="person" value="${type}:${id}">
            <span class="text"><bdi>${name}</bdi><small>${describePerson(type)}</small></span>
          </button>
        </li>`,
    )}
  </ul>`;
}

/** Everybody who may be signed in as: a few first, then by type, or those whose name is sought. Undefined outside of the sandbox. */
export async function demoSection(
  desk: SignInDesk,
  { request, reply, district, next, sought: given }: DemoContext,
): Promise<Html | undefined> {
  const { demo, people } = desk.parts;
  if (demo?.districtId !== district.id) return undefined;
  const sought = (given ?? '').trim().slice(0, SOUGHT_MAX);
  const groups = await Promise.all(
    PERSON_TYPES.map(async (type) => ({
      type,
      people: await people.search(district.id, type, { sought, limit: SHOWN }),
    })),
  );
  const featured = (
    await Promise.all(demo.featured.map((person) => people.find(district.id, person)))
  ).filter((person) => person !== undefined);
  const lists = groups
    .filter((group) => group.people.length > 0)
    .map(
      (group) =>
        html`<h2>${GROUPS[group.type].many}</h2>
          ${tiles(group.people)}`,
    );
  return html`<p class="lead">This is a sandbox: its people are invented, and you may be any of them.</p>
    <form class="row ends" method="get" action="/in/${district.id}" role="search">
      ${next === undefined ? html`` : html`<input type="hidden" name="next" value="${next}" />`}
      <div class="grow">
        <label for="q">Find somebody by name</label>
        <input type="search" id="q" name="q" value="${sought}" maxlength="${SOUGHT_MAX}" autocomplete="off" />
      </div>
      <button type="submit">Find</button>
    </form>
    <form method="post" action="/in/${district.id}/demo">
      ${desk.forms.field(request, reply)}
      <input type="hidden" name="next" value="${next ?? ''}" />
      ${
        sought === '' && featured.length > 0
          ? html`<h2>Start with one of these</h2>
              ${tiles(featured)}`
          : html``
      }
      ${lists} ${sought !== '' && lists.length === 0 ? html`<p>Nobody has a name like that.</p>` : html``}
      <p class="hint">At most ${SHOWN} of each kind are shown. Search to find the others.</p>
    </form>`;
}

export function registerDemo(app: FastifyInstance, desk: SignInDesk): void {
  const { demo, people } = desk.parts;
  if (!demo) return;
  app.post<{ Params: { district: string } }>('/in/:district/demo', async (request, reply) => {
    const district = await desk.district(request.params.district);
    if (district.id !== demo.districtId)
      throw new RollbookError('forbidden', 'People of this district sign in themselves.');
    const fields = fieldsOf(request.body);
    desk.forms.check(request, fields, desk.originOf(request));
    const [type = '', id = ''] = (fields.get('person') ?? '').split(':');
    if (!isPersonType(type) || !isObjectId(id) || !(await people.exists(district.id, { type, id })))
      throw new RollbookError('not_found', 'There is nobody like that. Go back and choose.');
    return desk.finish(request, reply, {
      districtId: district.id,
      person: { type, id },
      methodId: DEMO_METHOD,
      next: parseNext(fields.get('next')),
    });
  });
}
