import { z } from 'zod';
import { SensitivitySpec, type ParameterOffer } from '../../../contract/scenario.ts';
import { Measure } from '../../../engine/model/simulation.ts';
import { isCommon, nameParameter } from './parameter-words.ts';
import { usualRange } from './search-draft.ts';

export const SensitivityMethod = z.enum(['tornado', 'morris', 'sobol']);
export type SensitivityMethod = z.infer<typeof SensitivityMethod>;

/** A question about which input decides, as the planner left it. */
export const SensitivityDraft = z.object({
  method: SensitivityMethod,
  ranges: z.record(z.string(), z.object({ from: z.number(), to: z.number() })),
  measure: Measure,
  samples: z.int(),
  seed: z.int(),
});
export type SensitivityDraft = z.infer<typeof SensitivityDraft>;

/** Samples to begin with: trajectories of Morris, base samples of Sobol; a tornado takes none. */
export const usualSamples: Readonly<Record<SensitivityMethod, number>> = { tornado: 2, morris: 10, sobol: 64 };

/** Every number that speaks of no single channel or rule, over its usual range, one at a time. */
export function startSensitivity(offers: readonly ParameterOffer[]): SensitivityDraft {
  const ranges = Object.fromEntries(
    offers.flatMap((offer) => {
      const range = usualRange(offer);
      return isCommon(offer.name) && 'from' in range ? [[offer.name, range]] : [];
    }),
  );
  return { method: 'tornado', ranges, measure: 'net', samples: usualSamples.tornado, seed: 1 };
}

/** Points that a question plays: a tornado the base and both ends of each, Morris one step of each a trajectory, Sobol a pair and one swap of each a sample. */
export function countEvaluations({ method, samples, ranges }: Pick<SensitivityDraft, 'method' | 'samples' | 'ranges'>): number {
  const parameters = Object.keys(ranges).length;
  return method === 'tornado' ? 2 * parameters + 1 : method === 'morris' ? samples * (parameters + 1) : samples * (parameters + 2);
}

/** What the draft asks for, or what is wrong with it in a sentence. */
export function toSensitivity(draft: SensitivityDraft, scenarioId: number): { readonly spec: SensitivitySpec } | { readonly problem: string } {
  const ranges = Object.entries(draft.ranges);
  if (ranges.length === 0) return { problem: 'No input varies. Choose at least 1.' };
  const narrow = ranges.find(([, { from, to }]) => from >= to);
  if (narrow !== undefined) return { problem: `${nameParameter(narrow[0])}: from has to be below to.` };
  const read = SensitivitySpec.safeParse({ scenarioId, method: draft.method, parameters: ranges.map(([name, range]) => ({ name, ...range })), measure: draft.measure, samples: draft.samples, replications: null, seed: draft.seed });
  if (read.success) return { spec: read.data };
  const [issue] = read.error.issues;
  return { problem: issue === undefined ? 'The question cannot be asked.' : `${issue.path.join('.')}: ${issue.message}.` };
}
