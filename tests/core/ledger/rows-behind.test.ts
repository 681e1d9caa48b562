import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LedgerMove, type LedgerMoveInput } from '../../../src/engine/model/ledger-move.ts';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

const rules: Constraint[] = [
  { id: 'a-week', kind: 'capacity', per: 'week', max: 9, channels: ['visit', 'call'] },
  { id: 'north', kind: 'capacity', per: 'horizon', max: 9, territories: ['North'] },
  { id: 'busy', kind: 'concurrent', max: 9, durationDays: 3 },
  { id: 'rep-day', kind: 'rep_capacity', per: 'day', max: 9 },
  { id: 'segment-money', kind: 'budget', per: 'month', max: 900, segments: ['A'] },
  { id: 'money', kind: 'budget', max: 900, from: '2027-01-06' },
];

describe('rows behind a number of the ledger', () => {
  let test: TestCore;
  const key = { north: '', other: '' };
  beforeAll(async () => {
    test = createTestCore();
    unwrap(await test.core.sample.open());
    const sqlite = test.core.context.session!.database.sqlite;
    const pick = (where: string): string => (sqlite.prepare(`SELECT key FROM contacts WHERE ${where} ORDER BY id LIMIT 1`).get() as { key: string }).key;
    key.north = pick("territory = 'North' AND segment = 'A'");
    key.other = pick("territory <> 'North' AND segment <> 'A'");
    for (const { id } of unwrap(test.core.rules.get()).constraints) unwrap(await test.core.rules.edit({ edit: 'remove_constraint', id }));
    for (const constraint of rules) unwrap(await test.core.rules.edit({ edit: 'constraint', constraint }));
    const moves: LedgerMoveInput[] = [
      { kind: 'consume', date: '2027-01-04', channel: 'visit', contact: key.north, actions: 1 },
      { kind: 'consume', date: '2027-01-06', channel: 'call', contact: key.other, rep: 'R03', actions: 1 },
      { kind: 'consume', date: '2027-01-13', channel: 'visit', contact: key.north, actions: 1 },
      { kind: 'consume', date: '2027-01-13', channel: 'email', actions: 2 },
      { kind: 'commit', date: '2027-01-05', channel: 'visit', contact: key.north, amount: 40 },
      { kind: 'spend', date: '2027-01-07', channel: 'email', contact: key.north, amount: 15 },
      { kind: 'spend', date: '2027-01-30', channel: 'email', contact: key.other, rep: 'R03', amount: 7 },
      { kind: 'consume', date: '2027-03-30', channel: 'visit', contact: key.north, actions: 1 },
    ];
    for (const move of moves) unwrap(await test.core.ledger.record(LedgerMove.parse(move)));
  });
  afterAll(() => test.dispose());

  it('add up to the number, rule by rule, period by period, rep by rep', () => {
    const lines = unwrap(test.core.ledger.utilisation({}));
    expect(new Set(lines.map(({ constraint }) => constraint))).toEqual(new Set(rules.map(({ id }) => id)));
    expect(lines.filter(({ used }) => used > 0).length).toBeGreaterThan(10);
    for (const { constraint, period, rep, used, unit } of lines) {
      const query = { constraint, ...(period === undefined ? {} : { period }), ...(rep === undefined ? {} : { rep }) };
      const { rows } = unwrap(test.core.ledger.entries({ ...query, offset: 0, limit: 100 }));
      expect(rows.reduce((sum, row) => sum + (unit === 'money' ? row.amount : row.actions), 0), JSON.stringify(query)).toBe(used);
      const balance = unwrap(test.core.ledger.balance(query));
      expect(unit === 'money' ? balance.bookedAmount + balance.usedAmount : balance.bookedActions + balance.usedActions).toBe(used);
    }
  });

  it('budgets run by their own periods', () => {
    expect(unwrap(test.core.ledger.burn()).map(({ constraint, period, to, days }) => [constraint, period, to, days.at(-1)])).toEqual([
      ['segment-money', '2027-01', '2027-01-31', { date: '2027-01-07', committed: 40, spent: 15 }],
      ['money', undefined, '2027-01-31', { date: '2027-01-30', committed: 0, spent: 22 }],
    ]);
  });

  it('a rule that is gone is named', () => {
    expect(test.core.ledger.entries({ constraint: 'gone', offset: 0, limit: 10 })).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND', message: 'Rule gone does not exist.' } });
  });
});
