import { expect, it } from 'vitest';
import { horizonDays, lastDateOf } from '../../../src/engine/model/horizon-days.ts';

it('a horizon includes its first and its last day', () => {
  const { fromDay, toDay } = horizonDays({ start: '2027-01-04', days: 28 });
  expect(toDay - fromDay).toBe(27);
  expect(lastDateOf({ start: '2027-01-04', days: 28 })).toBe('2027-01-31');
  expect(lastDateOf({ start: '2028-02-29', days: 1 })).toBe('2028-02-29');
  expect(() => horizonDays({ start: 'soon', days: 1 })).toThrow('soon is not a checked date');
});
