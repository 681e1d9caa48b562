import { describe, expect, it } from 'vitest';
import { readAllocationProblem } from '../../../src/engine/model/check-problem.ts';
import { parseJson } from '../../../src/engine/model/read-document.ts';

const problem = (contacts: Record<string, unknown> = {}, more: Record<string, unknown> = {}): unknown => ({
  format: 'omnivor.allocation/1',
  name: 'tiny',
  horizon: { start: '2027-01-04', days: 7 },
  channels: [{ id: 'email', unitCost: 1, saturation: 0.5, maxPerContact: 1, cooldownDays: 0 }],
  contacts: { ids: ['A'], value: [10], response: { email: [0.1] }, ...contacts },
  constraints: [],
  objective: { metric: 'lift' },
  ...more,
});

const faultOf = (document: unknown): string => {
  const read = readAllocationProblem(document);
  return read.ok ? 'read' : read.fault.message;
};

describe('a problem that does not fit', () => {
  it('is read where it fits', () => {
    expect(faultOf(problem())).toBe('read');
  });

  it('names the key that is too many, not the object around it', () => {
    expect(faultOf(problem({}, { hello: 1 }))).toBe('$.hello: found 1. Expected no such key.');
    expect(faultOf(problem({ vlaue: [3] }))).toBe('$.contacts.vlaue: found [3]. Expected no such key.');
  });

  it.each(['response', 'sd', 'history'])('refuses %s of a channel that is not there', (column) => {
    const known = column === 'response' ? { email: [0.1] } : {};
    expect(faultOf(problem({ [column]: { ...known, fax: [0] } }))).toBe(`$.contacts.${column}: found "fax". Expected a channel of this file.`);
  });

  it('refuses costs of a channel that is not there, below nothing, or beside campaigns', () => {
    const money = { id: 'money', kind: 'budget', max: 5 };
    expect(faultOf(problem({}, { constraints: [{ ...money, costs: { email: 0.5 } }] }))).toBe('read');
    expect(faultOf(problem({}, { constraints: [{ ...money, costs: { fax: 1 } }] }))).toBe('$.constraints[0].costs.fax: found "fax". Expected a channel of this file.');
    expect(faultOf(problem({}, { constraints: [{ ...money, costs: { email: -1 } }] }))).toMatch(/^\$\.constraints\[0\]\.costs\.email: found -1\./);
    const campaigns = [{ id: 'K', name: 'Launch', priority: 50 }];
    expect(faultOf(problem({}, { campaigns, terms: [{ ...money, campaigns: ['K'], costs: { email: 1 } }] }))).toBe('$.terms[0].costs: found {"email":1}. Expected no costs beside campaigns.');
  });

  it('starts what was expected like a sentence', () => {
    expect(faultOf(problem({}, { horizon: { start: '2027-02-31', days: 7 } }))).toBe('$.horizon.start: found "2027-02-31". Expected an ISO date such as 2027-01-04.');
  });
});

describe('spans of other reps', () => {
  const spans = (...repSpans: readonly Record<string, unknown>[]): string => faultOf(problem({ rep: ['R1'], repSpans }));
  const span = (from: string, to: string, contact = 'A'): Record<string, unknown> => ({ contact, rep: 'R2', from, to });

  it('are read, also before and after the horizon, in any order, one after the other', () => {
    expect(spans(span('2027-01-06', '2027-02-01'), span('2026-12-01', '2027-01-05'))).toBe('read');
    expect(spans()).toBe('read');
  });

  it('name a contact of the file and do not end before they start', () => {
    expect(spans(span('2027-01-04', '2027-01-05'), span('2027-01-04', '2027-01-05', 'B'))).toBe('$.contacts.repSpans[1].contact: found "B". Expected a contact of this file.');
    expect(spans(span('2027-01-06', '2027-01-05'))).toBe('$.contacts.repSpans[0].to: found "2027-01-05". Expected a date on or after 2027-01-06.');
    expect(spans({ ...span('2027-01-06', '2027-01-07'), role: 'backup' })).toBe('$.contacts.repSpans[0].role: found "backup". Expected no such key.');
  });

  it('give no day of a contact to two', () => {
    expect(spans(span('2027-01-08', '2027-01-10'), span('2027-01-01', '2027-01-02'), span('2027-01-05', '2027-01-08'))).toBe('$.contacts.repSpans[0].from: found "2027-01-08". Expected a date after 2027-01-08, the end of another span of A.');
    expect(spans(span('2027-01-01', '2027-01-31'), span('2027-01-02', '2027-01-03'), span('2027-01-20', '2027-01-21'))).toBe('$.contacts.repSpans[1].from: found "2027-01-02". Expected a date after 2027-01-31, the end of another span of A.');
  });
});

it('a byte order mark is no part of a document', () => {
  expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
  expect(() => parseJson('{"a":\uFEFF1}')).toThrow(SyntaxError);
});
