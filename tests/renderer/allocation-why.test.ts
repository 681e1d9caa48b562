import { describe, expect, it } from 'vitest';
import { movePlace } from '../../src/renderer/pages/allocation-lab/WhyCalendar.tsx';
import { placeOfRule, sayLead, sayPrice, whyHref } from '../../src/renderer/pages/allocation-lab/why-words.ts';
import { layOutSteps } from '../../src/renderer/shared/charts/WaterfallChart.tsx';

describe('the calendar of a contact', () => {
  it('is walked by keys and stops at its edges', () => {
    const from = { row: 1, day: 3 };
    expect(movePlace(from, 'ArrowRight', 3, 28)).toEqual({ row: 1, day: 4 });
    expect(movePlace({ row: 2, day: 27 }, 'ArrowRight', 3, 28)).toEqual({ row: 2, day: 27 });
    expect(movePlace(from, 'ArrowUp', 3, 28)).toEqual({ row: 0, day: 3 });
    expect(movePlace({ row: 2, day: 0 }, 'ArrowDown', 3, 28)).toEqual({ row: 2, day: 0 });
    expect(movePlace(from, 'End', 3, 28)).toEqual({ row: 1, day: 27 });
    expect(movePlace(from, 'PageDown', 3, 8)).toEqual({ row: 1, day: 7 });
    expect(movePlace(from, 'a', 3, 28)).toBeNull();
  });
});

describe('the words of an explanation', () => {
  it('lead to a contact, a cell and the place of a rule', () => {
    expect(whyHref(3, { contact: 'A & B' })).toBe('/allocation-lab?plan=3&view=why&contact=A+%26+B');
    expect(whyHref(3, { contact: 'C1', channel: 'email', date: '2027-01-04' })).toBe('/allocation-lab?plan=3&view=why&contact=C1&channel=email&date=2027-01-04');
    expect(placeOfRule('cap-call', 'capacity')).toBe('/constraint-diagnostic?rule=cap-call');
    expect(placeOfRule('reserved: Launch', 'reservation')).toBe('/campaign-coordinator');
    expect(placeOfRule('cooldown', 'cooldown')).toBe('/constraint-diagnostic?tab=channels');
  });

  it('say price × use and how far a rival is', () => {
    expect(sayPrice({ rule: 'budget', kind: 'budget', price: 0.0125, use: 80, amount: 1, used: 990, limit: 1000, period: 'week 2' })).toBe('0.013 × 80, week 2: 990 of 1,000');
    const rival = { contact: 'C2', channel: 'email', date: '2027-01-04', planned: true, gain: 2, net: 1 };
    expect(sayLead({ ...rival, lead: 0.5 })).toBe('0.5 more');
    expect(sayLead({ ...rival, lead: -0.5 })).toBe('0.5 less');
    expect(sayLead({ ...rival, lead: 0 })).toBe('as much');
  });
});

describe('a waterfall', () => {
  it('begins each step where the last ended', () => {
    expect(layOutSteps([{ amount: 5 }, { amount: -2 }, { amount: -4 }])).toEqual([
      { from: 0, to: 5 },
      { from: 5, to: 3 },
      { from: 3, to: -1 },
    ]);
  });
});
