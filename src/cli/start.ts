import { Command, InvalidArgumentError } from 'commander';
import { type Config, loadConfig, SETTINGS } from '../config/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { AppOptions } from '../app.ts';
import { type Hub, openHub } from '../hub.ts';
import {
  allowExplorer,
  DEMO_DISTRICT,
  isSandbox,
  peopleOf,
  provisionSandbox,
  SANDBOX_TOKENS,
  sandboxTokens,
} from '../sandbox/index.ts';
import { progressBar } from './progress-bar.ts';

interface Flags {
  readonly sandbox?: boolean;
  readonly data?: string;
  readonly port?: string;
  readonly host?: string;
  readonly workers?: number;
  readonly json?: boolean;
}

function onlyOne(text: string): number {
  if (text !== '1')
    throw new InvalidArgumentError(
      'This version serves from one process; it saturates a core, and limits per token stay exact.',
    );
  return 1;
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
    demoPeople: { districtId: DEMO_DISTRICT.id, featured: peopleOf(fixedTokens) },
  };
}

async function start(flags: Flags): Promise<void> {
  const config = loadConfig({ data: flags.data, port: flags.port, host: flags.host });
  const hub = openHub(config);
  const isSandboxed = flags.sandbox === true;
  try {
    if (isSandboxed) {
      const bar = progressBar();
      await provisionSandbox({
        ...hub,
        dataFolder: config.data,
        ...(flags.json ? {} : { onProgress: bar.onProgress }),
      });
      bar.end();
    } else if (await isSandbox(hub.store))
      throw new RollbookError(
        'sandbox_folder',
        `The data folder "${config.data}" holds the sandbox. Start it with --sandbox, or name another folder with --data.`,
      );
    // Loaded here and not above: no other command needs a server.
    const { buildApp } = await import('../app.ts');
    const app = buildApp(hub, config, isSandboxed ? await sandboxOptions(hub) : {});
    await app.listen({ port: config.port, host: config.host });
    const address = app.server.address();
    const port = typeof address === 'object' && address ? address.port : config.port;
    const url = urlOf(config, port);
    if (isSandboxed) await allowExplorer(hub, originsOf(config, port));
    process.stdout.write(
      flags.json ? `${JSON.stringify({ url: `http://${config.host}:${port}` })}\n` : advice(url, isSandboxed),
    );

    const stop = () => {
      app.server.closeIdleConnections();
      void app.close().then(() => hub.close());
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    await hub.close();
    throw error;
  }
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
    .option('--workers <n>', 'how many processes serve', onlyOne)
    .option('--json', 'print the address as JSON')
    .action(start);
}
