import { describe, expect, it } from 'vitest';
import type { CampaignRow, ResolutionPrice } from '../../../src/contract/campaign.ts';
import { arrangeCampaigns } from '../../../src/renderer/pages/campaign-coordinator/arrange-campaigns.ts';
import { describeCampaigns, describePrice, describeWorth, readMix, sayDates } from '../../../src/renderer/pages/campaign-coordinator/campaign-words.ts';
import { planningDay } from '../../../src/renderer/shared/state/use-planning-day.ts';

const row = (name: string, changes: Partial<CampaignRow['campaign']> = {}, counts: Partial<CampaignRow> = {}): CampaignRow => ({
  campaign: { id: name, name, priority: 50, status: 'active', audience: null, channelMix: {}, ...changes },
  audience: null,
  reservations: 0,
  contacts: 0,
  conflicts: 0,
  held: 0,
  used: 0,
  ...counts,
});

describe('a channel mix as typed', () => {
  it.each([
    [{ email: '60', visit: '40' }, null],
    [{ email: '33.3', visit: '33,3', call: '33.4' }, null],
    [{ email: '', visit: '0' }, null],
    [{ email: '60', visit: '' }, '40% missing to 100%.'],
    [{ email: '60', visit: '50.5' }, '10.5% over 100%.'],
    [{ email: 'many' }, 'email: 0 to 100 expected.'],
    [{ email: '-1' }, 'email: 0 to 100 expected.'],
  ])('%j is %j', (texts, problem) => {
    expect(readMix(texts).problem).toBe(problem);
  });

  it('leaves out what is empty or nothing', () => {
    expect(readMix({ email: '100', visit: '0', call: ' ' }).mix).toEqual({ email: 1 });
  });
});

describe('campaigns in words', () => {
  it('lead with numbers and name what is to be done', () => {
    const rows = [row('One', {}, { reservations: 1200 }), row('Two', { status: 'draft' })];
    expect(describeCampaigns(rows, 1, ['HCP', 'HCPs'])).toBe('2 campaigns, 1 active. 1,200 reservations. 1 conflict over the same HCPs. Resolution required.');
    expect(describeCampaigns(rows, 0, ['HCP', 'HCPs'])).toBe('2 campaigns, 1 active. 1,200 reservations. No conflicts.');
  });

  it('say open dates without a gap', () => {
    expect([sayDates({}), sayDates({ from: '2027-01-04' }), sayDates({ to: '2027-01-10' }), sayDates({ from: '2027-01-04', to: '2027-01-10' })]).toEqual(['no dates', 'from Mon 2027-01-04', 'until Sun 2027-01-10', 'Mon 2027-01-04 – Sun 2027-01-10']);
  });

  it('say which campaign brings more lift', () => {
    const first = { campaign: 'c1', campaignName: 'One', lift: 3, actions: 1, cost: 5 };
    const second = { campaign: 'c2', campaignName: 'Two', lift: 4, actions: 2, cost: 5 };
    const price = (difference: number): ResolutionPrice => ({ conflicts: 1, contacts: 1, first, second, difference });
    expect([price(-1.256), price(2), price(0)].map(describePrice)).toEqual(['Two brings 1.26 more lift than One.', 'One brings 2.00 more lift than Two.', 'No difference in lift between One and Two.']);
    expect(describeWorth(second)).toBe('Two wins: lift 4.00, 2 actions');
  });

  it('are sorted, searched and paged', () => {
    const rows = [row('Beta', { priority: 10, brand: 'North' }), row('alpha', { priority: 90 }), row('Gamma', { status: 'draft', businessUnit: 'Northern' })];
    const names = (search: string, sort: { column: string; direction: 'asc' | 'desc' }[], offset = 0): string[] => arrangeCampaigns(rows, { search, sort, offset, limit: 2 }).rows.map((one) => one.campaign.name);
    expect(names('', [{ column: 'name', direction: 'asc' }])).toEqual(['alpha', 'Beta']);
    expect(names('', [{ column: 'name', direction: 'asc' }], 2)).toEqual(['Gamma']);
    expect(names('', [{ column: 'priority', direction: 'desc' }])).toEqual(['alpha', 'Gamma']);
    expect(arrangeCampaigns(rows, { search: 'north', sort: [], offset: 0, limit: 10 })).toMatchObject({ total: 2, rows: [{ campaign: { name: 'Beta' } }, { campaign: { name: 'Gamma' } }] });
  });
});

describe('the planning day', () => {
  const horizon = { start: '2027-01-04', days: 28 };
  it('is today until the horizon is over, then its first day', () => {
    expect([planningDay(horizon, '2026-11-21'), planningDay(horizon, '2027-01-31'), planningDay(horizon, '2027-02-01')]).toEqual(['2026-11-21', '2027-01-31', '2027-01-04']);
  });
});
