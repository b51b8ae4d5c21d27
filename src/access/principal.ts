/** Who calls: one district token reads one district (`api-v1.1` 1). */
export interface Principal {
  readonly kind: 'district';
  readonly districtId: string;
  readonly audienceId: string;
  /** Under which the caller's requests are counted. */
  readonly rateKey: string;
}
