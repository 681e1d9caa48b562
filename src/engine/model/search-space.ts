import { z } from 'zod';
import { Identifier } from './text.ts';

/** A number between two bounds, both reached; with `step` only from, from + step, … up to `to`. */
export const RangeParameter = z
  .strictObject({ name: Identifier, from: z.number(), to: z.number(), step: z.number().positive().optional() })
  .refine(({ from, to }) => from < to, { error: 'expected from below to', path: ['to'] })
  .refine(({ from, to, step }) => step === undefined || step <= (to - from) * (1 + 1e-9), { error: 'expected a step of at most to − from', path: ['step'] });
export type RangeParameter = z.infer<typeof RangeParameter>;

/** Listed numbers, rising. Neighbours count as equally far apart, so that 1, 10, 100 is a logarithmic scale. */
export const ValuesParameter = z.strictObject({
  name: Identifier,
  values: z
    .array(z.number())
    .min(1)
    .refine((values) => values.every((value, at) => at === 0 || values[at - 1]! < value), { error: 'expected rising numbers' }),
});
export type ValuesParameter = z.infer<typeof ValuesParameter>;

/** Named choices without an order. */
export const ChoicesParameter = z.strictObject({
  name: Identifier,
  choices: z
    .array(Identifier)
    .min(1)
    .refine((choices) => new Set(choices).size === choices.length, { error: 'expected every choice once' }),
});
export type ChoicesParameter = z.infer<typeof ChoicesParameter>;

export const SearchParameter = z.union([RangeParameter, ValuesParameter, ChoicesParameter]);
export type SearchParameter = z.infer<typeof SearchParameter>;

/** min ≤ Σ coefficient · value ≤ max over parameters that are numbers. */
export const LinearConstraint = z
  .strictObject({ name: Identifier.optional(), terms: z.record(Identifier, z.number()), min: z.number().optional(), max: z.number().optional() })
  .refine(({ min, max }) => min !== undefined || max !== undefined, { error: 'expected min, max or both' })
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, { error: 'expected min at most max', path: ['min'] });
export type LinearConstraint = z.infer<typeof LinearConstraint>;

/** What may be varied, and which combinations are allowed. */
export const SearchSpace = z
  .strictObject({ parameters: z.array(SearchParameter).min(1).max(64), constraints: z.array(LinearConstraint).default([]) })
  .superRefine(({ parameters, constraints }, context) => {
    const names = new Map<string, SearchParameter>();
    parameters.forEach((parameter, at) => {
      if (names.has(parameter.name)) context.addIssue({ code: 'custom', message: `${parameter.name} stands twice`, path: ['parameters', at, 'name'] });
      names.set(parameter.name, parameter);
    });
    constraints.forEach(({ terms }, at) => {
      if (Object.keys(terms).length === 0) context.addIssue({ code: 'custom', message: 'expected at least one term', path: ['constraints', at, 'terms'] });
      for (const name of Object.keys(terms)) {
        const parameter = names.get(name);
        if (parameter === undefined) context.addIssue({ code: 'custom', message: `${name} is no parameter`, path: ['constraints', at, 'terms', name] });
        else if ('choices' in parameter) context.addIssue({ code: 'custom', message: `${name} has choices, not numbers`, path: ['constraints', at, 'terms', name] });
      }
    });
  });
export type SearchSpace = z.infer<typeof SearchSpace>;

/** One value for every parameter, by name. */
export const SearchValues = z.record(Identifier, z.union([z.number(), z.string()]));
export type SearchValues = z.infer<typeof SearchValues>;

/** One evaluated point of a search; without a score the evaluation found the point infeasible. */
export const SearchEvaluation = z.strictObject({
  /** Coordinates in [0, 1], in the order of the space's parameters. */
  point: z.array(z.number().min(0).max(1)),
  score: z.number().nullable(),
  /** Standard error of the score, where the evaluation tells it. */
  standardError: z.number().min(0).optional(),
});
export type SearchEvaluation = z.infer<typeof SearchEvaluation>;
