/** Sandbox: signing in as anybody by one click. There, and nowhere else: without demo people there is neither a section nor a route. */
import type { FastifyInstance } from 'fastify';
import { isObjectId, isPersonType, PERSON_TYPES, type PersonType } from '../../roster/index.ts';
import type { RosterPerson } from '../../sign-in/index.ts';
import type { District } from '../../store/index.ts';
import { SaidError } from '../../strings/index.ts';
import { fieldsOf } from '../pages/form-guard.ts';
import { html, type Html } from '../pages/html.ts';
import type { Wording } from '../pages/wording.ts';
import { parseNext } from './next-path.ts';
import type { SignInDesk } from './sign-in-desk.ts';

/** What sessions say of how their person came. */
export const DEMO_METHOD = 'demo';
const SHOWN = 12;
const SOUGHT_MAX = 100;

const MANY = {
  student: 'manyStudent',
  teacher: 'manyTeacher',
  school_admin: 'manySchool_admin',
  district_admin: 'manyDistrict_admin',
} as const satisfies Readonly<Record<PersonType, string>>;

export interface DemoContext {
  /** The hidden field that the form must bring back. */
  readonly guard: Html;
  readonly district: District;
  readonly next: string | undefined;
  readonly sought: string | undefined;
}

function tiles(words: Wording, people: readonly RosterPerson[]): Html {
  return html`<ul class="tiles">
    ${people.map(
      ({ type, id, name }) =>
        html`<li>
          <button class="tile" type="submit" name="person" value="${type}:${id}">
            <span class="text"><bdi>${name}</bdi><small>${words.say(type)}</small></span>
          </button>
        </li>`,
    )}
  </ul>`;
}

/**
 * Everybody who may be signed in as: a few first, then by type, or those whose name is sought; said in the words of whoever reads. Undefined
 * outside of the sandbox.
 */
export async function demoSection(
  desk: SignInDesk,
  { guard, district, next, sought: given }: DemoContext,
): Promise<((words: Wording) => Html) | undefined> {
  const { demo, people } = desk.parts;
  if (demo?.districtId !== district.id) return undefined;
  const sought = (given ?? '').trim().slice(0, SOUGHT_MAX);
  const found = await Promise.all(
    PERSON_TYPES.map(async (type) => ({
      type,
      people: await people.search(district.id, type, { sought, limit: SHOWN }),
    })),
  );
  const groups = found.filter((group) => group.people.length > 0);
  const featured = (
    await Promise.all(demo.featured.map((person) => people.find(district.id, person)))
  ).filter((person) => person !== undefined);
  return (words) =>
    html`<p class="lead">${words.say('demoLead')}</p>
      <form class="row ends" method="get" action="/in/${district.id}" role="search">
        ${next !== undefined && html`<input type="hidden" name="next" value="${next}" />`}
        <div class="grow">
          <label for="q">${words.say('demoFind')}</label>
          <input
            type="search"
            id="q"
            name="q"
            value="${sought}"
            maxlength="${SOUGHT_MAX}"
            autocomplete="off"
          />
        </div>
        <button type="submit">${words.say('demoFindGo')}</button>
      </form>
      <form method="post" action="/in/${district.id}/demo">
        ${guard}
        <input type="hidden" name="next" value="${next ?? ''}" />
        ${
          sought === '' &&
          featured.length > 0 &&
          html`<h2>${words.say('demoFeatured')}</h2>
            ${tiles(words, featured)}`
        }
        ${groups.map(
          (group) =>
            html`<h2>${words.say(MANY[group.type])}</h2>
              ${tiles(words, group.people)}`,
        )}
        ${sought !== '' && groups.length === 0 && html`<p>${words.say('demoNobody')}</p>`}
        <p class="hint">${words.say('demoLimit', { n: SHOWN })}</p>
      </form>`;
}

export function registerDemo(app: FastifyInstance, desk: SignInDesk): void {
  const { demo, people } = desk.parts;
  if (!demo) return;
  app.post<{ Params: { district: string } }>('/in/:district/demo', async (request, reply) => {
    const district = await desk.district(request.params.district);
    if (district.id !== demo.districtId) throw new SaidError('forbidden', 'demoElsewhere');
    const fields = fieldsOf(request.body);
    desk.forms.check(request, fields, desk.originOf(request));
    const [type = '', id = ''] = (fields.get('person') ?? '').split(':');
    if (!isPersonType(type) || !isObjectId(id) || !(await people.exists(district.id, { type, id })))
      throw new SaidError('not_found', 'demoUnknown');
    return desk.finish(request, reply, {
      districtId: district.id,
      person: { type, id },
      methodId: DEMO_METHOD,
      next: parseNext(fields.get('next')),
    });
  });
}
