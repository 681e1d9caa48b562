import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBroken } from '../../../src/engine/design/check-point.ts';
import { reduceEqualities } from '../../../src/engine/design/equalities.ts';
import { designRandom } from '../../../src/engine/design/random.ts';
import { toUnit, toValues } from '../../../src/engine/design/unit-point.ts';
import type { SearchSpace } from '../../../src/engine/model/search-space.ts';
import { runs } from '../../support/runs.ts';
import { valueOf } from './known-spaces.ts';

const share = (name: string, from = 0, to = 1) => ({ name, from, to });

describe('a space with equations', () => {
  it('is searched without the parameter that an equation gives, which keeps within its ends', () => {
    const shares: SearchSpace = { parameters: [share('email'), share('call', 0.1, 0.4), share('visit', 0, 0.3)], constraints: [{ name: 'all', terms: { email: 1, call: 1, visit: 1 }, min: 1, max: 1 }] };
    const { space, complete, reduce } = reduceEqualities(shares);
    expect(space).toEqual({ parameters: [share('call', 0.1, 0.4), share('visit', 0, 0.3)], constraints: [{ name: 'all', terms: { call: -1, visit: -1 }, min: -1, max: 0 }] });
    expect(complete({ call: 0.25, visit: 0.1 })).toEqual({ email: 0.65, call: 0.25, visit: 0.1 });
    expect(reduce({ email: 0.65, call: 0.25, visit: 0.1 })).toEqual({ call: 0.25, visit: 0.1 });
    expect(designRandom(shares, { count: 5, seed: 1 }).ok).toBe(false);
    expect(valueOf(designRandom(space, { count: 50, seed: 1 })).points).toHaveLength(50);
  });

  it('stays as it is where only steps or one parameter could give way', () => {
    const stepped: SearchSpace = { parameters: [{ name: 'a', from: 0, to: 4, step: 1 }, { name: 'b', values: [0, 1, 2] }], constraints: [{ terms: { a: 1, b: 1 }, min: 3, max: 3 }] };
    expect(reduceEqualities(stepped).space).toEqual(stepped);
    const single: SearchSpace = { parameters: [share('a')], constraints: [{ terms: { a: 2 }, min: 1, max: 1 }] };
    expect(reduceEqualities(single).space).toEqual(single);
  });

  it('keeps every equation and inequality at every point, also where equations follow from one another', () => {
    const coefficient = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(coefficient, coefficient, coefficient, coefficient), { minLength: 1, maxLength: 3 }), fc.array(fc.double({ min: 0.1, max: 0.9, noNaN: true }), { minLength: 4, maxLength: 4 }), fc.integer({ min: 0, max: 1000 }), (rows, inside, seed) => {
        const names = ['a', 'b', 'c', 'd'];
        const kept = rows.map((row) => ({ terms: Object.fromEntries(row.map((own, at) => [names[at]!, own])), total: row.reduce((sum, own, at) => sum + own * inside[at]!, 0) })).filter(({ terms }) => Object.values(terms).some((own) => own !== 0));
        const [first] = kept;
        if (first === undefined) return;
        const equations = [...kept, { terms: Object.fromEntries(Object.entries(first.terms).map(([name, own]) => [name, 2 * own])), total: 2 * first.total }];
        const given: SearchSpace = { parameters: names.map((name) => share(name)), constraints: [...equations.map(({ terms, total }) => ({ terms, min: total, max: total })), { terms: { a: 1, b: 1 }, max: 1.9 }] };
        const { space, complete, reduce } = reduceEqualities(given);
        const design = designRandom(space, { count: 3, seed });
        if (!design.ok) return;
        for (const point of design.value.points) {
          const values = complete(toValues(space, point));
          expect(Object.keys(values)).toEqual(names);
          for (const { terms, total } of equations) expect(Object.entries(terms).reduce((sum, [name, own]) => sum + own * Number(values[name]), 0)).toBeCloseTo(total, 7);
          expect(findBroken({ ...given, constraints: given.constraints.slice(-1) }, valueOf(toUnit(given, values)))).toBeNull();
          expect(reduce(values)).toEqual(toValues(space, point));
        }
      }),
      { numRuns: runs(300), seed: 5 },
    );
  });
});
