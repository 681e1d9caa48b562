import type { SensitivityResult, SensitivitySpec } from '../../../contract/scenario.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { GroupedDesign } from '../../../engine/design/grouped-design.ts';
import { designMorris, estimateMorris } from '../../../engine/design/morris.ts';
import { designSobolIndices, estimateSobolIndices } from '../../../engine/design/sobol-indices.ts';
import { toValues } from '../../../engine/design/unit-point.ts';
import type { SearchSpace, SearchValues } from '../../../engine/model/search-space.ts';

/** What is varied, how, and how much of it. */
export type SensitivityTask = Pick<SensitivitySpec, 'method' | 'parameters' | 'samples' | 'seed'>;

const spaceOf = ({ parameters }: SensitivityTask): SearchSpace => ({ parameters, constraints: [] });

function designGroups(task: SensitivityTask): Result<GroupedDesign> {
  const options = { count: task.samples, seed: task.seed };
  return task.method === 'sobol' ? designSobolIndices(spaceOf(task), options) : designMorris(spaceOf(task), options);
}

/** Variants to be played for an analysis, in order; a tornado begins with the base and then has both ends of every parameter. */
export function designSensitivity(task: SensitivityTask): Result<readonly SearchValues[]> {
  if (task.method === 'tornado') return succeed([{}, ...task.parameters.flatMap(({ name, from, to }) => [{ [name]: from }, { [name]: to }])]);
  const design = designGroups(task);
  const space = spaceOf(task);
  return design.ok ? succeed(design.value.points.map((point) => toValues(space, point))) : design;
}

/** The groups of a design in which every score is there. */
function keepScored({ points, groups }: GroupedDesign, scores: readonly (number | null)[]): { design: GroupedDesign; scores: number[] } {
  const size = points.length / groups;
  const kept = Array.from({ length: groups }, (_, group) => group).filter((group) => !scores.slice(group * size, (group + 1) * size).includes(null));
  const at = kept.flatMap((group) => Array.from({ length: size }, (_, place) => group * size + place));
  return { design: { points: at.map((place) => points[place]!), groups: kept.length, infeasible: new Map() }, scores: at.flatMap((place) => scores[place] ?? []) };
}

function estimateTornado({ parameters }: SensitivityTask, scores: readonly (number | null)[]): Result<SensitivityResult> {
  const [base] = scores;
  if (base == null) return fail('BAD_INPUT', 'The scenario itself cannot be played.');
  const bars = parameters.map(({ name, from, to }, at) => ({ parameter: name, from, to, low: scores[1 + 2 * at] ?? base, high: scores[2 + 2 * at] ?? base }));
  return succeed({ method: 'tornado', base, bars: bars.toSorted((a, b) => Math.abs(b.high - b.low) - Math.abs(a.high - a.low)) });
}

/** What the scores of `designSensitivity`'s variants say, strongest first; null = infeasible, whose groups are left out. */
export function estimateSensitivity(task: SensitivityTask, scores: readonly (number | null)[]): Result<SensitivityResult> {
  if (task.method === 'tornado') return estimateTornado(task, scores);
  const design = designGroups(task);
  if (!design.ok) return design;
  const kept = keepScored(design.value, scores);
  if (kept.design.groups < 2) return fail('BAD_INPUT', `Only ${kept.design.groups} of ${design.value.groups} groups of variants can be played.`, { path: 'parameters', hint: 'Narrow the ranges.' });
  if (task.method === 'sobol') {
    const indices = estimateSobolIndices(spaceOf(task), kept.scores, { seed: task.seed });
    if (!indices.ok) return indices;
    const { variance, parameters } = indices.value;
    return succeed({ method: 'sobol', variance, indices: parameters.map(({ name, first, total }) => ({ parameter: name, first: { ...first }, total: { ...total } })).toSorted((a, b) => b.total.value - a.total.value) });
  }
  const effects = estimateMorris(spaceOf(task), kept.design, kept.scores);
  if (!effects.ok) return effects;
  return succeed({ method: 'morris', effects: effects.value.map(({ name, mu, muStar, sigma }) => ({ parameter: name, mu, muStar, sigma })).toSorted((a, b) => b.muStar - a.muStar) });
}
