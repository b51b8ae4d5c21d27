import type { Hub } from './hub.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Runs a command that must succeed, and reads the JSON it prints. */
export async function runJson(hub: Hub, ...args: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await hub.run(...args, '--json');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}: ${stderr}`);
  return JSON.parse(stdout);
}

export async function runRow(hub: Hub, ...args: readonly string[]): Promise<Row> {
  return (await runJson(hub, ...args)) as Row;
}

export async function runRows(hub: Hub, ...args: readonly string[]): Promise<readonly Row[]> {
  return (await runJson(hub, ...args)) as readonly Row[];
}

/** Every key in a value, at any depth. */
export function keysIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)]);
}
