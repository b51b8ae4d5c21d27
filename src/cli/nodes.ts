import { randomUUID } from 'node:crypto';
import type { Config } from '../config/index.ts';
import { openRateLeases } from '../hub.ts';
import { LimitsNode } from '../limits/index.ts';

/** Joins the servers over the same data: from here on callers are counted together. Never throws. */
export async function joinNodes(config: Config): Promise<LimitsNode> {
  const node = new LimitsNode({
    id: randomUUID(),
    leases: openRateLeases(config),
    nowMs: Date.now,
    onFault: (error) => {
      const reason = error instanceof Error ? error.message : String(error);
      process.stderr.write(
        `rollbook: requests cannot be counted together with other servers (${reason}); until they can, this one counts alone.\n`,
      );
    },
  });
  await node.join();
  return node;
}
