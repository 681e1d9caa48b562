import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModelBuilder } from '../../../src/engine/linear/model-builder.ts';
import '../../support/seeded.ts';

describe('createModelBuilder', () => {
  it('packs entries given in any order column by column, rows rising', () => {
    const builder = createModelBuilder({ name: 'small', sense: 'max' });
    const first = builder.addRow({ name: 'first', upper: 4 });
    const second = builder.addRow({ name: 'second', lower: 1 });
    const x = builder.addColumn({ name: 'x', cost: 2 });
    const y = builder.addColumn({ name: 'y', lower: -1, upper: 1, isInteger: true });
    builder.addEntry(second, y, 5);
    builder.addEntry(second, x, 3);
    builder.addEntry(first, y, 4);
    const model = builder.build();
    expect(Array.from(model.columnStart)).toEqual([0, 1, 3]);
    expect(Array.from(model.entryRow)).toEqual([second, first, second]);
    expect(Array.from(model.entryValue)).toEqual([3, 4, 5]);
    expect([Array.from(model.lower), Array.from(model.upper)]).toEqual([[0, -1], [Infinity, 1]]);
    expect([Array.from(model.rowLower), Array.from(model.rowUpper)]).toEqual([[-Infinity, 1], [4, Infinity]]);
    expect([model.sense, Array.from(model.objective), Array.from(model.isInteger)]).toEqual(['max', [2, 0], [0, 1]]);
  });

  it('adds entries of one cell up and leaves out what comes to zero', () => {
    const builder = createModelBuilder();
    builder.addColumn();
    builder.addColumn();
    builder.addRow();
    builder.addEntry(0, 0, 2);
    builder.addEntry(0, 1, 1);
    builder.addEntry(0, 0, -2);
    builder.addEntry(0, 1, 0.5);
    expect(Array.from(builder.build().entryValue)).toEqual([1.5]);
  });

  it('agrees with a dense matrix for any triplets', () => {
    const triplet = fc.tuple(fc.nat(4), fc.nat(3), fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(fc.array(triplet, { maxLength: 40 }), (triplets) => {
        const builder = createModelBuilder();
        for (let row = 0; row < 5; row++) builder.addRow();
        for (let column = 0; column < 4; column++) builder.addColumn();
        const dense = Array.from({ length: 4 }, () => [0, 0, 0, 0, 0]);
        for (const [row, column, value] of triplets) {
          builder.addEntry(row, column, value);
          dense[column]![row]! += value;
        }
        const model = builder.build();
        const unpacked = dense.map((_unused, column) => {
          const cells = [0, 0, 0, 0, 0];
          for (let entry = model.columnStart[column]!; entry < model.columnStart[column + 1]!; entry++) cells[model.entryRow[entry]!] = model.entryValue[entry]!;
          return cells;
        });
        expect(unpacked).toEqual(dense.map((cells) => cells.map((cell) => cell + 0)));
        expect(model.entryValue.includes(0)).toBe(false);
      }),
    );
  });

  it('throws on what only a bug can ask for', () => {
    const builder = createModelBuilder();
    builder.addColumn({ name: 'x' });
    builder.addRow({ name: 'r' });
    expect(() => builder.addEntry(1, 0, 1)).toThrow('row 1 does not exist; there are 1');
    expect(() => builder.addEntry(0, 0, NaN)).toThrow('coefficient of x in r is NaN');
    expect(() => builder.addCost(0, Infinity)).toThrow(RangeError);
    expect(() => builder.setColumnBounds(0, Infinity, Infinity)).toThrow('lower limit of x is Infinity');
    expect(() => builder.setRowBounds(0, 0, -Infinity)).toThrow('upper limit of r is -Infinity');
    builder.addColumn({ name: 'x' });
    expect(() => builder.build()).toThrow('two columns are named x');
  });

  it('goes on after build without touching what was built', () => {
    const builder = createModelBuilder();
    builder.addColumn({ cost: 1 });
    const before = builder.build();
    builder.addCost(0, 5);
    builder.addColumn();
    expect([before.columnNames.length, before.objective[0]]).toEqual([1, 1]);
    expect(Array.from(builder.build().objective)).toEqual([6, 0]);
  });
});
