import { z } from 'zod';
import type { ParameterOffer } from '../../../contract/scenario.ts';
import { BatchSpec, MeasureLimit } from '../../../engine/model/batch.ts';
import { LARGEST_SEED } from '../../../engine/model/scenario.ts';
import type { LinearConstraint, SearchParameter } from '../../../engine/model/search-space.ts';
import { Measure } from '../../../engine/model/simulation.ts';
import { isLever, nameParameter } from './parameter-words.ts';

export const FormStrategy = z.enum(['bayesian', 'sobol', 'latin_hypercube', 'random', 'grid']);
export type FormStrategy = z.infer<typeof FormStrategy>;

/** A parameter that is varied: between two numbers, or over choices. */
export const VariedRange = z.union([z.object({ from: z.number(), to: z.number() }), z.object({ choices: z.array(z.string()) })]);
export type VariedRange = z.infer<typeof VariedRange>;

/** Σ of parameters that has to lie between two numbers. */
export const SumLimit = z.object({ parameters: z.array(z.string()), min: z.number().nullable(), max: z.number().nullable() });
export type SumLimit = z.infer<typeof SumLimit>;

/** Optimization Mode as the planner left it. */
export const SearchDraft = z.object({
  /** What is varied, by parameter. */
  ranges: z.record(z.string(), VariedRange),
  metric: Measure,
  direction: z.enum(['max', 'min']),
  strategy: FormStrategy,
  count: z.int(),
  /** Values of a number in a grid. */
  levels: z.int(),
  isRacing: z.boolean(),
  seed: z.int().min(0).max(LARGEST_SEED),
  limits: z.array(MeasureLimit),
  sums: z.array(SumLimit),
});
export type SearchDraft = z.infer<typeof SearchDraft>;

/** Variants asked for unless said otherwise. */
export const USUAL_COUNT = 64;
/** Most variants of a Bayesian search. */
export const MOST_LEARNED = 500;

/** Range of an offer to begin with: its bounds, else around its value. */
export function usualRange({ value, from, to, choices }: ParameterOffer): VariedRange {
  if (choices !== null) return { choices };
  const middle = typeof value === 'number' ? value : 1;
  const low = from ?? middle * 0.5;
  const high = to ?? (middle === 0 ? 1 : middle * 1.5);
  return low < high ? { from: low, to: high } : { from: low, to: low + 1 };
}

const SHARE = 'policy.shares.';
export const isShareOf = (name: string): boolean => name.startsWith(SHARE);

/** Shares of channels that vary, and together leave room for the others. */
const leaveRoom = (names: readonly string[]): SumLimit[] => (names.length < 2 ? [] : [{ parameters: [...names], min: null, max: 1 }]);

/** What the planner decides is varied at first, what the world does is not. The largest share takes up what the others leave. */
export function startSearch(offers: readonly ParameterOffer[]): SearchDraft {
  const [largest] = offers.filter(({ name }) => isShareOf(name)).toSorted((first, second) => Number(second.value) - Number(first.value));
  const varied = offers.filter((offer) => isLever(offer.name) && offer.choices === null && offer !== largest);
  const ranges = Object.fromEntries(varied.map((offer) => [offer.name, usualRange(offer)]));
  return { ranges, metric: 'net', direction: 'max', strategy: 'sobol', count: USUAL_COUNT, levels: 3, isRacing: true, seed: 1, limits: [], sums: leaveRoom(Object.keys(ranges).filter(isShareOf)) };
}

/** True where every channel's share varies, none is left to take up the rest, and no sum fixes them at 100 %. */
export const leavesNoShare = (draft: SearchDraft, offers: readonly ParameterOffer[]): boolean => {
  const shares = offers.filter(({ name }) => isShareOf(name)).map(({ name }) => name);
  const isFixed = draft.sums.some(({ parameters, min, max }) => min === 1 && max === 1 && parameters.length === shares.length && shares.every((name) => parameters.includes(name)));
  return shares.length > 0 && !isFixed && shares.every((name) => draft.ranges[name] !== undefined);
};

/** The draft with what is no longer offered left out, for a scenario that has changed since. */
export function keepOffered(draft: SearchDraft, offers: readonly ParameterOffer[]): SearchDraft {
  const known = new Set(offers.map(({ name }) => name));
  const ranges = Object.fromEntries(Object.entries(draft.ranges).filter(([name]) => known.has(name)));
  const sums = draft.sums.map((sum) => ({ ...sum, parameters: sum.parameters.filter((name) => known.has(name) && ranges[name] !== undefined && 'from' in ranges[name]) })).filter(({ parameters }) => parameters.length > 0);
  return { ...draft, ranges, sums };
}

const toParameter = ([name, range]: readonly [string, VariedRange]): SearchParameter => ({ name, ...range });

const toConstraint = ({ parameters, min, max }: SumLimit, at: number): LinearConstraint => ({
  name: `Sum ${at + 1}`,
  terms: Object.fromEntries(parameters.map((name) => [name, 1])),
  ...(min === null ? {} : { min }),
  ...(max === null ? {} : { max }),
});

function toSearch({ strategy, count, levels }: SearchDraft): BatchSpec['search'] {
  return strategy === 'grid' ? { strategy, levels } : { strategy, count };
}

/** What the draft asks for, or what is wrong with it in a sentence. */
export function toSpec(draft: SearchDraft, offers: readonly ParameterOffer[], name: string): { readonly spec: BatchSpec } | { readonly problem: string } {
  const varied = Object.entries(draft.ranges);
  if (varied.length === 0) return { problem: 'No parameter varies. Choose at least 1.' };
  const narrow = varied.find(([, range]) => ('from' in range ? range.from >= range.to : range.choices.length === 0));
  if (narrow !== undefined) return { problem: 'from' in narrow[1] ? `${nameParameter(narrow[0])}: from has to be below to.` : `${nameParameter(narrow[0])}: at least 1 choice.` };
  if (leavesNoShare(draft, offers)) return { problem: 'Every share varies. Leave out the channel that takes up the rest, or fix their sum at 100%.' };
  if (draft.strategy === 'bayesian' && draft.count > MOST_LEARNED) return { problem: `A Bayesian search takes at most ${MOST_LEARNED} variants.` };
  const read = BatchSpec.safeParse({
    name,
    space: { parameters: varied.map(toParameter), constraints: draft.sums.map(toConstraint) },
    goal: { metric: draft.metric, direction: draft.direction, ...(draft.limits.length === 0 ? {} : { limits: draft.limits }) },
    search: toSearch(draft),
    ...(draft.isRacing && draft.strategy !== 'bayesian' ? { racing: {} } : {}),
    seed: draft.seed,
  });
  if (read.success) return { spec: read.data };
  const [issue] = read.error.issues;
  return { problem: issue === undefined ? 'The search cannot be made.' : `${issue.path.join('.')}: ${issue.message}.` };
}
