import { expect, it } from 'vitest';
import { limitsOfRules } from '../../../src/engine/coordination/limits-of-rules.ts';
import type { Constraint } from '../../../src/engine/model/constraint.ts';

const rule = (id: string, changes: Partial<Extract<Constraint, { kind: 'frequency' }>> = {}): Constraint => ({ id, kind: 'frequency', windowDays: 7, max: 2, ...changes });

it('frequency rules become limits where a limit can say the same, and are named where it cannot', () => {
  const found = limitsOfRules([
    rule('all'),
    rule('mail', { channels: ['email'], max: 1 }),
    rule('two people', { contacts: ['C1', 'C2'] }),
    rule('shown only', { enforce: false }),
    { id: 'money', kind: 'budget', max: 5 },
    rule('two channels', { channels: ['call', 'visit'] }),
    rule('dated', { from: '2027-01-04' }),
    rule('segment', { segments: ['A'] }),
    rule('territory', { territories: ['North'] }),
    rule('rep of another', { reps: ['R2'] }),
    rule('cardiology', { specialties: ['Cardiology'], contacts: ['C1'], channels: ['email'] }),
    rule('never', { max: 0 }),
    rule('no channel', { channels: [] }),
  ]);
  expect(found.limits).toEqual([
    { contact: null, channel: null, max: 2, windowDays: 7 },
    { contact: null, channel: 'email', max: 1, windowDays: 7 },
    { contact: 'C1', channel: null, max: 2, windowDays: 7 },
    { contact: 'C2', channel: null, max: 2, windowDays: 7 },
    { contact: null, channel: null, channels: ['call', 'visit'], max: 2, windowDays: 7 },
    { contact: null, channel: null, max: 2, windowDays: 7, from: '2027-01-04' },
  ]);
  const labels = { segment: 'A', territory: 'South', specialty: 'Cardiology', rep: 'R1' };
  expect(found.byLabel.map((limit) => limit.covers('C1', labels))).toEqual([true, false, false, true]);
  expect(found.byLabel[3]?.limitOf('C1')).toEqual({ contact: 'C1', channel: 'email', max: 2, windowDays: 7 });
  expect(found.uncounted).toEqual(['never', 'no channel']);
});
