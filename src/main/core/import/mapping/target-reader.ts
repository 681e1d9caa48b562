import type { Problem } from './problem.ts';

/** Reads one target from rows and stages it. A row is first read for every target, then staged for all or none. */
export interface TargetReader {
  /** Reads a row; what does not fit is added to `problems`. */
  read(cells: readonly string[], row: number, problems: Problem[]): void;
  /** Stages what was read last; nothing where the row does not tell of this target. */
  stage(row: number): void;
  flush(): void;
}
