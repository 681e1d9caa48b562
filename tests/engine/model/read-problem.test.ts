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

it('a byte order mark is no part of a document', () => {
  expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
  expect(() => parseJson('{"a":\uFEFF1}')).toThrow(SyntaxError);
});
