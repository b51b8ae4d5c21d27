// A row of the result table: our values, the anchor's values round by round, what is compared, and the target.
// Medians are compared. An anchor that moved by more than 30 % between rounds gives no verdict: the machine was
// too busy with something else.

const STEADY_WITHIN = 1.3;

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Nearest rank; `sorted` ascends. */
export function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/**
 * Ours as a multiple of the anchor. `target` is { atLeast }, { atMost } or {} where an anchor stands for comparison only; without values of
 * ours nothing is compared.
 */
export function ratioRow({ what, unit, ours, anchor, target, notes = [] }) {
  const steady = Math.max(...anchor.values) <= Math.min(...anchor.values) * STEADY_WITHIN;
  const ratio = ours.length === 0 ? undefined : median(ours) / median(anchor.values);
  const verdict = steady ? judge(ratio, target) : 'anchor unsteady';
  return { what, unit, ours, anchor, compared: ratio, comparedUnit: '×', target, verdict, notes };
}

/** Ours against a fixed limit. */
export function limitRow({ what, unit, ours, target, notes = [], failed = false }) {
  const value = ours.length === 0 ? undefined : median(ours);
  const verdict = failed ? 'missed' : judge(value, target);
  return { what, unit, ours, compared: value, comparedUnit: unit, target, verdict, notes };
}

function judge(value, { atLeast, atMost }) {
  if (value === undefined) return 'not measured';
  if (atLeast === undefined && atMost === undefined) return 'for comparison';
  if (atLeast !== undefined) return value >= atLeast ? 'met' : 'missed';
  return value <= atMost ? 'met' : 'missed';
}

const BOUNDS = { atLeast: 'at least', atMost: 'at most' };

export function markdownOfRows(rows) {
  const head =
    '| What | Ours: median (min to max) | Anchor: median (min to max) | Result | Target | Verdict |';
  const lines = rows.map((row) => {
    const anchor = row.anchor ? `${row.anchor.name}: ${spread(row.anchor.values, row.unit)}` : '';
    const result = row.compared === undefined ? '' : withUnit(row.compared, row.comparedUnit);
    const target = Object.entries(row.target).map(
      ([bound, value]) => `${BOUNDS[bound]} ${withUnit(value, row.comparedUnit)}`,
    );
    const verdict = [row.verdict, ...row.notes].join('; ');
    return `| ${row.what} | ${spread(row.ours, row.unit)} | ${anchor} | ${result} | ${target} | ${verdict} |`;
  });
  return `${[head, '| --- | --- | --- | --- | --- | --- |', ...lines].join('\n')}\n`;
}

export function spread(values, unit) {
  if (values.length === 0) return '';
  if (values.length === 1) return withUnit(values[0], unit);
  return `${withUnit(median(values), unit)} (${shortNumber(Math.min(...values))} to ${shortNumber(Math.max(...values))})`;
}

function withUnit(value, unit) {
  return `${shortNumber(value)} ${unit}`;
}

function shortNumber(value) {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}
