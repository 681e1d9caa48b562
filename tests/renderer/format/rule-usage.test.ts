import { describe, expect, test } from 'vitest';
import { countBinding, isTight, nameKind, namePeriod, usageState, type UsageLine } from '../../../src/renderer/shared/format/rule-usage.ts';

const line = (constraint: string, used: number, limit: number, change: Partial<UsageLine> = {}): UsageLine => ({ constraint, kind: 'capacity', used, limit, enforced: true, ...change });

describe('used against limit', () => {
  test('states', () => {
    expect(usageState(78, 100)).toBe('free');
    expect(usageState(100, 100)).toBe('binding');
    expect(usageState(0.1 + 0.2, 0.3)).toBe('binding');
    expect(usageState(101, 100)).toBe('over');
    expect(usageState(0, 0)).toBe('kept');
    expect(usageState(1, 0)).toBe('over');
    expect(usageState(5, 10, true)).toBe('short');
    expect(usageState(10, 10, true)).toBe('met');
    expect(usageState(0, 0, true)).toBe('met');
  });

  test('a rule binds once, however many of its periods are full; what forbids and is kept does not bind', () => {
    const usage = [
      line('week', 5, 5),
      line('week', 5, 5),
      line('day', 4, 5),
      line('forbids', 0, 0),
      line('closed', 0, 0, { kind: 'blackout' }),
      line('apart', 0, 0, { kind: 'exclusion' }),
      line('broken', 2, 0, { kind: 'exclusion' }),
      line('watched', 9, 5, { enforced: false }),
      line('reach', 3, 4, { kind: 'coverage' }),
    ];
    expect(countBinding(usage)).toBe(3);
    expect(usage.filter(isTight).map(({ constraint }) => constraint)).toEqual(['week', 'week', 'broken', 'watched', 'reach']);
  });

  test('all actions on preferred days is no limit reached', () => {
    expect(isTight(line('rather', 3, 3, { kind: 'blackout', enforced: false }))).toBe(false);
  });

  test('kinds and periods by name', () => {
    expect(nameKind('rep_capacity')).toBe('Rep capacity');
    expect(nameKind('unheard_of')).toBe('unheard_of');
    expect(namePeriod({ kind: 'capacity', period: 'week 2' })).toBe('week 2');
    expect(namePeriod({ kind: 'pressure' })).toBe('fullest window');
    expect(namePeriod({ kind: 'budget' })).toBe('horizon');
  });
});
