/** A run of a whole list, by places: [from, to). */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly firstId: string;
  readonly lastId: string;
  readonly rows: number;
  readonly requests: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

function union(a: Run, b: Run): Run {
  const [head, tail] = [a.from <= b.from ? a : b, a.to >= b.to ? a : b];
  return {
    from: head.from,
    to: tail.to,
    firstId: head.firstId,
    lastId: tail.lastId,
    rows: a.rows + b.rows,
    requests: a.requests + b.requests,
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
  };
}

/** Runs of one list in one state, ascending and apart: whatever touches or overlaps becomes one. A whole walk is one run. */
export class RunList {
  #runs: Run[] = [];
  /** Where the last one went: the next page of a walk belongs there. */
  #last = 0;

  get length(): number {
    return this.#runs.length;
  }

  get runs(): readonly Run[] {
    return this.#runs;
  }

  add(run: Run): void {
    const runs = this.#runs;
    const recent = runs[this.#last];
    let at = this.#last;
    if (!recent || recent.from > run.from || (runs[at + 1]?.from ?? Infinity) <= run.from)
      at = this.#placeBefore(run.from);
    const before = runs[at];
    let merged = run;
    let begin = at;
    let end = at;
    // One that begins at or before it is joined where it reaches so far, and stays before it otherwise.
    if (before && before.from <= run.from) {
      if (before.to >= run.from) merged = union(before, run);
      else begin++;
      end++;
    }
    for (let next = runs[end]; next && next.from <= merged.to; next = runs[++end])
      merged = union(merged, next);
    if (end === begin + 1) runs[begin] = merged;
    else runs.splice(begin, end - begin, merged);
    this.#last = begin;
  }

  /** The last run that begins at or before a place; 0 where none does. */
  #placeBefore(from: number): number {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#runs[middle]?.from ?? 0) <= from) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}
