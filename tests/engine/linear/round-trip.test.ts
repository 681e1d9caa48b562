import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinearModel } from '../../../src/engine/linear/linear-model.ts';
import { readLp } from '../../../src/engine/linear/lp-reader.ts';
import { writeLp } from '../../../src/engine/linear/lp-writer.ts';
import { createModelBuilder } from '../../../src/engine/linear/model-builder.ts';
import { readMps } from '../../../src/engine/linear/mps-reader.ts';
import { writeMps } from '../../../src/engine/linear/mps-writer.ts';
import { anyModels } from './support/random-models.ts';

function valueOf<T>(result: { ok: true; value: T } | { ok: false; fault: { message: string } }): T {
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}

/** Same number, or its neighbour: what a two-sided MPS row promises for its farther limit. */
function expectWithinOneUnit(actual: Float64Array, expected: Float64Array): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, index) => {
    if (Number.isFinite(value)) expect(Math.abs(actual[index]! - value)).toBeLessThanOrEqual(Number.EPSILON * Math.abs(value));
    else expect(actual[index]).toBe(value);
  });
}

describe('write, then read', () => {
  it('LP gives the same model', () => {
    fc.assert(
      fc.property(anyModels(), (model) => {
        expect(valueOf(readLp(valueOf(writeLp(model))))).toEqual(model);
      }),
      { numRuns: 400, seed: 20_270_107 },
    );
  });

  it('MPS gives the same model, the farther limit of a two-sided row within one unit', () => {
    fc.assert(
      fc.property(anyModels(), (model) => {
        const { rowLower, rowUpper, ...rest } = valueOf(readMps(valueOf(writeMps(model))));
        const { rowLower: wantedLower, rowUpper: wantedUpper, ...wanted } = model;
        expect(rest).toEqual(wanted);
        expectWithinOneUnit(rowLower, wantedLower);
        expectWithinOneUnit(rowUpper, wantedUpper);
      }),
      { numRuns: 400, seed: 20_270_107 },
    );
  });

  it('CRLF changes nothing', () => {
    fc.assert(
      fc.property(anyModels(), (model) => {
        const lp = valueOf(writeLp(model));
        const mps = valueOf(writeMps(model));
        expect(readLp(lp.replaceAll('\n', '\r\n'))).toEqual(readLp(lp));
        expect(readMps(mps.replaceAll('\n', '\r\n').trimEnd())).toEqual(readMps(mps));
      }),
      { numRuns: 50, seed: 20_270_107 },
    );
  });

  it('any text is either a model or a fault with a line', () => {
    const pieces = fc.constantFrom('min', 'max', 'st', 'bounds', 'end', 'ROWS', 'COLUMNS', 'RHS', 'BOUNDS', 'ENDATA', ' N ', ' L ', 'x', 'c:', '3', '-', '+', '<=', '>=', '=', 'inf', 'free', '[', '\n', '\n ', ' ', '\\', '*', '$', "'MARKER'", 'nan', '1e400', '\u0000', 'é');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        for (const read of [readLp(parts.join(' ')), readMps(parts.join(' '))]) {
          if (!read.ok) expect(read.fault.code === 'FILE_EMPTY' || /^line \d+$/.test(read.fault.path ?? '')).toBe(true);
        }
      }),
      { numRuns: 2000, seed: 20_270_107 },
    );
  });
});

function buildNamed(columnName: string, rowName: string): LinearModel {
  const builder = createModelBuilder();
  builder.addColumn({ name: columnName, cost: 1 });
  builder.addRow({ name: rowName, lower: 1 });
  builder.addEntry(0, 0, 1);
  return builder.build();
}

describe('names a format can not carry', () => {
  it.each(['', 'two words', '$dollar', "'MARKER'", 'a\tb'])('MPS refuses %j', (name) => {
    expect(writeMps(buildNamed(name, 'r'))).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'columns[0]' } });
    expect(writeMps(buildNamed('x', name))).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'rows[0]' } });
  });

  it.each(['', 'two words', '3x', '.x', 'e12', 'E', 'x-1', 'x+y', 'a:b', 'free', 'End', 'infinity', 'st', 'Ärzte', 'x'.repeat(256)])('LP refuses %j', (name) => {
    expect(writeLp(buildNamed(name, 'r'))).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'columns[0]' } });
  });

  it('keeps the objective apart from rows of its name', () => {
    const model = buildNamed('x', 'OBJ');
    expect(readMps(valueOf(writeMps(model)))).toEqual({ ok: true, value: model });
    expect(readLp(valueOf(writeLp(buildNamed('x', 'obj'))))).toEqual({ ok: true, value: buildNamed('x', 'obj') });
  });
});
