import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkOutcomes, type LinkOptions } from '../../../src/engine/response/link-outcomes.ts';
import '../../support/seeded.ts';

type TouchRow = readonly [contact: number, channel: number, day: number];
type OutcomeRow = readonly [contact: number, channel: number, day: number, kind: number];

const toTouches = (rows: readonly TouchRow[]) => ({
  contact: Int32Array.from(rows, ([contact]) => contact),
  channel: Uint8Array.from(rows, ([, channel]) => channel),
  day: Int32Array.from(rows, ([, , day]) => day),
});
const toOutcomes = (rows: readonly OutcomeRow[]) => ({
  contact: Int32Array.from(rows, ([contact]) => contact),
  channel: Int32Array.from(rows, ([, channel]) => channel),
  day: Int32Array.from(rows, ([, , day]) => day),
  kind: Uint8Array.from(rows, ([, , , kind]) => kind),
});
const options: LinkOptions = { windowDaysByChannel: [7, 30], positiveKinds: new Set([0]) };
const link = (touches: readonly TouchRow[], outcomes: readonly OutcomeRow[]) => linkOutcomes({ touches: toTouches(touches), outcomes: toOutcomes(outcomes) }, options);

describe('linkOutcomes', () => {
  it.each<[string, readonly TouchRow[], OutcomeRow, number]>([
    ['takes the last touch before it', [[0, 0, 1], [0, 0, 5]], [0, -1, 6, 0], 1],
    ['takes a touch of its own day', [[0, 0, 6]], [0, -1, 6, 0], 0],
    ['never takes a later touch', [[0, 0, 7]], [0, -1, 6, 0], -1],
    ['keeps to the window of the channel', [[0, 0, 1]], [0, -1, 9, 0], -1],
    ['counts the last day of the window', [[0, 0, 1]], [0, -1, 8, 0], 0],
    ['reaches past a touch whose window has closed to one still open', [[0, 1, 1], [0, 0, 2]], [0, -1, 20, 0], 0],
    ['keeps to the channel it names', [[0, 1, 1], [0, 0, 5]], [0, 1, 6, 0], 0],
    ['keeps to its contact', [[1, 0, 5]], [0, -1, 6, 0], -1],
    ['ignores a kind that is no response', [[0, 0, 5]], [0, -1, 6, 1], -1],
    ['takes the lower channel on one day', [[0, 1, 5], [0, 0, 5]], [0, -1, 6, 0], 1],
    ['takes the first of equal touches', [[0, 0, 5], [0, 0, 5]], [0, -1, 6, 0], 0],
    ['ignores an unknown contact', [[0, 0, 5]], [-1, -1, 6, 0], -1],
    ['ignores a contact without touches', [[0, 0, 5]], [9, -1, 6, 0], -1],
  ])('%s', (_rule, touches, outcome, wanted) => {
    expect(Array.from(link(touches, [outcome]).touchOfOutcome)).toEqual([wanted]);
  });

  it('marks a touch once, however many outcomes it gets', () => {
    const links = link([[0, 0, 1], [0, 0, 5]], [[0, -1, 5, 0], [0, -1, 6, 0], [0, -1, 40, 0]]);
    expect(Array.from(links.responded)).toEqual([0, 1]);
    expect(links.linked).toBe(2);
  });

  it('agrees with a plain search, and its responses do not depend on the order of the touches', () => {
    const touch = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 50 }));
    const outcome = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -1, max: 1 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(touch, { maxLength: 40 }), fc.array(outcome, { maxLength: 20 }), (touches, outcomes) => {
        const links = link(touches, outcomes);
        outcomes.forEach(([contact, channel, day, kind], index) => {
          const eligible = touches
            .map((row, place) => ({ row, place }))
            .filter(({ row }) => kind === 0 && row[0] === contact && (channel < 0 || row[1] === channel) && row[2] <= day && day - row[2] <= [7, 30][row[1]]!)
            .sort((a, b) => b.row[2] - a.row[2] || a.row[1] - b.row[1] || a.place - b.place);
          expect(links.touchOfOutcome[index]).toBe(eligible[0]?.place ?? -1);
        });
        const backwards = link([...touches].reverse(), outcomes);
        const marked = (rows: readonly TouchRow[], responded: Uint8Array): string[] => rows.map((row, place) => `${row.join()}:${responded[place]}`).sort();
        expect(marked([...touches].reverse(), backwards.responded)).toEqual(marked(touches, links.responded));
      }),
    );
  });
});
