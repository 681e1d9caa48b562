import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExecutionSettings } from '../../../src/engine/model/execution.ts';
import { judgeForecast } from '../../../src/engine/schedule/judge-forecast.ts';
import { matchDone, matchReports, type ReportedAction } from '../../../src/engine/schedule/match-done.ts';
import { placeInDays, type DatedAction } from '../../../src/engine/schedule/time-windows.ts';

const action = (position: number, changes: Partial<DatedAction> = {}): DatedAction => ({ position, contact: `c${position}`, channel: 'visit', day: 0, rep: 'R1', territory: 'N', lift: 1, ...changes });
const settings = { ...defaultExecutionSettings, minutes: { call: 10 }, minutesEach: 30 };

describe('time windows', () => {
  it('keep territories together, the more valuable first, and value inside them', () => {
    const windows = placeInDays([action(0, { lift: 3 }), action(1, { territory: 'S', lift: 4 }), action(2, { lift: 2 }), action(3, { territory: 'S', lift: 0.5, channel: 'call' })], settings);
    expect(windows.toSorted((first, second) => first.place - second.place).map(({ position, start, end }) => [position, start, end])).toEqual([[0, 540, 570], [2, 570, 600], [1, 600, 630], [3, 630, 640]]);
  });

  it('share a day that is too short, and say so', () => {
    const windows = placeInDays(Array.from({ length: 20 }, (_none, at) => action(at)), settings);
    expect(windows.every(({ isTight }) => isTight)).toBe(true);
    expect([windows[0]!.start, windows[19]!.end]).toEqual([540, 1020]);
  });

  it('never lie over one another for one rep, stay in the hours of the rep, and do not depend on the order of the list', () => {
    const actions = fc.array(fc.record({ day: fc.nat(2), rep: fc.constantFrom('R1', 'R2', ''), territory: fc.constantFrom('N', 'S'), lift: fc.integer({ min: 0, max: 9 }), channel: fc.constantFrom('visit', 'call') }), { maxLength: 60 });
    const hours = { ...settings, repHours: { R2: { start: 600, end: 720 } } };
    fc.assert(
      fc.property(actions, (list) => {
        const dated = list.map((one, position) => ({ ...one, position, contact: `c${position}` }));
        const windows = placeInDays(dated, hours);
        expect(placeInDays(dated.toReversed(), hours).toSorted((first, second) => first.position - second.position)).toEqual(windows.toSorted((first, second) => first.position - second.position));
        for (const day of [0, 1, 2]) {
          for (const rep of ['R1', 'R2']) {
            const own = windows.filter(({ position }) => dated[position]!.day === day && dated[position]!.rep === rep).toSorted((first, second) => first.place - second.place);
            const { start, end } = rep === 'R2' ? hours.repHours.R2 : hours.hours;
            own.forEach((window, at) => {
              expect(window.place).toBe(at + 1);
              expect(window.start).toBeGreaterThanOrEqual(at === 0 ? start : own[at - 1]!.end);
              expect(window.end).toBeLessThanOrEqual(end);
            });
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('touches of planned actions', () => {
  const open = { position: 1, contact: 'a', channel: 'visit', day: 10, doneDay: null };

  it('carry out the nearest planned action in reach, each one only', () => {
    const actions = [open, { ...open, position: 2, day: 14 }, { ...open, position: 3, day: 40 }];
    const touches = [{ contact: 'a', channel: 'visit', day: 13 }, { contact: 'a', channel: 'visit', day: 12 }, { contact: 'a', channel: 'email', day: 40 }, { contact: 'b', channel: 'visit', day: 40 }];
    expect(matchDone(actions, touches, 3)).toEqual([{ position: 1, day: 12 }, { position: 2, day: 13 }]);
  });

  it('are not used twice: what is done stands for its touch', () => {
    const actions = [{ ...open, doneDay: 10 }, { ...open, position: 2, day: 12 }];
    expect(matchDone(actions, [{ contact: 'a', channel: 'visit', day: 10 }], 5)).toEqual([]);
    expect(matchDone(actions, [{ contact: 'a', channel: 'visit', day: 10 }, { contact: 'a', channel: 'visit', day: 10 }], 5)).toEqual([{ position: 2, day: 10 }]);
  });
});

describe('value realised against expected', () => {
  const actions = (answered: number) => Array.from({ length: 100 }, (_none, at) => ({ expected: 2, value: 10, isAnswered: at < answered }));

  it('is off only beyond what chance explains', () => {
    // 100 draws of chance 0.2 at 10 each: mean 200, standard deviation 10 · √(100 · 0.2 · 0.8) = 40.
    expect(judgeForecast(actions(20))).toMatchObject({ expected: 200, realised: 200, verdict: 'as_expected' });
    const { low, high } = judgeForecast(actions(20));
    expect([low, high]).toEqual([expect.closeTo(200 - 1.959964 * 40, 3), expect.closeTo(200 + 1.959964 * 40, 3)]);
    expect([12, 13, 27, 28].map((answered) => judgeForecast(actions(answered)).verdict)).toEqual(['below', 'as_expected', 'as_expected', 'above']);
  });

  it('is not judged by a handful', () => {
    expect(judgeForecast(actions(20).slice(0, 20)).verdict).toBe('too_few');
    expect(judgeForecast([]).verdict).toBe('too_few');
  });

  it('fails what is reported as failed, after what was carried out, and once for each report', () => {
    const action = (position: number, day: number, state: ReportedAction['state'] = 'planned', doneDay: number | null = null): ReportedAction => ({ position, contact: 'a', channel: 'visit', day, state, doneDay });
    const at = (day: number, isFailure: boolean) => ({ contact: 'a', channel: 'visit', day, isFailure });
    const planned = [action(0, 10), action(1, 20)];
    expect(matchReports(planned, [at(11, true), at(10, false)], 3)).toEqual([{ position: 0, day: 10, state: 'done' }]);
    expect(matchReports(planned, [at(11, true), at(21, false)], 3)).toEqual([{ position: 1, day: 21, state: 'done' }, { position: 0, day: 11, state: 'failed' }]);
    expect(matchReports([action(0, 10, 'failed'), action(1, 12)], [at(11, true)], 3)).toEqual([]);
    expect(matchReports([action(0, 10, 'failed'), action(1, 12)], [at(11, true), at(12, true), at(12, true)], 3)).toEqual([{ position: 1, day: 12, state: 'failed' }]);
    expect(matchReports(planned, [at(15, true)], 3)).toEqual([]);
  });
});
