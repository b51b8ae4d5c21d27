/**
 * What can be wrong with a district's files. Problems are values: a person can mend a file from them alone.
 */
import { type ProblemCode, PROBLEMS, type Severity } from '../errors/index.ts';

export type { ProblemCode, Severity };

export interface Problem {
  readonly file: string;
  /** The physical line on which the row begins; 1 is the header. Absent: the file as a whole. */
  readonly line?: number;
  readonly column?: string;
  readonly severity: Severity;
  readonly code: ProblemCode;
  /** What was found and what was done about it. */
  readonly message: string;
  readonly remedy: string;
  /** As it was sent. Never given for passwords, birth dates and contacts. */
  readonly value?: string;
}

/** A cell as a message quotes it: cut where it is long. */
export function quote(cell: string): string {
  return `"${shorten(cell)}"`;
}

function shorten(text: string): string {
  return text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text;
}

export interface Finding extends Omit<Problem, 'severity' | 'remedy'> {
  readonly severity?: Severity;
}

/** How many rows of one code a report lists; all are counted. */
const LISTED_PER_CODE_MAX = 1_000;
/** How much of a value a report quotes. */
const VALUE_LENGTH_MAX = 120;

/** Gathers what is found, in any order, and gives it back by file and line. */
export class ProblemList {
  readonly #listed: Problem[] = [];
  readonly #listedPerCode = new Map<ProblemCode, number>();
  readonly #counts = new Map<Severity, number>();
  readonly #countsPerCode = new Map<ProblemCode, number>();
  readonly #fileOrder: readonly string[];

  constructor(fileOrder: readonly string[]) {
    this.#fileOrder = fileOrder;
  }

  add(finding: Finding): void {
    const { code } = finding;
    const severity = finding.severity ?? PROBLEMS[code].severity;
    this.#counts.set(severity, this.count(severity) + 1);
    this.#countsPerCode.set(code, (this.#countsPerCode.get(code) ?? 0) + 1);
    const listed = this.#listedPerCode.get(code) ?? 0;
    if (listed >= LISTED_PER_CODE_MAX) return;
    this.#listedPerCode.set(code, listed + 1);
    const value = finding.value;
    this.#listed.push({
      ...finding,
      severity,
      remedy: PROBLEMS[code].remedy,
      ...(value === undefined ? {} : { value: shorten(value) }),
    });
  }

  count(severity: Severity): number {
    return this.#counts.get(severity) ?? 0;
  }

  countsPerCode(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#countsPerCode].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  listed(): readonly Problem[] {
    const place = (file: string) => {
      const index = this.#fileOrder.indexOf(file);
      return index === -1 ? this.#fileOrder.length : index;
    };
    return [...this.#listed].sort((a, b) => place(a.file) - place(b.file) || (a.line ?? 0) - (b.line ?? 0));
  }
}

/** Thrown inside the reader when a file cannot be used; the sync fails with it as a problem. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.message);
    this.finding = finding;
  }
}
