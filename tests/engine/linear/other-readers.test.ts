import fc from 'fast-check';
import loadGlpk from 'glpk.js/node';
import loadHighs from 'highs';
import { describe, expect, it, vi } from 'vitest';
import { describeForGlpk } from '../../../src/engine/linear/adapters/glpk-problem.ts';
import type { LinearModel } from '../../../src/engine/linear/linear-model.ts';
import { readLp } from '../../../src/engine/linear/lp-reader.ts';
import { writeLp } from '../../../src/engine/linear/lp-writer.ts';
import { readMps } from '../../../src/engine/linear/mps-reader.ts';
import { writeMps } from '../../../src/engine/linear/mps-writer.ts';
import { tinyModels } from './support/random-models.ts';

const highs = await loadHighs();
/** GLPK reports every file it writes on the console it finds while loading. */
vi.spyOn(console, 'log').mockReturnValue(undefined);
const glpk = await loadGlpk();

/** A model in comparable form: everything by name, numbers as they are. */
function describeModel(model: LinearModel): unknown {
  const columns = model.columnNames.map((name, column) => {
    const entries: [string, number][] = [];
    for (let entry = model.columnStart[column]!; entry < model.columnStart[column + 1]!; entry++) entries.push([model.rowNames[model.entryRow[entry]!]!, model.entryValue[entry]!]);
    return [name, { cost: model.objective[column], lower: model.lower[column], upper: model.upper[column], isInteger: model.isInteger[column], entries: Object.fromEntries(entries) }] as const;
  });
  const rows = model.rowNames.map((name, row) => [name, [model.rowLower[row], model.rowUpper[row]]] as const);
  return { sense: model.sense, offset: model.offset, columns: Object.fromEntries(columns), rows: Object.fromEntries(rows) };
}

/** How HiGHS itself reads a text. */
function readByHighs(format: 'lp' | 'mps', text: string): LinearModel {
  const source = format === 'lp' ? ({ format, data: text } as const) : ({ format, data: new TextEncoder().encode(text) } as const);
  return highs.withModel(source, (model): LinearModel => {
    const data = model.getModel('csc');
    return {
      name: '',
      sense: data.sense === highs.constants.objectiveSense.maximize ? 'max' : 'min',
      offset: data.offset,
      columnNames: Array.from({ length: data.numCols }, (_unused, column) => model.getColName(column)),
      rowNames: Array.from({ length: data.numRows }, (_unused, row) => model.getRowName(row)),
      objective: data.colCost,
      lower: data.colLower,
      upper: data.colUpper,
      isInteger: Uint8Array.from(data.integrality ?? new Uint8Array(data.numCols)),
      rowLower: data.rowLower,
      rowUpper: data.rowUpper,
      columnStart: data.matrix.starts,
      entryRow: data.matrix.indices,
      entryValue: data.matrix.values,
    };
  });
}

function textOf(written: ReturnType<typeof writeLp>): string {
  if (!written.ok) throw new Error(written.fault.message);
  return written.value;
}

const usual = tinyModels().filter((model) => model.rowNames.length > 0);

/** HiGHS's LP reader takes `1 <= x + y <= 3` for two rows, so two-sided rows stay out of that exchange. */
const oneSided = usual.filter((model) => model.rowLower.every((lower, row) => lower === -Infinity || model.rowUpper[row] === Infinity || lower === model.rowUpper[row]));

describe('other programs', () => {
  it('HiGHS reads our MPS as the same model', () => {
    fc.assert(
      fc.property(usual, (model) => {
        expect(describeModel(readByHighs('mps', textOf(writeMps(model))))).toEqual(describeModel(model));
      }),
      { numRuns: 150, seed: 20_270_107 },
    );
  });

  it('HiGHS reads our LP as the same model', () => {
    fc.assert(
      fc.property(oneSided, (model) => {
        expect(describeModel(readByHighs('lp', textOf(writeLp(model))))).toEqual(describeModel(model));
      }),
      { numRuns: 150, seed: 20_270_107 },
    );
  });

  it('we read what HiGHS writes, as HiGHS reads it', () => {
    fc.assert(
      fc.property(usual, (model) => {
        for (const format of ['mps', 'lp'] as const) {
          const text = highs.withModel({ format: 'mps', data: new TextEncoder().encode(textOf(writeMps(model))) }, (solver) =>
            format === 'lp' ? solver.exportModel('lp') : new TextDecoder().decode(solver.exportModel('mps')),
          );
          const read = format === 'lp' ? readLp(text) : readMps(text);
          if (!read.ok) throw new Error(`${read.fault.message}\n${text}`);
          expect(describeModel(read.value)).toEqual(describeModel(readByHighs(format, text)));
        }
      }),
      { numRuns: 150, seed: 20_270_107 },
    );
  });

  it('we read the LP text GLPK writes', () => {
    fc.assert(
      fc.property(usual, (model) => {
        const read = readLp(glpk.write(describeForGlpk(glpk, { ...model, offset: 0 }, 1, false)));
        if (!read.ok) throw new Error(read.fault.message);
        expect(read.value.sense).toBe(model.sense);
        model.columnNames.forEach((_name, column) => {
          const index = read.value.columnNames.indexOf(`c${column}`);
          const { objective, lower, upper, isInteger } = read.value;
          expect([objective[index], lower[index], upper[index], isInteger[index]]).toEqual([model.objective[column], model.lower[column], model.upper[column], 1]);
        });
      }),
      { numRuns: 150, seed: 20_270_107 },
    );
  });
});
