import type { OnProgress, Progress } from '../ingest/index.ts';

const REDRAW_MS = 100;
const LINE_MS = 2_000;
const BAR_WIDTH = 24;

const duration = (seconds: number) =>
  seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.ceil(seconds % 60)} s`;

function describe(
  { phase, rows, bytes, totalBytes }: Progress,
  elapsedMs: number,
): { readonly share: number; readonly text: string } {
  const share = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : 0;
  const rate = elapsedMs > 0 ? Math.round((rows * 1000) / elapsedMs) : 0;
  const left =
    share > 0.02 && share < 1 ? `, about ${duration(((elapsedMs / share) * (1 - share)) / 1000)} left` : '';
  return {
    share,
    text: `${phase}: ${rows.toLocaleString('en')} rows, ${rate.toLocaleString('en')}/s${left}`,
  };
}

export interface ProgressBar {
  readonly onProgress: OnProgress;
  /** Takes the bar off the screen. */
  readonly end: () => void;
}

/** A bar on a terminal, a line every two seconds elsewhere. */
export function progressBar(stream: NodeJS.WriteStream = process.stderr): ProgressBar {
  const startedMs = performance.now();
  const isTerminal = stream.isTTY;
  let shownMs = isTerminal ? -Infinity : startedMs;
  let phase = '';
  return {
    onProgress: (progress) => {
      const nowMs = performance.now();
      const isDue = nowMs - shownMs >= (isTerminal ? REDRAW_MS : LINE_MS);
      if (!isDue && progress.phase === phase) return;
      if (!isDue && !isTerminal) return;
      shownMs = nowMs;
      phase = progress.phase;
      const { share, text } = describe(progress, nowMs - startedMs);
      if (isTerminal) {
        const done = Math.round(share * BAR_WIDTH);
        const bar = '█'.repeat(done) + '░'.repeat(BAR_WIDTH - done);
        stream.write(
          `\r\u001b[2K${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${text}`.slice(
            0,
            (stream.columns || 80) + 6,
          ),
        );
      } else stream.write(`${Math.floor(share * 100)} %  ${text}\n`);
    },
    end: () => {
      if (isTerminal) stream.write('\r\u001b[2K');
    },
  };
}
