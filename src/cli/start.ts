import { Command, InvalidArgumentError } from 'commander';
import { ensureSetupCode } from '../accounts/index.ts';
import { type Config, loadConfig, SETTINGS } from '../config/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { AppOptions } from '../app.ts';
import { type Hub, openHub } from '../hub.ts';
import { FixedWindows, type LimitsNode } from '../limits/index.ts';
import {
  allowExplorer,
  DEMO_DISTRICT,
  isSandbox,
  peopleOf,
  provisionSandbox,
  SANDBOX_TOKENS,
  sandboxFacts,
  sandboxTokens,
} from '../sandbox/index.ts';
import { actsOf } from './first-process.ts';
import { joinNodes } from './nodes.ts';
import { progressBar } from './progress-bar.ts';
import { isWorker, joinWorkers, leaveWorkers, Workers } from './workers.ts';

interface Flags {
  readonly sandbox?: boolean;
  readonly data?: string;
  readonly port?: string;
  readonly host?: string;
  readonly workers?: number;
  readonly json?: boolean;
}

const WORKERS_MAX = 64;

function parseWorkers(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > WORKERS_MAX)
    throw new InvalidArgumentError(`Give a number from 1 to ${WORKERS_MAX}.`);
  return count;
}

function advice(url: string, isSandboxed: boolean): string {
  if (!isSandboxed) return `Rollbook serves on ${url}\n`;
  const [token] = SANDBOX_TOKENS;
  return `
Rollbook serves ${DEMO_DISTRICT.name} on ${url}

  Look      ${url}
  Ask       curl -H "Authorization: Bearer ${token}" "${url}/v1.1/students?limit=2"
  Describe  ${url}/v1.1/openapi.json

Tokens: ${SANDBOX_TOKENS.join(', ')}. They open this sandbox and nothing else. Ctrl-C stops it; the data stays.
`;
}

/** What people type: a browser on the same machine reaches a loopback address by this name. */
function urlOf({ host }: Config, port: number): string {
  return `http://${host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Makes the sandbox where it is wanted; refuses a folder that is not what it is started as. */
async function prepare(hub: Hub, flags: Flags, { data }: Config): Promise<void> {
  if (flags.sandbox === true) {
    const bar = progressBar();
    await provisionSandbox({
      ...hub,
      dataFolder: data,
      ...(flags.json ? {} : { onProgress: bar.onProgress }),
    });
    bar.end();
  } else if (await isSandbox(hub.store))
    throw new RollbookError(
      'sandbox_folder',
      `The data folder "${data}" holds the sandbox. Start it with --sandbox, or name another folder with --data.`,
    );
}

/** How the first account is made; only who reads this can. */
function setupAdvice(url: string, setupCode: string): string {
  return `
Nobody runs this hub yet. Make the first account with the setup code ${setupCode}
(POST ${url}/admin/api/setup), or with: rollbook account create --email EMAIL --name NAME
`;
}

interface Announcement {
  readonly flags: Flags;
  readonly config: Config;
  /** None where somebody runs the hub. */
  readonly setupCode: string | undefined;
}

function announce({ flags, config, setupCode }: Announcement, port: number): void {
  const url = urlOf(config, port);
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ url: `http://${config.host}:${port}`, setup_code: setupCode })}\n`
      : `${advice(url, flags.sandbox === true)}${setupCode === undefined ? '' : setupAdvice(url, setupCode)}`,
  );
}

/** How often connections that have become idle are looked for while the server is stopping. */
const STOP_LOOK_MS = 50;

/** What a process that serves has in common with others. */
interface Shared extends Pick<AppOptions, 'limits' | 'throttles' | 'isReady'> {
  /** Called when everything was answered and the store is closed. */
  readonly leave: () => unknown;
}

/** Serves in this process, until it is asked to stop. */
async function serve(hub: Hub, flags: Flags, config: Config, { leave, ...shared }: Shared): Promise<number> {
  // Loaded here and not above: no other command needs a server.
  const { buildApp } = await import('../app.ts');
  const app = buildApp(hub, config, {
    ...shared,
    ...(flags.sandbox === true ? await sandboxOptions(hub) : {}),
  });
  await app.listen({ port: config.port, host: config.host });

  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    const closeIdle = () => {
      app.server.closeIdleConnections();
    };
    closeIdle();
    const looking = setInterval(closeIdle, STOP_LOOK_MS);
    void app
      .close()
      .then(() => hub.close())
      .then(() => {
        clearInterval(looking);
        return leave();
      });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  if (flags.sandbox === true) await allowExplorer(hub, originsOf(config, port));
  return port;
}

/** Where browsers on this machine see the server, and where the setting says that others do. */
function originsOf({ baseUrl }: Config, port: number): readonly string[] {
  const local = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  return baseUrl === '' || !baseUrl.startsWith('https:') ? local : [...local, baseUrl];
}

async function sandboxOptions({ store }: Hub): Promise<AppOptions> {
  const fixedTokens = await sandboxTokens(store);
  return {
    fixedTokens,
    demoDistrict: DEMO_DISTRICT,
    explorer: sandboxFacts(fixedTokens),
    demoPeople: { districtId: DEMO_DISTRICT.id, featured: peopleOf(fixedTokens) },
  };
}

async function start(flags: Flags): Promise<void> {
  const config = loadConfig({ data: flags.data, port: flags.port, host: flags.host });
  const hub = openHub(config, { serves: true });
  let node: LimitsNode | undefined;
  let announcement: Announcement;
  try {
    if (isWorker) {
      await serve(hub, flags, config, { ...joinWorkers(), leave: leaveWorkers });
      return;
    }
    await prepare(hub, flags, config);
    announcement = { flags, config, setupCode: await ensureSetupCode(hub.store) };
    node = config.rateLimit ? await joinNodes(config) : undefined;
    if (flags.workers === undefined || flags.workers === 1) {
      const limits = node && { limits: node.limits };
      announce(announcement, await serve(hub, flags, config, { ...limits, leave: () => node?.leave() }));
      return;
    }
  } catch (error) {
    await hub.close();
    await node?.leave();
    leaveWorkers();
    throw error;
  }
  await hub.close();
  await lead(flags.workers, node, announcement);
  await node?.leave();
}

/** Lets others serve. */
async function lead(count: number, node: LimitsNode | undefined, announcement: Announcement): Promise<void> {
  // Loaded here and not above: no other command slows anybody down.
  const { keepThrottles } = await import('../throttles.ts');
  const workers = new Workers(count, actsOf(node?.limits ?? new FixedWindows(), keepThrottles()));
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      workers.stop();
    });
  process.exitCode = await workers.run((port) => {
    announce(announcement, port);
  });
}

export function startCommand(): Command {
  return new Command('start')
    .description('serve the Data API')
    .option('--sandbox', 'serve an invented district with known tokens; made on the first start')
    .option('--data <dir>', `${SETTINGS.data.doc} (${SETTINGS.data.env}, default ${SETTINGS.data.fallback})`)
    .option('--port <n>', `${SETTINGS.port.doc} (${SETTINGS.port.env}, default ${SETTINGS.port.fallback})`)
    .option(
      '--host <address>',
      `${SETTINGS.host.doc} (${SETTINGS.host.env}, default ${SETTINGS.host.fallback})`,
    )
    .option('--workers <n>', 'how many processes serve (default 1)', parseWorkers)
    .option('--json', 'print the address as JSON')
    .action(start);
}
