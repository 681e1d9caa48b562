import type { Fault } from '../../engine/base/fault.ts';
import type { Progress } from '../../engine/base/progress.ts';

/** Where a verb writes: its answer on standard output, as JSON or as text for people, everything else on standard error. */
export interface Terminal {
  answer(value: unknown): void;
  print(text: string): void;
  log(line: string): void;
  fault(fault: Fault): void;
  progress(progress: Progress): void;
}

const PROGRESS_EVERY_MS = 500;

const describeProgress = ({ phase, done, total, best, bound }: Progress): string =>
  [`${phase}.`, total === null ? `${done}` : `${done} of ${total}`, best === undefined ? '' : `best ${best.toFixed(2)}`, bound === undefined ? '' : `bound ${bound.toFixed(2)}`].filter((part) => part !== '').join(' ');

export function createTerminal(streams: { stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream }, nowMs: () => number): Terminal {
  let lastMs = Number.NEGATIVE_INFINITY;
  const log = (line: string): void => {
    streams.stderr.write(`${line}\n`);
  };
  return {
    answer: (value) => {
      streams.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    print: (text) => {
      streams.stdout.write(`${text}\n`);
    },
    log,
    fault: ({ code, message, hint }) => log(`${code}: ${message}${hint === undefined ? '' : ` ${hint}`}`),
    progress(progress) {
      const now = nowMs();
      if (now - lastMs < PROGRESS_EVERY_MS) return;
      lastMs = now;
      log(describeProgress(progress));
    },
  };
}
