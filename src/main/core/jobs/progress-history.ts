/** Best plan and bound at a moment of a run, in ms from its start; null while there is none. */
export interface ProgressPoint {
  readonly ms: number;
  readonly best: number | null;
  readonly bound: number | null;
}

/** Points kept of a run: beyond them every second one goes, the newest stays. */
const MOST_POINTS = 400;

/** How best and bound of one run came together. */
export interface ProgressHistory {
  /** Keeps a moment where best or bound changed. */
  note(ms: number, best: number | undefined, bound: number | undefined): void;
  list(): readonly ProgressPoint[];
}

/** A bound once proven holds for good: the lower one counts. */
const lower = (bound: number | undefined, known: number | null | undefined): number | null => (bound === undefined ? (known ?? null) : known == null ? bound : Math.min(bound, known));

export function createProgressHistory(): ProgressHistory {
  let points: ProgressPoint[] = [];
  return {
    note(ms, best, bound) {
      const last = points.at(-1);
      const point = { ms, best: best ?? last?.best ?? null, bound: lower(bound, last?.bound) };
      if ((point.best === null && point.bound === null) || (point.best === last?.best && point.bound === last.bound)) return;
      if (points.length >= MOST_POINTS) points = points.filter((_, at) => at % 2 === 0 || at === points.length - 1);
      points.push(point);
    },
    list: () => points,
  };
}
