/** The end of a chain, to be kept where whoever can write the ledger cannot. */
export interface ChainHead {
  /** The district; blank for the hub; `disclosures` for what was sent. */
  readonly chain: string;
  readonly number: number;
  readonly hash: string;
}

export interface ChainState {
  readonly chain: string;
  readonly entries: number;
  /** What is wrong, and where first. */
  readonly broken: string | undefined;
}
