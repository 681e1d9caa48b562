import { expect, it } from 'vitest';
import { createTestCore, importContacts, unwrap } from '../support/test-core.ts';

it('working days of a rep are those of the horizon without days off, and holidays are those of its years', async () => {
  const test = createTestCore();
  try {
    await test.createWorkspace();
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-12-20', days: 14 } }));
    await importContacts(test, 'Contact ID,Rep\nC1,R1\n');
    unwrap(await test.core.territories.saveRep({ id: 'R2', name: '', weekdays: [1, 2, 3], daysOff: ['2027-12-21', '2027-12-25', '2028-02-01'] }));
    expect(unwrap(test.core.territories.get()).reps.map(({ id, workingDays }) => [id, workingDays])).toEqual([['R1', 10], ['R2', 5]]);
    const holidays = unwrap(test.core.territories.holidays());
    expect(holidays[0]).toEqual({ date: '2027-01-01', name: "New Year's Day" });
    expect(holidays.filter(({ date }) => date >= '2027-12-20' && date <= '2028-01-02')).toEqual([{ date: '2027-12-24', name: 'Christmas Day' }, { date: '2027-12-31', name: "New Year's Day" }]);
    expect(holidays.at(-1)?.date).toBe('2028-12-25');
  } finally {
    await test.dispose();
  }
});
