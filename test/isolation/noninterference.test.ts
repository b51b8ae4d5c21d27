/**
 * The strongest form of "nothing leaves": what a token cannot see is changed, its whole session is played again, and both transcripts are
 * equal to the byte, entity tags and stamps included (reliability 6, 7).
 */
import { expect, inject, it } from 'vitest';
import type { Answer } from '../support/caller.ts';
import { Draw } from './draw.ts';
import { type Named, readable, RELATIONS } from './expected.ts';
import { changeUnseen } from './invisible-changes.ts';
import { type Sight, sightOf } from './oracle.ts';
import { PLURALS, TYPES } from './record-fields.ts';
import { RunningWorld } from './running-world.ts';
import { type TokenTruth, uriOf } from './truth.ts';
import { nextRoster } from './draw-roster.ts';
import { drawWorld } from './draw-world.ts';
import type { WorldPlan } from './world-plan.ts';

const SEED = 20_261_125;
/** A transcript is of its token and its moment in these alone. */
const MOVING = ['date', 'x-request-id', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

const NAMED: readonly Named[] = ['district', ...TYPES];
const where = (filter: unknown) => `where=${encodeURIComponent(JSON.stringify(filter))}`;

/** Everything that one could ask to find a difference: lists, counts, filters, records seen, hidden, foreign, and what lies below them. */
function sessionOf(draw: Draw, world: RunningWorld, sight: Sight): readonly string[] {
  const paths = ['/me', '/v1.1/me', '/v1.1/pupils', '/v1.1/students/123'];
  for (const type of NAMED) {
    const list = type === 'district' ? '/v1.1/districts' : `/v1.1/${PLURALS[type]}`;
    const own = [...readable(sight, type).keys()];
    const everywhere = world.truth.districts.flatMap(({ id, ids }) =>
      type === 'district'
        ? [id]
        : [...ids].filter(([name]) => name.startsWith(`${type} `)).map(([, one]) => one),
    );
    const cursor = everywhere.length > 0 ? draw.pick(everywhere) : draw.digits(24);
    paths.push(
      list,
      `${list}?limit=2`,
      `${list}?limit=2&page=2`,
      `${list}?count=true`,
      `${list}?ending_before=last&limit=2`,
      `${list}?starting_after=${cursor}&limit=2`,
      `${list}?ending_before=${cursor}&limit=2`,
      `${list}?${where({ id: { $in: everywhere } })}`,
      `${list}?${where({ 'name.first': { $exists: true } })}&count=true`,
      `${list}?${where({ frl_status: 'Free' })}`,
      `${list}?${where({ email: { $regex: 'kq' } })}`,
    );
    const asked = [...own.slice(0, 3), ...draw.some(everywhere, 0.3).slice(0, 4), draw.digits(24)];
    for (const id of asked) {
      paths.push(uriOf(type, id));
      for (const [rel, { many }] of Object.entries(RELATIONS[type])) {
        paths.push(`${uriOf(type, id)}/${rel}`);
        if (many) paths.push(`${uriOf(type, id)}?include=${rel}`);
      }
    }
  }
  return paths;
}

/** By design the status of a district tells when the last sync ended, whatever it brought (`auth-and-sharing` 9.6). */
const isStatus = (path: string) => path.endsWith('/status');

function lineOf(path: string, answer: Answer): string {
  const headers = Object.entries(answer.headers).filter(
    ([name]) => !MOVING.includes(name) && !(isStatus(path) && name === 'etag'),
  );
  const body = isStatus(path) ? answer.text.replace(/"last_sync":"[^"]*"/, '"last_sync":…') : answer.text;
  return `${path} ${answer.status} ${JSON.stringify(headers)} ${body}`;
}

async function play(
  world: RunningWorld,
  token: TokenTruth,
  session: readonly string[],
): Promise<readonly string[]> {
  const caller = world.caller(token.value);
  const lines: string[] = [];
  for (const path of session) lines.push(lineOf(path, await caller.get(path)));
  return lines;
}

/** Returns how many changes were made that must not be seen. */
async function provoke(plan: WorldPlan, tokensMax: number): Promise<number> {
  const world = await RunningWorld.open(plan);
  const draw = new Draw(plan.seed ^ 0xabcd);
  let unseen = 0;
  try {
    // An import that failed would still show in the status of the district, and an import that does not would end that.
    for (const step of plan.steps) if (step.act !== 'import' || !step.broken) await world.apply(step);
    const live = world.truth.tokens.filter((token) => sightOf(world.truth, token));
    for (const token of draw.some(live, 0.9).slice(0, tokensMax)) {
      const sight = sightOf(world.truth, token);
      const change = changeUnseen(draw, world.truth, token, 40);
      if (!sight || !change) continue;
      const session = sessionOf(draw, world, sight);
      const before = await play(world, token, session);
      unseen += change.changes;
      sight.district.roster = change.roster;
      await world.importRoster(sight.district);
      // And all other districts, as much as there is.
      for (const [number, other] of world.truth.districts.entries())
        if (other !== sight.district) {
          other.roster = nextRoster(other.roster, number, draw.int(0, 2 ** 31));
          await world.importRoster(other);
        }
      const after = await play(world, token, session);
      const who = `seed ${plan.seed}, ${token.kind} ${JSON.stringify(token.connection)} ${JSON.stringify(world.truth.applications[token.connection.application])}`;
      before.forEach((line, n) => expect(after[n], who).toBe(line));
    }
  } finally {
    await world.close();
  }
  return unseen;
}

it(
  'shows a token nothing of what it cannot see, not even that it changed',
  { timeout: 24 * 3_600_000 },
  async () => {
    const { worlds, seed } = inject('noninterference') ?? { worlds: 4, seed: SEED };
    let unseen = 0;
    for (let n = 0; n < worlds; n++) unseen += await provoke(drawWorld(seed + n, { changes: 2 }), 4);
    expect(unseen).toBeGreaterThan(worlds);
  },
);

declare module 'vitest' {
  interface ProvidedContext {
    readonly noninterference?: { readonly worlds: number; readonly seed: number };
  }
}
