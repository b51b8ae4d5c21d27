/** A world as data: what districts send, what applications ask for, and everything that happens, all from a seed. */
import { canary } from './canary.ts';
import { Draw } from './draw.ts';
import { drawValue, GRANTED, optionalFields, type Type, TYPES, UNSERVED, VALUES } from './record-fields.ts';

/** A record as its district knows it; other records are named by key. */
export interface Rec {
  readonly key: string;
  /** By path. */
  readonly values: Readonly<Record<string, string>>;
  /** By column: read and never served. */
  readonly unserved: Readonly<Record<string, string>>;
  readonly school?: string;
  readonly schools?: readonly string[];
  readonly teachers?: readonly string[];
  readonly students?: readonly string[];
  readonly student?: string;
}

export type Roster = Readonly<Record<Type, readonly Rec[]>>;

export interface ConditionPlan {
  readonly field: string;
  readonly op: 'is' | 'is_not' | 'contains';
  /** Keys where the field names a record. */
  readonly value: readonly string[];
}

export interface RulePlan {
  readonly match: 'sections' | 'students' | 'teachers' | 'staff';
  readonly where: readonly ConditionPlan[];
  readonly exclude?: true;
  readonly with_students?: true;
}

export type SharePlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'everything'; readonly staff: boolean }
  | { readonly kind: 'schools' | 'site'; readonly schools: readonly string[]; readonly staff: boolean }
  | { readonly kind: 'sections'; readonly sections: readonly string[] }
  | { readonly kind: 'rules'; readonly rules: readonly RulePlan[] };

export interface SharingPlan {
  readonly share: SharePlan;
  readonly refused: Readonly<Partial<Record<'student' | 'contact', readonly string[]>>>;
  readonly granted: readonly string[];
}

export type Uses = Readonly<
  Partial<Record<Type, Readonly<Record<string, 'required' | 'optional' | 'untaken'>>>>
>;
export type TierPlan = 'secure_sync' | 'sso';
export type PersonPlan = 'student' | 'teacher' | 'school_admin' | 'district_admin';

export interface ApplicationPlan {
  readonly tier: TierPlan;
  readonly scopes: readonly string[];
  readonly uses: Uses;
  readonly userTypes: readonly PersonPlan[];
}

export type Step =
  | {
      readonly act: 'connect';
      readonly connection: number;
      readonly district: number;
      readonly application: number;
      readonly scopes: readonly string[];
      readonly sharing: SharingPlan;
      readonly launched: boolean;
    }
  | { readonly act: 'share'; readonly connection: number; readonly sharing: SharingPlan }
  | { readonly act: 'accept'; readonly connection: number; readonly scopes: readonly string[] }
  | { readonly act: 'rotate'; readonly connection: number; readonly overlaps: boolean }
  | { readonly act: 'disconnect'; readonly connection: number }
  | {
      readonly act: 'application';
      readonly application: number;
      readonly change: Partial<ApplicationPlan> & { readonly enabled: boolean };
    }
  | {
      readonly act: 'sign_in';
      readonly connection: number;
      readonly type: PersonPlan;
      readonly pick: number;
      readonly ended: 'no' | 'expired' | 'revoked';
    }
  /** The next export of a district, changed by this seed. */
  | { readonly act: 'import'; readonly district: number; readonly seed: number; readonly broken: boolean };

export interface WorldPlan {
  readonly seed: number;
  readonly districts: readonly Roster[];
  readonly applications: readonly ApplicationPlan[];
  readonly steps: readonly Step[];
}

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

const KEYS: Readonly<Record<Type, readonly string[]>> = {
  school: ['north', 'south', 'east'],
  teacher: ['t1', 't2', 't3', 't4'],
  student: ['s1', 's2', 's3', 's4', 's5', 's6', 's7'],
  section: ['x1', 'x2', 'x3', 'x4', 'x5'],
  school_admin: ['a1', 'a2'],
  contact: [],
  district_admin: ['da1'],
};

/** The text of a record's values: canaries, with tails of their own. */
export function drawRecord(
  draw: Draw,
  district: number,
  type: Type,
  rec: Omit<Rec, 'values' | 'unserved'>,
): Rec {
  const text = (field: string) => canary({ district, type, key: rec.key, field }, draw.digits(6));
  const entries = Object.entries(VALUES[type]).map(([path, { form }]): [string, string] => [
    path,
    drawValue(draw, form, () => text(path)),
  ]);
  const unserved = (UNSERVED[type] ?? []).map((column): [string, string] => [column, text(column)]);
  return { ...rec, values: Object.fromEntries(entries), unserved: Object.fromEntries(unserved) };
}

function drawRefs(draw: Draw, type: Type, key: string, present: ReadonlyMap<Type, readonly string[]>) {
  const keysOf = (of: Type) => present.get(of) ?? [];
  switch (type) {
    case 'school':
    case 'district_admin':
      return { key };
    case 'teacher':
    case 'student':
      return { key, school: draw.pick(keysOf('school')) };
    case 'section':
      return {
        key,
        school: draw.pick(keysOf('school')),
        teachers: [...draw.atLeastOne(keysOf('teacher'), 0.3)].sort(() => draw.next() - 0.5),
        students: draw.atLeastOne(keysOf('student'), 0.35),
      };
    case 'school_admin':
      return { key, schools: draw.atLeastOne(keysOf('school'), 0.5) };
    case 'contact':
      return { key, student: key.split('/')[0] ?? '' };
  }
}

export function drawRoster(draw: Draw, district: number): Roster {
  const present = new Map<Type, readonly string[]>();
  const roster = {} as Record<Type, readonly Rec[]>;
  for (const type of TYPES) {
    const keys =
      type === 'contact'
        ? (present.get('student') ?? []).flatMap((student) =>
            ['k1', 'k2'].filter(() => draw.chance(0.4)).map((contact) => `${student}/${contact}`),
          )
        : draw.atLeastOne(KEYS[type], 0.85);
    present.set(type, keys);
    roster[type] = keys.map((key) => drawRecord(draw, district, type, drawRefs(draw, type, key, present)));
  }
  return roster;
}

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

/** As a rule something is taken away from what another rule names. */
function drawRules(draw: Draw, roster: Roster): readonly RulePlan[] {
  const rules = Array.from({ length: draw.int(1, 4) }, () => drawRule(draw, roster));
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

function drawApplication(draw: Draw): ApplicationPlan {
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
  const size = { ...drawSize(draw), ...given };
  const plan = {
    seed,
    districts: Array.from({ length: size.districts }, (_, n) => drawRoster(draw, n)),
    applications: Array.from({ length: size.applications }, () => drawApplication(draw)),
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

/** What a district sends next: people change, move, leave and come. */
export function nextRoster(before: Roster, district: number, seed: number): Roster {
  const draw = new Draw(seed);
  const fresh = drawRoster(draw, district);
  const after = {} as Record<Type, readonly Rec[]>;
  const present = new Map<Type, readonly string[]>();
  for (const type of TYPES) {
    if (type === 'district_admin') {
      after[type] = before[type];
      continue;
    }
    const known = new Map(before[type].map((rec) => [rec.key, rec]));
    const candidates = [...new Set([...known.keys(), ...fresh[type].map(({ key }) => key)])];
    const isPossible = (rec: Rec) =>
      rec.student === undefined || present.get('student')?.includes(rec.student) === true;
    const kept = candidates.flatMap((key) => {
      const old = known.get(key);
      if (old && draw.chance(0.12)) return [];
      if (!old && draw.chance(0.5)) return [];
      const refs = drawRefs(draw, type, key, present);
      const rec = old && draw.chance(0.6) ? repair(old, present) : undefined;
      const next = rec ?? drawRecord(draw, district, type, refs);
      return isPossible(next) ? [next] : [];
    });
    const [first] = fresh[type];
    // A school, a teacher and a student there always are: what names them needs one.
    after[type] =
      kept.length > 0 || type === 'contact' || !first
        ? kept
        : [drawRecord(draw, district, type, drawRefs(draw, type, first.key, present))];
    present.set(
      type,
      after[type].map(({ key }) => key),
    );
  }
  return after;
}

/** The record if everything that it names is still there; lists without what went. */
function repair(rec: Rec, present: ReadonlyMap<Type, readonly string[]>): Rec | undefined {
  const has = (type: Type, key: string) => present.get(type)?.includes(key) === true;
  if (rec.school !== undefined && !has('school', rec.school)) return undefined;
  const schools = rec.schools?.filter((key) => has('school', key));
  const teachers = rec.teachers?.filter((key) => has('teacher', key));
  const students = rec.students?.filter((key) => has('student', key));
  if ([schools, teachers, students].some((list) => list?.length === 0)) return undefined;
  return {
    ...rec,
    ...(schools ? { schools } : {}),
    ...(teachers ? { teachers } : {}),
    ...(students ? { students } : {}),
  };
}
