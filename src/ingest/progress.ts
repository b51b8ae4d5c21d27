/** How far an import is. Plain numbers; who shows them decides how. */
export interface Progress {
  /** For people: "reading students.csv". */
  readonly phase: string;
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

export type OnProgress = (progress: Progress) => void;

const ROWS_BETWEEN_REPORTS = 4_096;

export class ProgressMeter {
  readonly #onProgress: OnProgress;
  #phase = '';
  #rows = 0;
  #bytes = 0;
  totalBytes = 0;

  constructor(onProgress: OnProgress) {
    this.#onProgress = onProgress;
  }

  start(phase: string): void {
    this.#phase = phase;
    this.#tell();
  }

  row(): void {
    this.#rows++;
    if (this.#rows % ROWS_BETWEEN_REPORTS === 0) this.#tell();
  }

  bytes(bytes: number): void {
    this.#bytes += bytes;
  }

  #tell(): void {
    this.#onProgress({
      phase: this.#phase,
      rows: this.#rows,
      bytes: this.#bytes,
      totalBytes: this.totalBytes,
    });
  }
}
