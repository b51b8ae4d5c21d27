/**
 * "Why can this application (not) see this record?": every door on the way, in the order in which a request meets them. For the district and
 * whoever runs the hub; it tells ids, rules and states of one district and nothing of another.
 */
import { hashToken, isLaunched, maySignIn } from '../access/index.ts';
import { getResource, isPersonType, type StoredType } from '../roster/index.ts';
import {
  type AudiencePolicy,
  describeShare,
  EVERYTHING,
  parseAudience,
  type Share,
} from '../sharing/index.ts';
import type { Application, Audience, Connection, District } from '../store/index.ts';
import type { Acting } from './acting.ts';
import { getApplication } from './applications.ts';
import { tokenOf } from './district-tokens.ts';
import { getDistrict } from './districts.ts';
import { type ExplainStep, info, pass, stop } from './explain-step.ts';
import { gateSteps } from './explain-gates.ts';
import { explainFields } from './explain-fields.ts';
import { findLiveConnection } from './find-connection.ts';
import { frozenSteps, withheldFrom } from './frozen-views.ts';
import { valuesOf } from './preview-records.ts';
import { PathFinder, type RosterFacts } from './visibility-paths.ts';

export type { ExplainStep } from './explain-step.ts';

export interface ExplainQuestion {
  readonly applicationId: string;
  readonly districtId: string;
  readonly type: StoredType;
  readonly id: string;
}

export interface Explanation extends ExplainQuestion {
  /** Whether the record is served to the district token of the application. */
  readonly isServed: boolean;
  readonly steps: readonly ExplainStep[];
}

function applicationStep({ id, state }: Application): ExplainStep {
  return state === 'enabled'
    ? pass('application.state', `Application ${id} is enabled.`)
    : stop(
        'application.state',
        `Application ${id} is disabled: none of its tokens opens anything.`,
        `Enable it: rollbook app enable ${id}`,
      );
}

async function connectionStep(
  { store }: Acting,
  { applicationId, districtId }: ExplainQuestion,
  connection: Connection | undefined,
): Promise<ExplainStep> {
  if (connection?.state === 'connected')
    return pass('connection.state', `Connection ${connection.id} is connected.`);
  if (connection)
    return stop(
      'connection.state',
      `Connection ${connection.id} is ${connection.state}: it has no token before it is accepted.`,
      `Accept it: rollbook connection accept ${connection.id}`,
    );
  const ended = await store.control.get('connection', { applicationId, districtId, state: 'disconnected' });
  return stop(
    'connection.state',
    ended
      ? `The application was disconnected from the district${ended.ended === undefined ? '' : ` on ${ended.ended}`}.`
      : 'The application is not connected with the district.',
    `Connect it: rollbook connection create --app ${applicationId} --district ${districtId}`,
  );
}

/** A district token has no end of its own; a rotation ends the one before (`auth-and-sharing` 6). */
function tokenSteps(acting: Acting, connection: Connection): readonly ExplainStep[] {
  const { id, tokenVersion, tokenHash, previousTokenHash, previousTokenUntil = 0 } = connection;
  if (tokenHash === undefined)
    return [stop('token.version', 'The connection has no token.', `Make one: rollbook token rotate ${id}`)];
  const steps = [
    hashToken(tokenOf(acting, connection)) === tokenHash
      ? pass('token.version', `Token version ${tokenVersion} opens the district.`)
      : info(
          'token.version',
          `Token version ${tokenVersion} opens the district, and this server's key no longer derives it.`,
          `Make another: rollbook token rotate ${id}`,
        ),
  ];
  if (previousTokenHash !== undefined) {
    const isOver = acting.now().getTime() >= previousTokenUntil;
    const until = new Date(previousTokenUntil).toISOString();
    steps.push(
      info(
        'token.rotation',
        isOver
          ? `The token before the last rotation opened the district until ${until} and opens nothing now.`
          : `The token before the last rotation opens the district until ${until}.`,
        isOver
          ? `Hand out the new one: rollbook token show ${id}`
          : `End it now: rollbook token revoke ${id}`,
      ),
    );
  }
  return steps;
}

/** What would make a choice lead to the record. */
function howToShare(share: Share, connectionId: string): string {
  const set = `rollbook sharing set ${connectionId}`;
  switch (share.kind) {
    case 'none':
      return `Share something: ${set} --share everything`;
    case 'everything':
      return `Share staff: ${set} --staff`;
    case 'schools':
    case 'site':
      return `Choose its school${share.staff ? '' : ', or share staff'}: ${set} --schools …`;
    case 'sections':
      return `Pick a section that leads to it: ${set} --sections …`;
    case 'rules':
      return `Add a rule that names it, or what it belongs to: ${set} --rules FILE`;
  }
}

/** What the walk over the sharing may ask; answers of what is visible come from what the application is really served. */
function factsOf(
  { store }: Acting,
  districtId: string,
  everythingId: string,
  audienceId: string,
): RosterFacts {
  const all = store.roster.readFor(districtId, everythingId);
  const seen = store.roster.readFor(districtId, audienceId);
  return {
    values: async (type, id) => {
      const item = await all.item(type, id);
      return item && valuesOf(type, item);
    },
    naming: (relation, id) => all.children(relation, id),
    visibleNaming: (relation, id) => seen.children(relation, id),
    isVisible: async (type, id) => (await seen.visible(type, [id])).has(id),
    visibleStaffOf: async (schoolId) => {
      const staff = await store.districts.ask(districtId, {
        ask: 'matching',
        type: 'school_admin',
        passes: (values) => [values['schools']].flat().includes(schoolId),
      });
      return [...(await seen.visible('school_admin', staff))];
    },
  };
}

interface Shown {
  readonly connection: Connection;
  readonly audience: Audience;
  readonly everything: Audience;
}

async function sharingSteps(
  acting: Acting,
  { districtId, type, id }: ExplainQuestion,
  { connection, audience, everything }: Shown,
): Promise<readonly ExplainStep[]> {
  const { share } = parseAudience(audience.policy);
  const facts = factsOf(acting, districtId, everything.id, audience.id);
  const steps: ExplainStep[] = [info('sharing.kind', `The district shares ${describeShare(share)}.`)];
  const { leads, excludes } = await new PathFinder(facts, share).pathsTo(type, id);
  const isVisible = await facts.isVisible(type, id);
  const said = leads.map(({ rule, text }) =>
    isVisible
      ? pass(rule, text, 'Without this the record is hidden, unless another path leads to it.')
      : info(rule, text),
  );
  steps.push(...said);
  if (isVisible) return steps;
  const set = `rollbook sharing set ${connection.id} --rules FILE`;
  if (excludes.length > 0)
    return [
      ...steps,
      ...excludes.map(({ rule, text }) => stop(rule, text, `Narrow or remove the rule: ${set}`)),
    ];
  return [
    ...steps,
    stop(
      `sharing.${share.kind}`,
      share.kind === 'none' ? 'Nothing is shared.' : `Nothing that is shared leads to this ${type}.`,
      howToShare(share, connection.id),
    ),
  ];
}

/** Whether a person may sign in: another question, on the same path (`auth-and-sharing` 9.1). */
function signInSteps(
  application: Application,
  connection: Connection,
  { type, id }: ExplainQuestion,
  now: Date,
): readonly ExplainStep[] {
  if (!isPersonType(type)) return [];
  const steps: ExplainStep[] = [];
  if (!application.userTypes.includes(type))
    steps.push(
      info(
        'sign_in.user_type',
        `The application does not take ${getResource(type).plural}: this person cannot sign in to it.`,
        `rollbook app update ${application.id} --user-type ${type}`,
      ),
    );
  if (!isLaunched(connection, now))
    steps.push(
      info(
        'sign_in.launch',
        `${connection.launchDate === undefined ? 'No launch date is set' : `The launch date is ${connection.launchDate}`}: people cannot sign in before it, except district admins. Reading does not wait for it.`,
        `rollbook connection launch ${connection.id} --now`,
      ),
    );
  if (maySignIn(application, connection, { type, id }, now))
    steps.push(info('sign_in', 'Where the record is shared, this person may sign in to the application.'));
  return steps;
}

/** Without a connection of the district, teachers may let an application in for their own classes (`auth-and-sharing` 3.1, step 8). */
async function teacherSteps(
  { store }: Acting,
  { applicationId, districtId }: ExplainQuestion,
): Promise<readonly ExplainStep[]> {
  const teachers = await store.control.count('teacher_authorization', { applicationId, districtId });
  return teachers === 0
    ? []
    : [
        info(
          'teacher_authorization',
          `${teachers} teachers authorized the application: people of their classes may sign in to it. No district token comes of that.`,
        ),
      ];
}

function pausedSteps({ isPaused, id, last_sync: lastSync }: District): readonly ExplainStep[] {
  return isPaused
    ? [
        info(
          'district.paused',
          `Imports are paused: what is read is as it was${lastSync === undefined ? '' : ` on ${lastSync}`}.`,
          `rollbook district resume ${id}`,
        ),
      ]
    : [];
}

/** Explains what one application is served of one record. Throws `unknown_application`, `unknown_district`. */
export async function explain(acting: Acting, question: ExplainQuestion): Promise<Explanation> {
  const { store, now } = acting;
  const { applicationId, districtId, type, id } = question;
  const district = await getDistrict(store, districtId);
  const application = await getApplication(store.control, applicationId);
  const connection = await findLiveConnection(store.control, districtId, applicationId);
  const audiences = await store.districts.audiences(districtId);
  const everything = audiences.find(({ policy }) => policy === EVERYTHING);
  if (!everything) throw new Error('The district has no audience that sees everything.');
  const steps = [applicationStep(application), await connectionStep(acting, question, connection)];
  if (connection?.state === 'connected')
    steps.push(...tokenSteps(acting, connection), ...gateSteps(application, connection, type));
  else steps.push(...(await teacherSteps(acting, question)));
  steps.push(...pausedSteps(district));
  const all = store.roster.readFor(districtId, everything.id);
  if (!(await all.visible(type, [id])).has(id)) {
    const gone = [
      stop(
        'record',
        `The district has no ${type} ${id}: it was never imported, or it has gone.`,
        'Look at the report of the last import: rollbook sync list',
      ),
    ];
    steps.push(...(connection ? await frozenSteps(acting, connection, question, gone) : gone));
  } else {
    steps.push(pass('record', `The district has ${type} ${id}.`));
    const audience = audiences.find((one) => one.id === connection?.audienceId);
    if (connection?.state === 'connected') {
      if (audience) {
        const shared = await sharingSteps(acting, question, { connection, audience, everything });
        steps.push(...(await frozenSteps(acting, connection, question, shared)));
        const policy: AudiencePolicy = parseAudience(
          (await withheldFrom(store, connection))?.policy ?? audience.policy,
        );
        steps.push(...explainFields({ application, connection, policy, type }));
      } else steps.push(stop('sharing', 'The connection has no audience.', 'Choose again what is shared.'));
      steps.push(...signInSteps(application, connection, question, now()));
    } else if (connection)
      steps.push(
        info('sharing.kind', `The district would share ${describeShare(connection.sharing.share)}.`),
      );
  }
  return { ...question, isServed: steps.every(({ verdict }) => verdict !== 'stop'), steps };
}
