import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

describe('rules speak of what is there', () => {
  let test: TestCore;
  const pin = (change: Partial<{ contact: string; channel: string; date: string }>) =>
    test.core.rules.edit({ edit: 'pin', effect: 'fixed', action: { contact: 'HCP-00001', channel: 'email', date: '2027-01-05', ...change } });
  beforeAll(async () => {
    test = createTestCore();
    unwrap(await test.core.sample.open());
  });
  afterAll(() => test.dispose());

  it.each([
    [{ contact: 'HCP-99999' }, 'UNKNOWN_REFERENCE', 'No contact has the ID HCP-99999.'],
    [{ channel: 'fax' }, 'UNKNOWN_REFERENCE', 'Channel fax does not exist. Known: '],
    [{ date: '2027-02-01' }, 'BAD_INPUT', '2027-02-01 is outside the horizon, 2027-01-04 to 2027-01-31.'],
    [{ date: '2027-01-03' }, 'BAD_INPUT', '2027-01-03 is outside the horizon, 2027-01-04 to 2027-01-31.'],
  ])('a pinned action that would be ignored is refused: %o', async (change, code, message) => {
    expect(await pin(change)).toMatchObject({ ok: false, fault: { code, message: expect.stringContaining(message) } });
    expect(unwrap(test.core.rules.get()).fixed).toHaveLength(1);
  });

  it('a channel that a pair, a weight or a cost names exists, and stays as long as they do', async () => {
    const { channels, constraints } = unwrap(test.core.rules.get());
    const pair = { id: 'apart', kind: 'exclusion', first: 'email', second: 'letter', withinDays: 1 } as const;
    expect(await test.core.rules.edit({ edit: 'constraint', constraint: pair })).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE', path: 'second', message: expect.stringContaining('Rule apart names channel letter. Known: email, ') } });
    const pressure = { id: 'weighted', kind: 'pressure', windowDays: 7, max: 3, per: 'contact', weights: { letter: 2 } } as const;
    expect(await test.core.rules.edit({ edit: 'constraint', constraint: pressure })).toMatchObject({ ok: false, fault: { path: 'weights.letter' } });
    const money = { id: 'post', kind: 'budget', max: 3, costs: { letter: 2 } } as const;
    expect(await test.core.rules.edit({ edit: 'constraint', constraint: money })).toMatchObject({ ok: false, fault: { path: 'costs.letter' } });
    unwrap(await test.core.rules.edit({ edit: 'channel', channel: { ...channels[0]!, id: 'letter' } }));
    for (const constraint of [pair, pressure, money]) unwrap(await test.core.rules.edit({ edit: 'constraint', constraint }));
    expect(await test.core.rules.edit({ edit: 'remove_channel', id: 'letter' })).toMatchObject({ ok: false, fault: { message: 'Channel letter is in use: 3 rules (apart, weighted, post).' } });
    expect(unwrap(test.core.rules.get()).constraints.find(({ id }) => id === 'post')).toEqual(money);
    for (const id of ['apart', 'weighted', 'post']) unwrap(await test.core.rules.edit({ edit: 'remove_constraint', id }));
    expect(unwrap(await test.core.rules.edit({ edit: 'remove_channel', id: 'letter' }))).toMatchObject({ channels, constraints });
  });

  it('a rule that counts by campaigns is refused, and says where that is set', async () => {
    const before = unwrap(test.core.rules.get());
    const constraint = { id: 'launch money', kind: 'budget', max: 5 } as const;
    expect(await test.core.rules.edit({ edit: 'constraint', constraint: { ...constraint, campaigns: ['C1'] } })).toEqual({
      ok: false,
      fault: { code: 'BAD_INPUT', message: 'Rule launch money counts by campaigns. A rule of a workspace counts every action in its scope.', path: 'campaigns', hint: 'Set the budget, dates and channels of a campaign in the Campaign Coordinator.' },
    });
    expect(unwrap(test.core.rules.get())).toEqual(before);
  });

  it('a channel that a pinned action names stays until the pin is gone', async () => {
    const { channels, constraints } = unwrap(test.core.rules.get());
    unwrap(await test.core.rules.edit({ edit: 'channel', channel: { ...channels[0]!, id: 'letter' } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'letters', kind: 'budget', max: 5, channels: ['letter'] } }));
    unwrap(await pin({ channel: 'letter' }));
    expect(await test.core.rules.edit({ edit: 'remove_channel', id: 'letter' })).toMatchObject({ ok: false, fault: { message: 'Channel letter is in use: 1 rule (letters), 1 pinned action.' } });
    unwrap(await test.core.rules.edit({ edit: 'remove_constraint', id: 'letters' }));
    expect(await test.core.rules.edit({ edit: 'remove_channel', id: 'letter' })).toMatchObject({ ok: false, fault: { message: 'Channel letter is in use: 1 pinned action.' } });
    unwrap(await test.core.rules.edit({ edit: 'unpin', action: { contact: 'HCP-00001', channel: 'letter', date: '2027-01-05' } }));
    const left = unwrap(await test.core.rules.edit({ edit: 'remove_channel', id: 'letter' }));
    expect(left).toMatchObject({ channels, constraints });
  });
});
