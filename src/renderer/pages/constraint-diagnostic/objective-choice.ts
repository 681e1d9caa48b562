import type { LevelMetric, Objective, ObjectiveLevel } from '../../../engine/model/objective.ts';

/** What can be maximised, as it is offered. */
export const objectiveKinds = {
  lift: 'lift: expected value',
  net: 'net: lift less cost',
  reach: 'reach: contacts with an action',
  weighted: 'weighted sum',
  levels: 'in order, with tolerances',
} as const;
export type ObjectiveKind = keyof typeof objectiveKinds;

export const kindOf = ({ metric, weights, levels }: Objective): ObjectiveKind => (weights !== undefined ? 'weighted' : levels !== undefined ? 'levels' : metric);

const firstLevels: readonly ObjectiveLevel[] = [{ metric: 'lift', tolerance: 0.02 }, { metric: 'cost' }];

/** The metric a plan reports: that of the first level where it is one. */
const metricOf = (levels: readonly ObjectiveLevel[]): Objective['metric'] => {
  const first = levels[0]?.metric;
  return first === 'net' || first === 'reach' ? first : 'lift';
};

/** An ordered list in place of what stands. */
export const withLevels = ({ weights: _weights, robust: _robust, ...objective }: Objective, levels: readonly ObjectiveLevel[]): Objective => ({ ...objective, metric: metricOf(levels), levels: [...levels] });

/** True where lift is part of what is maximised, so that it can be counted as robust. */
export const countsLift = ({ metric, weights, levels }: Objective): boolean => levels === undefined && (weights === undefined ? metric !== 'reach' : (weights.lift ?? 0) > 0);

/** An objective of another kind; exploration stays, a robust lift where lift still counts. */
export function chooseKind(objective: Objective, kind: ObjectiveKind): Objective {
  const { weights: _weights, levels: _levels, robust, ...rest } = objective;
  if (kind === 'levels') return withLevels(objective, firstLevels);
  const next: Objective = kind === 'weighted' ? { ...rest, metric: 'lift', weights: { lift: 1 } } : { ...rest, metric: kind };
  return robust !== undefined && countsLift(next) ? { ...next, robust } : next;
}

/** A level one place up or down. */
export function moveLevel(levels: readonly ObjectiveLevel[], at: number, by: -1 | 1): ObjectiveLevel[] {
  const moved = [...levels];
  const [level] = moved.splice(at, 1);
  if (level !== undefined) moved.splice(Math.max(0, at + by), 0, level);
  return moved;
}

/** Metrics that no level asks for yet. */
export const unusedMetrics = (levels: readonly ObjectiveLevel[], all: readonly LevelMetric[]): LevelMetric[] => all.filter((metric) => levels.every((level) => level.metric !== metric));
