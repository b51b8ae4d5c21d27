import { RollbookError } from '../errors/index.ts';
import { type AuditRow, type ControlReader, findBreak, HUB_CHAIN } from '../store/index.ts';
import type { ChainHead, ChainState } from './chain-state.ts';
import { disclosuresHead, DISCLOSURES, type OnWalked, verifyDisclosures } from './verify-disclosures.ts';

const ENTRIES_PER_READ = 1_000;

export interface Anchor {
  readonly at: string;
  readonly chains: readonly ChainHead[];
}

/** Every chain that has an entry. */
async function chains(control: ControlReader): Promise<readonly string[]> {
  const found: string[] = [];
  for (let row = await control.get('audit', { chain: HUB_CHAIN }); ;) {
    if (row) found.push(row.chain);
    [row] = await control.find(
      'audit',
      {},
      { orderBy: 'chain', above: ['chain', row?.chain ?? HUB_CHAIN], limit: 1 },
    );
    if (!row) return found;
  }
}

/** The heads of all chains. */
export async function anchorOf(control: ControlReader, now: Date): Promise<Anchor> {
  const heads: ChainHead[] = [];
  for (const chain of await chains(control)) {
    const [last] = await control.find('audit', { chain }, { orderBy: 'number', descending: true, limit: 1 });
    if (last) heads.push({ chain, number: last.number, hash: last.hash });
  }
  const sent = await disclosuresHead(control);
  return { at: now.toISOString(), chains: sent ? [...heads, sent] : heads };
}

/** An anchor as `audit anchor` printed it. Throws `bad_request`. */
export function parseAnchor(text: string): Anchor {
  const refuse = () =>
    new RollbookError('bad_request', 'This is no anchor. Name a file that "rollbook audit anchor" printed.');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw refuse();
  }
  if (typeof given !== 'object' || given === null || !('chains' in given) || !Array.isArray(given.chains))
    throw refuse();
  const heads = given.chains.map((head: unknown): ChainHead => {
    if (typeof head !== 'object' || head === null) throw refuse();
    const { chain, number, hash } = head as Readonly<Record<string, unknown>>;
    if (typeof chain !== 'string' || typeof number !== 'number' || typeof hash !== 'string') throw refuse();
    return { chain, number, hash };
  });
  return { at: 'at' in given && typeof given.at === 'string' ? given.at : '', chains: heads };
}

/**
 * Walks the chains to the first entry that is not what it was. Each entry vouches for the one before; an anchor, for the last. What was sent is
 * one chain of all districts, so it is walked where none is named.
 */
export async function verifyAudit(
  control: ControlReader,
  {
    districtId,
    anchor,
    onWalked,
  }: {
    readonly districtId?: string | undefined;
    readonly anchor?: Anchor | undefined;
    readonly onWalked?: OnWalked | undefined;
  },
): Promise<readonly ChainState[]> {
  const ofSent = anchor?.chains.find(({ chain }) => chain === DISCLOSURES);
  const anchored = anchor?.chains.filter(
    ({ chain }) => chain !== DISCLOSURES && (districtId === undefined || chain === districtId),
  );
  const wanted =
    districtId === undefined
      ? [...new Set([...(await chains(control)), ...(anchored ?? []).map(({ chain }) => chain)])]
      : [districtId];
  const states: ChainState[] = [];
  for (const chain of wanted)
    states.push(
      await verifyChain(
        control,
        chain,
        anchored?.find((head) => head.chain === chain),
      ),
    );
  const sent =
    districtId === undefined ? await verifyDisclosures(control, { anchor: ofSent, onWalked }) : undefined;
  return sent ? [...states, sent] : states;
}

/** Entries behind this one; undefined where they cannot even be read. */
async function entriesBehind(
  control: ControlReader,
  chain: string,
  last: AuditRow | undefined,
): Promise<readonly AuditRow[] | undefined> {
  const above = ['number', last?.number ?? Number.MIN_SAFE_INTEGER] as const;
  try {
    return await control.find('audit', { chain }, { orderBy: 'number', above, limit: ENTRIES_PER_READ });
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function verifyChain(
  control: ControlReader,
  chain: string,
  anchor: ChainHead | undefined,
): Promise<ChainState> {
  let last: AuditRow | undefined;
  for (;;) {
    const entries = await entriesBehind(control, chain, last);
    if (!entries) {
      const number = last?.number ?? 0;
      return { chain, entries: number, broken: `an entry behind entry ${number} cannot be read` };
    }
    for (const entry of entries) {
      const broken =
        findBreak(entry, last) ??
        (entry.number === anchor?.number && entry.hash !== anchor.hash
          ? `entry ${entry.number} is not the one that was anchored: the chain was written anew up to it`
          : undefined);
      if (broken !== undefined) return { chain, entries: last?.number ?? 0, broken };
      last = entry;
    }
    if (entries.length === 0) break;
  }
  const entries = last?.number ?? 0;
  const broken =
    anchor && entries < anchor.number
      ? `entry ${entries + 1} is missing: the chain ends before entry ${anchor.number}, which was anchored`
      : undefined;
  return { chain, entries, broken };
}
