/** Worlds from a seed: applications, sharing of every kind, and what happens. */
import { Draw } from './draw.ts';
import { drawRoster } from './draw-roster.ts';
import { sectionName } from './oracle.ts';
import { GRANTED, optionalFields, type Type, TYPES } from './record-fields.ts';
import type {
  ApplicationPlan,
  ConditionPlan,
  Roster,
  RulePlan,
  SharePlan,
  SharingPlan,
  Step,
  TierPlan,
  Uses,
  WorldPlan,
} from './world-plan.ts';

const SCOPES = [
  'read:user_id',
  'read:sis',
  'read:schools',
  'read:sections',
  'read:students',
  'read:teachers',
  'read:student_contacts',
  'read:school_admins',
  'read:district_admins',
  'read:students_basic',
  'read:teachers_basic',
  'read:school_admins_basic',
  'read:district_admins_basic',
] as const;
const BASIC = SCOPES.filter((scope) => scope === 'read:user_id' || scope.endsWith('_basic'));

const RULE_FIELDS: Readonly<Record<RulePlan['match'], readonly string[]>> = {
  sections: ['school', 'subject', 'grade', 'teacher', 'sis_id', 'name', 'term.name'],
  students: ['school', 'grade', 'gender', 'frl_status', 'iep_status', 'ell_status', 'sis_id', 'email'],
  teachers: ['school', 'sis_id', 'title', 'email'],
  staff: ['schools', 'staff_id', 'title', 'role'],
};
const MATCHED: Readonly<Record<RulePlan['match'], Type>> = {
  sections: 'section',
  students: 'student',
  teachers: 'teacher',
  staff: 'school_admin',
};

function drawCondition(draw: Draw, match: RulePlan['match'], roster: Roster): ConditionPlan | undefined {
  const field = draw.pick(RULE_FIELDS[match]);
  const op = draw.pick(['is', 'is', 'is_not', 'contains'] as const);
  if (field === 'school' || field === 'schools' || field === 'teacher') {
    const target = field === 'teacher' ? 'teacher' : 'school';
    if (roster[target].length === 0) return undefined;
    const keys = draw.atLeastOne(roster[target].map(({ key }) => key));
    return { field, op: op === 'contains' ? 'is' : op, value: keys };
  }
  const values = roster[MATCHED[match]].map((rec) =>
    field === 'sis_id' || field === 'staff_id'
      ? rec.key
      : field === 'name' && match === 'sections'
        ? sectionName(roster, rec, true)
        : (rec.values[field] ?? rec.unserved[field === 'role' ? 'Role' : ''] ?? ''),
  );
  const filled = values.filter((value) => value !== '');
  if (filled.length === 0) return undefined;
  if (op === 'contains')
    return { field, op, value: [draw.pick(filled).slice(0, draw.int(1, 40)).toUpperCase()] };
  return { field, op, value: draw.atLeastOne(filled, 0.3) };
}

function drawRule(draw: Draw, roster: Roster): RulePlan {
  const match = draw.pick(['sections', 'students', 'teachers', 'staff'] as const);
  const where = Array.from({ length: draw.int(0, 2) }, () => drawCondition(draw, match, roster)).filter(
    (condition) => condition !== undefined,
  );
  if (draw.chance(0.35)) return { match, where, exclude: true };
  return match === 'teachers' && draw.chance(0.4) ? { match, where, with_students: true } : { match, where };
}

/** Takes one teacher away: sections stay visible whose primary teacher is not. */
function withoutTeacher(draw: Draw, { teacher }: Roster): RulePlan {
  const { key } = draw.pick(teacher);
  return { match: 'teachers', where: [{ field: 'sis_id', op: 'is', value: [key] }], exclude: true };
}

/** As a rule something is taken away from what another rule names. */
function drawRules(draw: Draw, roster: Roster): readonly RulePlan[] {
  const drawn = Array.from({ length: draw.int(1, 4) }, () => drawRule(draw, roster));
  const rules = draw.chance(0.5) ? [...drawn, withoutTeacher(draw, roster)] : drawn;
  const { match, exclude } = draw.pick(rules);
  const condition = drawCondition(draw, match, roster);
  return exclude || !condition || draw.chance(0.4)
    ? rules
    : [...rules, { match, where: [condition], exclude: true }];
}

function drawShare(draw: Draw, roster: Roster): SharePlan {
  const keys = (type: Type) => roster[type].map(({ key }) => key);
  const kind = draw.pick([
    'none',
    'everything',
    'everything',
    'schools',
    'schools',
    'site',
    'sections',
    'rules',
    'rules',
    'rules',
    'rules',
  ] as const);
  switch (kind) {
    case 'none':
      return { kind };
    case 'everything':
      return { kind, staff: draw.chance(0.5) };
    case 'schools':
    case 'site':
      return { kind, schools: draw.some(keys('school')), staff: draw.chance(0.5) };
    case 'sections':
      return { kind, sections: draw.some(keys('section')) };
    case 'rules':
      return { kind, rules: drawRules(draw, roster) };
  }
}

export function drawSharing(draw: Draw, roster: Roster): SharingPlan {
  const refusable = (type: 'student' | 'contact') =>
    draw.some(
      optionalFields(type).filter((name) => !(GRANTED as readonly string[]).includes(name)),
      draw.pick([0, 0.3]),
    );
  return {
    share: drawShare(draw, roster),
    refused: { student: refusable('student'), contact: refusable('contact') },
    granted: draw.some(GRANTED, draw.pick([0, 0.5])),
  };
}

function drawUses(draw: Draw): Uses {
  if (draw.chance(0.5)) return {};
  return Object.fromEntries(
    TYPES.map((type) => [
      type,
      Object.fromEntries(
        draw
          .some(optionalFields(type), 0.3)
          .map((name) => [name, draw.pick(['required', 'optional', 'untaken'] as const)]),
      ),
    ]),
  );
}

function drawScopes(draw: Draw, tier: TierPlan): readonly string[] {
  if (tier === 'sso') return draw.atLeastOne(BASIC, 0.8);
  return draw.chance(0.5) ? SCOPES : draw.atLeastOne(SCOPES, 0.6);
}

const PERSONS = ['student', 'teacher', 'school_admin', 'district_admin'] as const;

function drawApplication(draw: Draw): Omit<ApplicationPlan, 'asksFirst'> {
  const tier = draw.pick(['secure_sync', 'secure_sync', 'secure_sync', 'sso'] as const);
  return {
    tier,
    scopes: drawScopes(draw, tier),
    uses: drawUses(draw),
    userTypes: draw.chance(0.7) ? PERSONS : draw.some(PERSONS),
  };
}

interface Size {
  readonly districts: number;
  readonly applications: number;
  readonly connections: number;
  readonly changes: number;
}

export function drawSize(draw: Draw): Size {
  return {
    districts: draw.int(2, draw.pick([2, 3, 6])),
    applications: draw.int(1, 5),
    connections: draw.int(2, 5),
    changes: draw.int(3, 10),
  };
}

/** One of the things that happen to a connection. */
function drawChange(
  draw: Draw,
  plan: Omit<WorldPlan, 'steps'>,
  connects: readonly Extract<Step, { act: 'connect' }>[],
): Step {
  const connect = draw.pick(connects);
  const { connection, application, district } = connect;
  const { tier, scopes } = plan.applications[application] ?? { tier: 'sso', scopes: [] };
  const roster = plan.districts[district];
  if (!roster) throw new Error('The connection has no district.');
  switch (
    draw.pick([
      'share',
      'share',
      'share',
      'import',
      'import',
      'import',
      'sign_in',
      'sign_in',
      'sign_in',
      'accept',
      'rotate',
      'disconnect',
      'application',
    ] as const)
  ) {
    case 'share':
      return { act: 'share', connection, sharing: drawSharing(draw, roster) };
    case 'import':
      return { act: 'import', district, seed: draw.int(0, 2 ** 31), broken: draw.chance(0.1) };
    case 'sign_in':
      return {
        act: 'sign_in',
        connection,
        type: draw.pick(PERSONS),
        pick: draw.int(0, 100),
        ended: draw.pick(['no', 'no', 'no', 'no', 'expired', 'revoked'] as const),
      };
    case 'accept':
      return { act: 'accept', connection, scopes: draw.some(scopes, 0.7) };
    case 'rotate':
      return { act: 'rotate', connection, overlaps: draw.chance(0.5) };
    case 'disconnect':
      return draw.chance(0.5)
        ? { act: 'disconnect', connection }
        : { ...connect, sharing: drawSharing(draw, roster) };
    case 'application':
      return {
        act: 'application',
        application,
        change: { uses: drawUses(draw), scopes: drawScopes(draw, tier), enabled: draw.chance(0.8) },
      };
  }
}

export function drawWorld(seed: number, given?: Partial<Size>): WorldPlan {
  const draw = new Draw(seed);
  // Drawn apart, so that a seed still draws the rest as it did.
  const wishes = new Draw(seed ^ 0xa5c);
  const size = { ...drawSize(draw), ...given };
  const plan = {
    seed,
    districts: Array.from({ length: size.districts }, (_, n) => drawRoster(draw, n)),
    applications: Array.from({ length: size.applications }, () => ({
      ...drawApplication(draw),
      asksFirst: wishes.chance(0.4),
    })),
  };
  const connects = Array.from({ length: size.connections }, (_, connection) => {
    const district = draw.int(0, size.districts - 1);
    const application = draw.int(0, size.applications - 1);
    return {
      act: 'connect' as const,
      connection,
      district,
      application,
      scopes: draw.some(plan.applications[application]?.scopes ?? [], 0.85),
      sharing: drawSharing(draw, plan.districts[district] ?? drawRoster(draw, district)),
      launched: draw.chance(0.85),
    };
  });
  const signIns = connects.flatMap(({ connection }): readonly Step[] =>
    draw
      .some(PERSONS, 0.4)
      .map((type) => ({ act: 'sign_in', connection, type, pick: draw.int(0, 100), ended: 'no' })),
  );
  const changes = Array.from({ length: size.changes }, () => drawChange(draw, plan, connects));
  return { ...plan, steps: [...connects, ...signIns, ...changes] };
}
