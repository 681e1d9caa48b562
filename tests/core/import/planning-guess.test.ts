import { describe, expect, it } from 'vitest';
import { guessLabelColumn, guessOptOuts } from '../../../src/main/core/import/guess/planning-columns.ts';
import { saysOptOut } from '../../../src/main/core/import/values/read-consent.ts';

const channels = ['email', 'rep_email', 'call', 'visit', 'F2F', 'sms'];

describe('columns that rules read', () => {
  it.each([
    ['opt_out_email', [['opt_out', 'email'], ['opt_out', 'rep_email']]],
    ['Email Opt-Out', [['opt_out', 'email'], ['opt_out', 'rep_email']]],
    ['HasOptedOutOfEmail', [['opt_out', 'email'], ['opt_out', 'rep_email']]],
    ['do_not_call', [['opt_out', 'call']]],
    ['Do Not Contact', [['opt_out', undefined]]],
    ['consent', [['consent', undefined]]],
    ['Marketing Consent Date', [['consent', undefined]]],
    ['Visit consent', [['consent', 'visit'], ['consent', 'F2F']]],
    ['SMS opt in', [['consent', 'sms']]],
    ['Consent Source', []],
    ['Fax opt out', []],
    ['Segment', []],
    ['contact', []],
  ])('%s is read as %j', (column, expected) => {
    expect(guessOptOuts([column], channels).map(({ means, channel }) => [means, channel])).toEqual(expected);
  });

  it('household and account by their surest name', () => {
    expect(guessLabelColumn('household', ['Name', 'Household_ID'])).toBe('Household_ID');
    expect(guessLabelColumn('account', ['Clinic', 'accountId'])).toBe('accountId');
    expect(guessLabelColumn('account', ['Name'])).toBeNull();
  });

  it.each([
    ['', false, true],
    [null, false, true],
    ['no', false, true],
    ['yes', true, false],
    [1, true, false],
    [0, false, true],
    ['2026-05-01', true, false],
    ['withdrawn', true, true],
    ['opt-in', false, false],
    ['?', true, true],
  ])('%j: opted out %s in a column of opt-outs, %s in one of consents', (cell, asOptOut, asConsent) => {
    expect([saysOptOut(cell, 'opt_out'), saysOptOut(cell, 'consent')]).toEqual([asOptOut, asConsent]);
  });
});
