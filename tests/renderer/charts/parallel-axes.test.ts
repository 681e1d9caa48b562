import { describe, expect, it } from 'vitest';
import { paintParallel } from '../../../src/renderer/shared/charts/paint-parallel.ts';
import { keepRows, nameValue, opacityOf, setBrush, shareOf, spanOf, stepOf, type ParallelAxis } from '../../../src/renderer/shared/charts/parallel-axes.ts';

const cost: ParallelAxis = { key: 'cost', label: 'Cost', values: [10, 30, 20, Number.NaN], format: (value) => `€${value}` };
const targeting: ParallelAxis = { key: 'targeting', label: 'Targeting', values: [0, 1, 2, 1], choices: ['value', 'lift', 'random'] };

describe('an axis', () => {
  it('spans its values, rows without one left out', () => {
    expect(spanOf(cost)).toEqual({ low: 10, high: 30 });
    expect(shareOf(20, spanOf(cost))).toBe(0.5);
  });

  it('of one value or none still has a length', () => {
    expect(spanOf({ values: [5, 5] })).toEqual({ low: 4.5, high: 5.5 });
    expect(spanOf({ values: [0] })).toEqual({ low: -1, high: 1 });
    expect(spanOf({ values: [Number.NaN] })).toEqual({ low: 0, high: 1 });
  });

  it('of choices has a place for each and moves by one', () => {
    expect(spanOf(targeting)).toEqual({ low: 0, high: 2 });
    expect(stepOf(targeting, spanOf(targeting))).toBe(1);
    expect(nameValue(targeting, 1)).toBe('lift');
    expect(nameValue(cost, 10)).toBe('€10');
  });
});

describe('filters on the axes', () => {
  it('keep the rows inside all of them, and none without a value', () => {
    expect(keepRows([cost, targeting], {}, 4)).toEqual([true, true, true, true]);
    expect(keepRows([cost, targeting], { cost: [10, 20] }, 4)).toEqual([true, false, true, false]);
    expect(keepRows([cost, targeting], { cost: [10, 20], targeting: [1, 2] }, 4)).toEqual([false, false, true, false]);
  });

  it('over the whole axis are none', () => {
    const narrow = setBrush({ targeting: [1, 1] }, cost, [12, 30]);
    expect(narrow).toEqual({ targeting: [1, 1], cost: [12, 30] });
    expect(setBrush(narrow, cost, [10, 30])).toEqual({ targeting: [1, 1] });
  });
});

describe('the painting', () => {
  it('grows fainter with the lines and never invisible', () => {
    expect(opacityOf(1)).toBe(0.8);
    expect(opacityOf(10_000)).toBeLessThan(opacityOf(100));
    expect(opacityOf(1_000_000)).toBeGreaterThan(0.01);
  });

  it('draws every line once, filtered ones first, the best again on top, in steps of at most 50', () => {
    const rows = 1500;
    const strokes: { color: string; width: number }[] = [];
    const context = { clearRect() {}, beginPath() {}, moveTo() {}, lineTo() {}, stroke: () => strokes.push({ color: String(Reflect.get(context, 'strokeStyle')), width: Number(Reflect.get(context, 'lineWidth')) }) };
    const axes: ParallelAxis[] = ['a', 'b'].map((key) => ({ key, label: key, values: Float64Array.from({ length: rows }, (_, row) => row) }));
    const kept = Array.from({ length: rows }, (_, row) => row % 3 === 0);
    const spans = axes.map((axis) => spanOf(axis));
    const order = Array.from({ length: rows }, (_, row) => row);
    let mostInAStep = 0;
    let before = 0;
    for (const _step of paintParallel(context as unknown as CanvasRenderingContext2D, { axes, spans, places: [0, 100], top: 0, bottom: 100, order, kept, best: 7 }, { width: 100, height: 100 })) {
      mostInAStep = Math.max(mostInAStep, strokes.length - before);
      before = strokes.length;
    }
    expect(mostInAStep).toBe(50 + axes.length);
    expect(strokes).toHaveLength(rows + axes.length + 1);
    const lines = strokes.slice(axes.length, axes.length + rows).map(({ color }) => color);
    expect(new Set(lines.slice(0, 1000)).size).toBe(1);
    expect(new Set(lines.slice(1000)).size).toBe(1);
    expect(lines[0]).not.toBe(lines[1400]);
    expect(strokes.at(-1)?.width).toBe(2.5);
  });
});
