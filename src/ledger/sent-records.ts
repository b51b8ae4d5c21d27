import type { Principal } from '../access/index.ts';

/** Records of one type that one answer holds: what the Data API tells the ledger. */
export interface SentRecords {
  readonly recordType: string;
  /** Top-level fields. The same set each time, as far as it can be. */
  readonly fields: ReadonlySet<string>;
  /** The state of what the audience sees. */
  readonly version: number;
  readonly extent:
    | {
        /** Consecutive records of a whole list. */
        readonly of: 'list';
        readonly from: number;
        readonly rows: number;
        readonly firstId: string;
        readonly lastId: string;
      }
    /** Ascending; not empty. */
    | { readonly of: 'records'; readonly ids: readonly string[] };
}

export type Receiver = Pick<Principal, 'districtId' | 'applicationId' | 'tokenId' | 'audienceId'>;
