/** Hunts for leaks: world after world, walk after walk; what fails is made as small as it gets. */
import { Draw } from './draw.ts';
import { RunningWorld } from './running-world.ts';
import { type Finding, Walker } from './walk.ts';
import type { TokenTruth } from './truth.ts';
import { drawWorld } from './draw-world.ts';
import type { Step, WorldPlan } from './world-plan.ts';

export interface Hunt {
  readonly requests: number;
  readonly worlds: number;
  readonly tokens: number;
  /** Absent where nothing was found. */
  readonly failure?: {
    readonly seed: number;
    readonly finding: Finding;
    readonly world: WorldPlan;
  };
}

/** Requests with one token before the world changes. */
const PER_WALK = 12;

interface Walked {
  readonly requests: number;
  readonly tokens: number;
  readonly finding: Finding | undefined;
}

/** Readers while the world changes, and tokens that ask at the same time. */
const READERS = 2;

/** Runs one world from its beginning: after each step some requests with each of some tokens, at the end all tokens at once. */
export async function walkWorld(plan: WorldPlan, requestsMax: number): Promise<Walked> {
  const world = await RunningWorld.open(plan);
  const draw = new Draw(plan.seed ^ 0x5eed);
  let requests = 0;
  const walk = async (token: TokenTruth): Promise<Finding | undefined> => {
    const walker = new Walker(world, new Draw(draw.int(0, 2 ** 31)));
    for (let n = 0; n < PER_WALK && requests < requestsMax; n++) {
      requests++;
      const finding = await walker.step(token);
      if (finding) return finding;
    }
    return undefined;
  };
  const change = async (step: Step): Promise<Finding | undefined> => {
    let isOver = false;
    const readers = draw
      .some(world.truth.tokens)
      .slice(0, READERS)
      .map((token) => new Walker(world, new Draw(draw.int(0, 2 ** 31))).readDuring(token, () => isOver));
    await world.apply(step).finally(() => (isOver = true));
    const judges = await Promise.all(readers);
    return judges.map((judge) => judge()).find((finding) => finding !== undefined);
  };
  const run = async (): Promise<Finding | undefined> => {
    for (const step of plan.steps) {
      const seen = await change(step);
      if (seen) return seen;
      if (step.act === 'connect') continue;
      for (const token of world.truth.tokens.filter(() => draw.chance(0.5))) {
        const finding = await walk(token);
        if (finding) return finding;
      }
    }
    const findings = await Promise.all(world.truth.tokens.map(walk));
    return findings.find((finding) => finding !== undefined);
  };
  try {
    const finding = await run();
    return { requests, tokens: world.truth.tokens.length, finding };
  } finally {
    await world.close();
  }
}

export async function hunt({
  seed,
  requests: wanted,
}: {
  readonly seed: number;
  readonly requests: number;
}): Promise<Hunt> {
  let requests = 0;
  let tokens = 0;
  let worlds = 0;
  while (requests < wanted) {
    const plan = drawWorld(seed + worlds++);
    const walked = await walkWorld(plan, wanted - requests).catch((cause: unknown) => {
      throw new Error(`The world of seed ${plan.seed} could not be walked.`, { cause });
    });
    requests += walked.requests;
    tokens += walked.tokens;
    if (walked.finding) {
      const { world, finding } = await shrink(plan, walked.finding);
      return { requests, worlds, tokens, failure: { seed: plan.seed, finding, world } };
    }
  }
  return { requests, worlds, tokens };
}

const SHRINKS_MAX = 60;

/** Leaves out steps and records for as long as something still fails. */
async function shrink(plan: WorldPlan, first: Finding): Promise<{ world: WorldPlan; finding: Finding }> {
  let world = plan;
  let finding = first;
  let left = SHRINKS_MAX;
  const tryIt = async (smaller: WorldPlan): Promise<boolean> => {
    if (left-- <= 0) return false;
    const walked = await walkWorld(smaller, 2_000);
    if (!walked.finding) return false;
    world = smaller;
    finding = walked.finding;
    return true;
  };
  for (let at = world.steps.length - 1; at >= 0; at--)
    await tryIt({ ...world, steps: world.steps.toSpliced(at, 1) });
  for (let at = world.districts.length - 1; at >= 0; at--) {
    const used = world.steps.some((step) => 'district' in step && step.district === at);
    // The numbers of the others must stay, so only the last ones can go.
    if (!used && at === world.districts.length - 1)
      await tryIt({ ...world, districts: world.districts.slice(0, -1) });
  }
  for (const type of ['contact', 'section', 'school_admin'] as const)
    for (let d = 0; d < world.districts.length; d++) {
      const roster = world.districts[d];
      if (roster && roster[type].length > 1)
        await tryIt({
          ...world,
          districts: world.districts.with(d, { ...roster, [type]: roster[type].slice(0, 1) }),
        });
    }
  return { world, finding };
}

export function renderFailure({ failure, requests }: Hunt): string {
  if (!failure) return '';
  const { seed, finding, world } = failure;
  const sizes = world.districts.map((roster) =>
    Object.entries(roster)
      .map(([type, recs]) => `${recs.length} ${type}`)
      .join(', '),
  );
  return [
    `After ${requests} requests, in the world of seed ${seed}:`,
    `  token    ${finding.token}`,
    `  request  ${finding.request}`,
    `  found    ${finding.complaint}`,
    `The smallest world in which something fails: ${world.districts.length} districts (${sizes.join(' | ')}), steps:`,
    ...world.steps.map((step) => `  ${JSON.stringify(step)}`),
  ].join('\n');
}
