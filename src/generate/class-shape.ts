/** How large a group should be, and the size at which it is parted in any case. */
export interface GroupSize {
  readonly aim: number;
  readonly limit: number;
}

/**
 * What a district's timetables look like. A `block` is the group of secondary students who have a period in common:
 * they are parted into two classes for academic subjects and stay together for the shared ones.
 */
export interface ClassShape {
  readonly early: GroupSize;
  readonly class: GroupSize;
  readonly block: GroupSize;
  /** How many of an elementary class's subjects it has together with a neighbouring class. */
  readonly sharedElementary: number;
  /** How many of a block's subjects it has undivided. */
  readonly sharedSecondary: number;
}

export function groupCount(students: number, size: GroupSize): number {
  return Math.max(Math.round(students / size.aim), Math.ceil(students / size.limit));
}

/** Parts a list into `count` neighbouring runs whose lengths differ by one at most. */
export function parted<T>(list: readonly T[], count: number): (readonly T[])[] {
  return Array.from({ length: count }, (_, part) =>
    list.slice(Math.floor((part * list.length) / count), Math.floor(((part + 1) * list.length) / count)),
  );
}

/** Whole shares of `total` in proportion to `weights`; the largest remainders get what rounding leaves over. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((left, right) => left + right, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((some, share) => some + share, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
