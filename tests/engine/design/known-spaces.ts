import fc from 'fast-check';
import { SearchSpace } from '../../../src/engine/model/search-space.ts';
import type { Result } from '../../../src/engine/base/fault.ts';

/** The value of a result that has to be one. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.path ?? ''}: ${result.fault.message}`);
  return result.value;
}

const parameter = (name: string): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.record({ from: fc.integer({ min: -50, max: 50 }), width: fc.integer({ min: 1, max: 40 }) }).map(({ from, width }) => ({ name, from, to: from + width })),
    fc
      .record({ from: fc.integer({ min: -50, max: 50 }), steps: fc.integer({ min: 1, max: 12 }), tenths: fc.integer({ min: 1, max: 30 }) })
      .map(({ from, steps, tenths }) => ({ name, from, to: from + (steps * tenths) / 10, step: tenths / 10 })),
    fc.uniqueArray(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 6 }).map((values) => ({ name, values: values.toSorted((a, b) => a - b) })),
    fc.uniqueArray(fc.constantFrom('email', 'call', 'visit', 'webinar', 'sms'), { minLength: 1, maxLength: 5 }).map((choices) => ({ name, choices })),
  );

/** Spaces of up to five parameters of every kind, without constraints. */
export const anySpace: fc.Arbitrary<SearchSpace> = fc
  .integer({ min: 1, max: 5 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => parameter(`p${at}`))))
  .map((parameters) => SearchSpace.parse({ parameters }));
