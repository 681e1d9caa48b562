import { describe, expect, it } from 'vitest';
import { describeStream, sayTaken } from '../../../src/renderer/pages/outcome-diagnostic/outcome-words.ts';
import { daysUpTo, fillBuckets } from '../../../src/renderer/pages/outcome-diagnostic/pace-buckets.ts';
import { betterBy } from '../../../src/renderer/pages/outcome-diagnostic/quality-words.ts';
import { describeFeedback, isRefitDue, sayChange, usualOffer } from '../../../src/renderer/pages/outcome-diagnostic/refit-words.ts';
import { describeEvaluation, sayEstimate, sayWarnings } from '../../../src/renderer/pages/outcome-diagnostic/policy-words.ts';
import { isSecretMissing, sayState } from '../../../src/renderer/pages/outcome-diagnostic/source-words.ts';
import { toQuery } from '../../../src/renderer/pages/outcome-diagnostic/stream-filter.ts';

const feedback = { stale: true, newOutcomes: 0, linkedBy: 'last_touch', wouldLinkBy: 'last_touch', outcomes: 5000, isKept: false } as const;

describe('the stream in words', () => {
  it('leads with numbers and leaves out what is 0', () => {
    expect(describeStream({ pending: 0, attributed: 8, unattributed: 2, rejected: 0, attributionRate: 0.8, systems: [] })).toBe('10 events. 80% attributed.');
    expect(describeStream({ pending: 3, attributed: 0, unattributed: 0, rejected: 1, attributionRate: null, systems: [] })).toBe('4 events. Nothing attributed yet. 3 events pending. 1 event rejected.');
    expect(describeStream({ pending: 0, attributed: 0, unattributed: 0, rejected: 0, attributionRate: null, systems: [] })).toBe('No outcomes. Import them, or sync a source.');
    expect(sayTaken({ taken: 2, left: 0 })).toBe('2 events taken. 0 events still rejected.');
  });

  it('asks the core only for what narrows', () => {
    expect(toQuery({ sourceSystem: 'crm', kind: '', from: '', to: '2026-02-01' })).toEqual({ sourceSystem: 'crm', to: '2026-02-01' });
  });
});

describe('the secret of a source', () => {
  const mapping = { contact: { paths: ['person'] }, kind: { constant: 'reply' }, occurredAt: { paths: ['at'] } };
  const rest = (type: 'none' | 'bearer') => ({ kind: 'json', url: 'https://example.org', headers: {}, auth: { type }, paging: { type: 'none' }, recordsPath: '', mapping }) as const;

  it('is missing only where the source asks for one', () => {
    expect(isSecretMissing({ config: rest('bearer'), secret: 'none' })).toBe(true);
    for (const secret of ['safe', 'memory'] as const) expect(isSecretMissing({ config: rest('bearer'), secret })).toBe(false);
    expect(isSecretMissing({ config: rest('none'), secret: 'none' })).toBe(false);
    expect(isSecretMissing({ config: { kind: 'folder', path: '/drop', format: 'email', recordsPath: '' }, secret: 'none' })).toBe(false);
  });

  it('stands before how the last run ended', () => {
    expect(sayState({ config: rest('bearer'), secret: 'none', state: 'ok' })).toBe('Secret missing');
    expect(sayState({ config: rest('bearer'), secret: 'memory', state: 'ok' })).toBe('Up to date');
  });
});

describe('other policies in words', () => {
  it('say what they stand on and what speaks against them', () => {
    expect(describeEvaluation({ judged: 90, waiting: 3, logged: 12.5, policies: [] })).toBe('90 logged choices earned 12.50 each; 3 more wait for outcomes. What each policy would have earned, with its 90% interval.');
    expect(describeEvaluation({ judged: 50, waiting: 0, logged: 1, policies: [] })).toBe('50 logged choices earned 1.00 each. What each policy would have earned, with its 90% interval.');
    expect([sayWarnings([]), sayWarnings(['few_effective_choices', 'one_choice_dominates'])]).toEqual(['–', 'too few choices tell of it; one choice weighs over a tenth']);
    expect(sayEstimate({ value: 1, low: -0.5, high: 2.25 })).toBe('1.00 (-0.50 to 2.25)');
  });
});

describe('velocity', () => {
  it('has every day and hour of the range, with 0 where nothing came', () => {
    const days = fillBuckets([{ start: '2026-02-28T00:00', events: 3, value: 1.5 }], { from: '2026-02-27', to: '2026-03-01' }, 'day');
    expect(days).toEqual([{ start: '2026-02-27', events: 0, value: 0 }, { start: '2026-02-28', events: 3, value: 1.5 }, { start: '2026-03-01', events: 0, value: 0 }]);
    const hours = fillBuckets([{ start: '2026-02-28T23:00', events: 2, value: 0 }], { from: '2026-02-28', to: '2026-02-28' }, 'hour');
    expect(hours).toHaveLength(24);
    expect(hours.at(-1)).toEqual({ start: '2026-02-28 23:00', events: 2, value: 0 });
    expect(fillBuckets([], { from: '2026-03-02', to: '2026-03-01' }, 'day')).toEqual([]);
    expect(daysUpTo('2026-03-01', 2)).toEqual({ from: '2026-02-28', to: '2026-03-01' });
  });
});

describe('the feedback loop in words', () => {
  it('recommends a refit from 100 newer outcomes, 5% more, or a first attribution', () => {
    expect(isRefitDue({ ...feedback, newOutcomes: 99 }, usualOffer)).toBe(false);
    expect(isRefitDue({ ...feedback, newOutcomes: 100 }, usualOffer)).toBe(true);
    expect(isRefitDue({ ...feedback, newOutcomes: 5, outcomes: 100 }, usualOffer)).toBe(true);
    expect(isRefitDue({ ...feedback, outcomes: 0 }, usualOffer)).toBe(false);
    expect(isRefitDue({ ...feedback, wouldLinkBy: 'attribution' }, usualOffer)).toBe(true);
    expect(isRefitDue({ ...feedback, newOutcomes: 100, isKept: true }, usualOffer)).toBe(false);
    expect(isRefitDue({ ...feedback, newOutcomes: 100, stale: false }, usualOffer)).toBe(false);
  });

  it('says what the fit in use does not know', () => {
    expect(describeFeedback({ ...feedback, stale: false }, usualOffer)).toBe('5,000 outcomes in it, linked by last touch. Nothing newer.');
    expect(describeFeedback({ ...feedback, newOutcomes: 1 }, usualOffer)).toBe('5,000 outcomes in it, linked by last touch. 1 newer outcome is not in it. A refit is recommended from 100 newer outcomes, or 5% more.');
    expect(describeFeedback({ ...feedback, newOutcomes: 163, wouldLinkBy: 'attribution' }, usualOffer)).toBe('5,000 outcomes in it, linked by last touch. 163 newer outcomes are not in it. A refit links by attribution.');
    expect(describeFeedback({ ...feedback, newOutcomes: 163, isKept: true }, usualOffer)).toBe('5,000 outcomes in it, linked by last touch. Kept. 163 newer outcomes are not in it.');
  });

  it('compares losses and shares', () => {
    expect([betterBy(0.3, 0.4), betterBy(0.44, 0.4), betterBy(0.40001, 0.4), betterBy(0, 0)]).toEqual(['25% better', '10% worse', 'the same', 'the same']);
    expect([sayChange(0.1, 0.123), sayChange(0.1, 0.08), sayChange(0.1, 0.1001)]).toEqual(['+2.3 points', '−2 points', 'no change']);
  });
});
