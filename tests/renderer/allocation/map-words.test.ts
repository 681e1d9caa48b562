import { expect, it } from 'vitest';
import { mapHref, nameColumn, nameRow, valueOf } from '../../../src/renderer/pages/allocation-lab/map-words.ts';

const plan = { id: 3, horizonStart: '2027-01-04' };

it('a cell leads to its actions, by row, channel and the days of its week', () => {
  expect(mapHref(plan, { by: 'rep', key: 'R1' }, { channel: 'email', week: 2 })).toBe('#/allocation-lab?plan=3&view=actions&rep=R1&channel=email&from=2027-01-11&to=2027-01-17');
  expect(mapHref(plan, { by: 'segment', key: '' }, null)).toBe('#/allocation-lab?plan=3&view=actions&segment=');
});

it('nobody and no label have names; the share is of the contacts of the row', () => {
  expect([nameRow('', 'rep'), nameRow('', 'segment'), nameRow('A', 'segment')]).toEqual(['(no rep)', '(no segment)', 'A']);
  expect(nameColumn({ channel: 'email', week: 2 })).toBe('email · week 2');
  const sums = { actions: 8, lift: 4, cost: 2, reached: 5 };
  expect([valueOf(sums, 'actions', 20), valueOf(sums, 'share', 20), valueOf(sums, 'share', 0)]).toEqual([8, 0.25, 0]);
});
