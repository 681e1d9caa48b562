import fc from 'fast-check';
import type { LinearModel } from '../../../../src/engine/linear/linear-model.ts';
import { createModelBuilder } from '../../../../src/engine/linear/model-builder.ts';

/** A tiny model before it is built: every column a whole number in a small box, so that all points can be listed. */
interface TinyShape {
  readonly sense: 'min' | 'max';
  readonly offset: number;
  readonly columns: readonly { readonly lower: number; readonly size: number; readonly cost: number }[];
  readonly rows: readonly { readonly coefficients: readonly number[]; readonly kind: 'le' | 'ge' | 'eq' | 'range' | 'free'; readonly limit: number; readonly width: number }[];
}

function buildTiny(shape: TinyShape, costScale: number): LinearModel {
  const builder = createModelBuilder({ sense: shape.sense, name: 'tiny' });
  builder.addOffset(shape.offset * costScale);
  for (const { lower, size, cost } of shape.columns) builder.addColumn({ lower, upper: lower + size, cost: cost * costScale, isInteger: true });
  for (const { coefficients, kind, limit, width } of shape.rows) {
    const lower = kind === 'ge' || kind === 'eq' || kind === 'range' ? limit : -Infinity;
    const upper = kind === 'le' || kind === 'eq' ? limit : kind === 'range' ? limit + width : Infinity;
    const row = builder.addRow({ lower, upper });
    coefficients.forEach((value, column) => builder.addEntry(row, column, value));
  }
  return builder.build();
}

/** Whole-numbered models of up to 4 columns and 3 rows whose points can all be listed. */
export function tinyModels(costScale = 1): fc.Arbitrary<LinearModel> {
  return fc.integer({ min: 1, max: 4 }).chain((columnCount) =>
    fc
      .record({
        sense: fc.constantFrom('min' as const, 'max' as const),
        offset: fc.integer({ min: -5, max: 5 }),
        columns: fc.array(fc.record({ lower: fc.integer({ min: -3, max: 2 }), size: fc.integer({ min: 0, max: 4 }), cost: fc.integer({ min: -9, max: 9 }) }), { minLength: columnCount, maxLength: columnCount }),
        rows: fc.array(
          fc.record({
            coefficients: fc.array(fc.integer({ min: -7, max: 7 }), { minLength: columnCount, maxLength: columnCount }),
            kind: fc.constantFrom('le' as const, 'ge' as const, 'eq' as const, 'range' as const, 'free' as const),
            limit: fc.integer({ min: -12, max: 12 }),
            width: fc.integer({ min: 1, max: 6 }),
          }),
          { maxLength: 3 },
        ),
      })
      .map((shape) => buildTiny(shape, costScale)),
  );
}

/** Best objective over all whole points of the box, null where no point is feasible. Exact: every number is whole. */
export function enumerateBest(model: LinearModel): number | null {
  const count = model.columnNames.length;
  const point = Float64Array.from(model.lower);
  let best: number | null = null;
  for (;;) {
    const activity = new Float64Array(model.rowNames.length);
    let objective = model.offset;
    for (let column = 0; column < count; column++) {
      objective += model.objective[column]! * point[column]!;
      for (let entry = model.columnStart[column]!; entry < model.columnStart[column + 1]!; entry++) activity[model.entryRow[entry]!]! += model.entryValue[entry]! * point[column]!;
    }
    const isFeasible = activity.every((sum, row) => sum >= model.rowLower[row]! && sum <= model.rowUpper[row]!);
    if (isFeasible && (best === null || (model.sense === 'min' ? objective < best : objective > best))) best = objective;
    let column = 0;
    while (column < count && point[column] === model.upper[column]) {
      point[column] = model.lower[column]!;
      column += 1;
    }
    if (column === count) return best;
    point[column]! += 1;
  }
}

const anyNumber = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.double({ min: 1e-9, max: 1e15, noNaN: true }),
);
const anyName = (start: string): fc.Arbitrary<string> => fc.stringMatching(/^[A-Za-z_!#&][A-Za-z0-9_.!#&(),@]{0,12}$/).map((text) => `${start}${text}`);

/** Lower and upper limit in every combination of finite and infinite, lower ≤ upper. */
const anyLimits = fc.oneof(
  fc.constant([0, Infinity] as const),
  fc.constant([-Infinity, Infinity] as const),
  anyNumber.map((lower) => [lower, Infinity] as const),
  anyNumber.map((upper) => [-Infinity, upper] as const),
  anyNumber.map((value) => [value, value] as const),
  fc.tuple(anyNumber, anyNumber).map(([first, second]) => [Math.min(first, second), Math.max(first, second)] as const),
);
const wholeLimits = fc.oneof(
  fc.constant([0, 1] as const),
  fc.constant([0, Infinity] as const),
  fc.tuple(fc.integer({ min: -50, max: 0 }), fc.integer({ min: 0, max: 50 })).map(([lower, upper]) => [lower, upper] as const),
  fc.constant([-Infinity, -3] as const),
);

/** Models with any mix of names, limits, senses and numbers, for round trips through the file formats. */
export function anyModels(): fc.Arbitrary<LinearModel> {
  const column = fc.boolean().chain((isInteger) => fc.record({ isInteger: fc.constant(isInteger), limits: isInteger ? wholeLimits : anyLimits, cost: fc.oneof(fc.constant(0), anyNumber) }));
  return fc
    .record({
      name: fc.constantFrom('', 'plan', 'plan of spring'),
      sense: fc.constantFrom('min' as const, 'max' as const),
      offset: fc.oneof(fc.constant(0), anyNumber),
      columnNames: fc.uniqueArray(anyName('x'), { maxLength: 6 }),
      rowNames: fc.uniqueArray(anyName('r'), { maxLength: 5 }),
      columns: fc.array(column, { minLength: 6, maxLength: 6 }),
      rowLimits: fc.array(anyLimits, { minLength: 5, maxLength: 5 }),
      entries: fc.array(fc.tuple(fc.nat(4), fc.nat(5), anyNumber), { maxLength: 16 }),
    })
    .map((shape) => {
      const builder = createModelBuilder({ name: shape.name, sense: shape.sense });
      builder.addOffset(shape.offset);
      shape.columnNames.forEach((name, index) => {
        const { isInteger, limits, cost } = shape.columns[index]!;
        builder.addColumn({ name, lower: limits[0], upper: limits[1], cost, isInteger });
      });
      shape.rowNames.forEach((name, index) => builder.addRow({ name, lower: shape.rowLimits[index]![0], upper: shape.rowLimits[index]![1] }));
      for (const [row, columnIndex, value] of shape.entries) {
        if (row < builder.rowCount && columnIndex < builder.columnCount) builder.addEntry(row, columnIndex, value);
      }
      return builder.build();
    });
}
