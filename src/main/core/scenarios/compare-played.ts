import type { Comparison, MeasureDelta, Subject } from '../../../contract/scenario.ts';
import { comparePaired, widenForSample } from '../../../engine/design/paired-difference.ts';
import type { MeasureSummary } from '../../../engine/model/batch.ts';
import { Measure, type SimulatedUsage, type Simulation } from '../../../engine/model/simulation.ts';
import { findFront } from './find-front.ts';

/** Something that was played, with its measures by replication. */
export interface PlayedSubject {
  readonly subject: Subject;
  readonly name: string;
  readonly simulation: Simulation;
  readonly samples: Float64Array;
}

const samplesOf = ({ samples, simulation: { replications } }: PlayedSubject, measure: Measure): Float64Array => {
  const at = Measure.options.indexOf(measure);
  return samples.subarray(at * replications, (at + 1) * replications);
};

/** Half of a 95 % interval in standard errors of a normal. */
const NORMAL_95 = 1.959_963_984_540_054;

/**
 * Difference of a measure with a 95 % interval: by replication where both were played with the same seed and number of
 * replications (Student's t over the paired differences), else of two independent means. O(replications).
 */
export function compareMeasure(from: PlayedSubject, to: PlayedSubject, measure: Measure): MeasureDelta {
  const [before, after] = [from.simulation.measures[measure], to.simulation.measures[measure]];
  const mean = after.mean - before.mean;
  const paired = from.simulation.seed === to.simulation.seed && from.simulation.replications === to.simulation.replications && to.simulation.replications > 1;
  const standardError = paired ? comparePaired(samplesOf(to, measure), samplesOf(from, measure)).standardError : Math.hypot(before.standardError, after.standardError);
  const half = standardError === 0 ? 0 : widenForSample(NORMAL_95, Math.min(from.simulation.replications, to.simulation.replications) - 1 || 1) * standardError;
  const [low, high] = [mean - half, mean + half];
  return { mean, low, high, percent: before.mean === 0 ? null : (mean / Math.abs(before.mean)) * 100, sign: low > 0 ? 1 : high < 0 ? -1 : 0, paired };
}

const summaryOf = ({ mean, sd, standardError, p5, p95 }: MeasureSummary): MeasureSummary => ({ mean, sd, standardError, p5, p95 });

const usageKey = ({ rule, period, rep }: SimulatedUsage): string => JSON.stringify([rule, period ?? null, rep ?? null]);

/** Use of every rule of some subject, side by side. O(subjects · rules). */
function compareUsage(played: readonly PlayedSubject[]): Comparison['usage'] {
  const rows = new Map<string, SimulatedUsage>();
  const cells = played.map(({ simulation }) => new Map(simulation.usage.map((usage) => [usageKey(usage), usage])));
  for (const own of cells) for (const [key, usage] of own) if (!rows.has(key)) rows.set(key, usage);
  return [...rows].map(([key, { rule, kind, period = null, rep = null, isFloor }]) => ({
    rule,
    kind,
    period,
    rep,
    isFloor,
    cells: cells.map((own) => {
      const usage = own.get(key);
      return usage === undefined ? null : { used: usage.used, limit: usage.limit };
    }),
  }));
}

function compareRefusals(played: readonly PlayedSubject[]): Comparison['refusals'] {
  const kinds = new Map(played.flatMap(({ simulation }) => simulation.refusals.map(({ rule, kind }): [string, string] => [rule, kind])));
  return [...kinds].map(([rule, kind]) => ({ rule, kind, actions: played.map(({ simulation }) => simulation.refusals.find((one) => one.rule === rule)?.actions ?? 0) }));
}

/** Everything that was played side by side, each against the baseline. O(subjects · measures · replications). */
export function comparePlayed(played: readonly PlayedSubject[], baseline: number): Comparison {
  const base = played[baseline];
  if (base === undefined) throw new RangeError(`There is no subject ${baseline} of ${played.length}.`);
  const valuesOf = (measure: Measure): number[] => played.map(({ simulation }) => simulation.measures[measure].mean);
  const front = findFront(
    [
      { direction: 'max', values: valuesOf('lift') },
      { direction: 'min', values: valuesOf('cost') },
      { direction: 'max', values: valuesOf('reach') },
    ],
    played.map(() => true),
  );
  return {
    subjects: played.map(({ subject, name, simulation: { replications, seed, contacts, planned } }, at) => ({ subject, name, replications, seed, contacts, planned, onFront: front[at] ?? false })),
    baseline,
    measures: Measure.options.map((measure) => ({
      measure,
      values: played.map(({ simulation }) => summaryOf(simulation.measures[measure])),
      deltas: played.map((subject) => (subject === base ? null : compareMeasure(base, subject, measure))),
    })),
    usage: compareUsage(played),
    refusals: compareRefusals(played),
  };
}
