import { expect, it } from 'vitest';
import { createCampaignCore, makeDraft } from '../campaigns/support.ts';
import { unwrap } from '../support/test-core.ts';

it('pinned actions on contacts that a plan leaves out are counted and named', async () => {
  const test = await createCampaignCore();
  try {
    const { rules, contacts, campaigns } = test.core;
    const audience = async (segment: string): Promise<number> => unwrap(await contacts.saveAudience({ name: segment, filter: { join: 'and', conditions: [{ column: 'segment', operator: 'is', value: segment }] } })).id;
    const [a, b] = [await audience('A'), await audience('B')];
    for (const [contact, date] of [['C1', '2027-01-05'], ['C4', '2027-01-06']] as const) unwrap(await rules.edit({ edit: 'pin', effect: 'fixed', action: { contact, channel: 'email', date } }));
    unwrap(await rules.edit({ edit: 'pin', effect: 'forbidden', action: { contact: 'C5', channel: 'visit', date: '2027-01-06' } }));
    expect(unwrap(rules.pinsOutside({}))).toEqual({ pins: 0, contacts: [] });
    expect(unwrap(rules.pinsOutside({ audienceId: a }))).toEqual({ pins: 2, contacts: [{ contact: 'C4', name: 'Contact C4' }, { contact: 'C5', name: 'Contact C5' }] });
    expect(unwrap(rules.pinsOutside({ audienceId: b })).contacts.map(({ contact }) => contact)).toEqual(['C1']);
    const make = async (name: string, id: number | null): Promise<string> => unwrap(await campaigns.create(makeDraft(name, { audience: id === null ? null : String(id) }))).id;
    const [first, second, open] = [await make('First', a), await make('Second', b), await make('Open', null)];
    expect(unwrap(rules.pinsOutside({ campaigns: [first] })).pins).toBe(2);
    expect(unwrap(rules.pinsOutside({ campaigns: [first, second] })).pins).toBe(0);
    expect(unwrap(rules.pinsOutside({ campaigns: [first, open] })).pins).toBe(0);
  } finally {
    await test.dispose();
  }
});
