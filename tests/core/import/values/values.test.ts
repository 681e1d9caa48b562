import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { formatDay, parseDay } from '../../../../src/engine/base/day.ts';
import { createChannelNaming, knownChannel } from '../../../../src/main/core/import/values/canonical-channel.ts';
import { isNpi } from '../../../../src/main/core/import/values/npi.ts';
import { countDays, createDateReader, dateEvidence } from '../../../../src/main/core/import/values/read-date.ts';
import { readFlag } from '../../../../src/main/core/import/values/read-flag.ts';
import { createNumberReader, decimalEvidence } from '../../../../src/main/core/import/values/read-number.ts';
import { describeWithShared, sharedDir } from '../../../support/shared.ts';
import '../../../support/seeded.ts';

const show = (order: 'ymd' | 'dmy' | 'mdy', text: string): string | null => {
  const read = createDateReader(order)(text);
  if (read === null) return null;
  const clock = read.second < 0 ? '' : ` ${new Date(read.second * 1000).toISOString().slice(11, 19)}`;
  return formatDay(read.day) + clock;
};

describe('dates', () => {
  test.each([
    ['dmy', '2008-09-01', '2008-09-01'],
    ['mdy', '20080901', '2008-09-01'],
    ['ymd', '2008-9-1 ', '2008-09-01'],
    ['ymd', '2008-25-1', null],
    ['dmy', '01/09/2008', '2008-09-01'],
    ['mdy', '09/01/2008', '2008-09-01'],
    ['dmy', '1.9.08', '2008-09-01'],
    ['dmy', '31.02.2024', null],
    ['dmy', '29/02/2024', '2024-02-29'],
    ['dmy', '29/02/2023', null],
    ['mdy', '9/1/68', '2068-09-01'],
    ['mdy', '9/1/69', '1969-09-01'],
    ['mdy', '13/01/2008', null],
    ['dmy', '01-Sep-08', '2008-09-01'],
    ['ymd', 'September 12, 2008', '2008-09-12'],
    ['ymd', '12. März 2024', '2024-03-12'],
    ['ymd', '1er août 2024', '2024-08-01'],
    ['ymd', '12 de septiembre de 2008', '2008-09-12'],
    ['ymd', 'Mon, 4 Mar 2024', '2024-03-04'],
    ['ymd', '2024-03-01 10:15', '2024-03-01 10:15:00'],
    ['ymd', '2024-03-01T10:15:30.250Z', '2024-03-01 10:15:30'],
    ['ymd', '2024-03-01T23:30:00+02:00', '2024-03-01 23:30:00'],
    ['mdy', '8/9/14 19:00', '2014-08-09 19:00:00'],
    ['mdy', '8/9/2014 12:05 AM', '2014-08-09 00:05:00'],
    ['mdy', '8/9/2014 7:05 p.m.', '2014-08-09 19:05:00'],
    ['ymd', '2024-03-01 24:00', null],
    ['ymd', '20240301101530', '2024-03-01 10:15:30'],
    ['dmy', '', null],
    ['dmy', '7', null],
    ['dmy', 'soon', null],
    ['ymd', '2024-03-01 10:15 or so', null],
  ] as const)('%s %j is %j', (order, text, expected) => expect(show(order, text)).toBe(expected));

  test('days agree with the calendar for every day of 1900–2100', () => {
    for (let day = parseDay('1900-01-01') ?? 0; day <= (parseDay('2100-12-31') ?? 0); day += 1) {
      const [year = 0, month = 0, date = 0] = formatDay(day).split('-').map(Number);
      expect(countDays(year, month, date)).toBe(day);
    }
  });

  test('serial numbers of a workbook', () => {
    expect(createDateReader('ymd', { serial: true })('45352')).toEqual({ day: parseDay('2024-03-01'), second: -1 });
    expect(createDateReader('ymd', { serial: true })('45352.5')).toEqual({ day: parseDay('2024-03-01'), second: 43_200 });
    expect(createDateReader('ymd')('45352')).toBeNull();
  });

  test('what a cell says about the order', () => {
    expect(['2024-03-01', '25/12/2024', '12/25/2024', '1/2/2024', '1.2.2024', 'x'].map(dateEvidence)).toEqual(['fixed', 'dmy', 'mdy', 'both', 'dmy', 'none']);
  });
});

describeWithShared('date fixtures of a CRM', () => {
  test.each([
    ['1', 'ymd'],
    ['2', 'mdy'],
    ['4', 'mdy'],
    ['8', 'ymd'],
    ['32', 'dmy'],
  ] as const)('type %s: rows are valid where the fixture says so', (type, order) => {
    const file = readFileSync(join(sharedDir, `data/crm/civicrm_import/individual_dates_type${type}.csv`), 'utf8');
    const rows = Papa.parse<Record<string, string>>(file, { header: true, skipEmptyLines: true }).data;
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const dates = ['Birth Date', 'Deceased Date', 'Custom Date One', 'Custom Date Two'].map((column) => show(order, row[column] ?? ''));
      expect(dates.every((date) => date !== null) ? 'Valid' : 'Invalid', JSON.stringify(row)).toBe(row['expected'] ?? row['Expected']);
      for (const date of dates) if (date !== null) expect(date).toBe(type === '8' ? '2008-09-12' : '2008-09-01');
    }
  });

  test('type 16: names of months need no order, numbers do', () => {
    expect(show('dmy', '01-Sep-08')).toBe('2008-09-01');
    expect(show('dmy', '01/09/08')).toBe('2008-09-01');
  });
});

describe('numbers', () => {
  test.each([
    ['.', '1234.5', 1234.5],
    ['.', '1,234.56', 1234.56],
    ['.', '12,34', null],
    ['.', '$1,000', 1000],
    ['.', '€ -5', -5],
    ['.', '(12.50)', -12.5],
    ['.', '1 234 567', 1_234_567],
    ['.', "1'234.5", 1234.5],
    ['.', '1.5e3', 1500],
    ['.', '50 %', 0.5],
    ['.', 'USD 12', 12],
    ['.', '12-', -12],
    ['.', '.5', 0.5],
    ['.', '1.2.3', null],
    ['.', 'abc', null],
    ['.', '', null],
    ['.', '10-9697x752', null],
    [',', '142,44', 142.44],
    [',', '1.234,56 €', 1234.56],
    [',', '1.234', 1234],
    [',', '1.23', null],
    [',', '12', 12],
  ] as const)('decimal %j: %j is %j', (decimal, text, expected) => expect(createNumberReader(decimal)(text)).toBe(expected));

  test('property: a number written either way is read back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), (value) => {
        const text = value.toFixed(3);
        expect(createNumberReader('.')(text)).toBe(Number(text));
        expect(createNumberReader(',')(text.replace('.', ','))).toBe(Number(text));
        const grouped = text.replace(/\B(?=(\d{3})+(?=\.))/gu, ',');
        expect(createNumberReader('.')(grouped)).toBe(Number(text));
      }),
    );
  });

  test('evidence for the decimal mark', () => {
    expect(['142,44', '1.234,5', '1,234', '0,123', '12.5', '1234', 'x'].map(decimalEvidence)).toEqual([',', ',', null, ',', '.', null, null]);
  });
});

describe('flags, NPI, channels', () => {
  test('flags in several languages', () => {
    expect(['Yes', '1', 'ja', 'OUI', 'sí', 'true', 'x'].map(readFlag)).toEqual(Array.from({ length: 7 }, () => true));
    expect(['no', '0', 'Nein', 'non', 'false', '', ' '].map(readFlag)).toEqual(Array.from({ length: 7 }, () => false));
    expect(readFlag('maybe')).toBeNull();
  });

  test('NPI check digit', () => {
    expect(isNpi('1234567893')).toBe(true);
    for (const wrong of ['1234567890', '123456789', '0234567893', '12345678930', 'abcdefghij', '']) expect(isNpi(wrong)).toBe(false);
  });

  test('property: exactly one check digit fits nine digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 299_999_999 }), (head) => {
        expect(Array.from({ length: 10 }, (_, digit) => `${head}${digit}`).filter(isNpi).length).toBe(1);
      }),
    );
  });

  test('channels by their many names', () => {
    expect(['E-Mail', 'Phone Call', 'F2F', 'visit', 'Approved Email', 'Besuch', 'SMS', 'Podcast'].map(knownChannel)).toEqual(['email', 'call', 'visit', 'visit', 'rep_email', 'visit', 'sms', null]);
    const name = createChannelNaming(['Email', 'congress']);
    expect(name('E-Mail')).toBe('Email');
    expect(name('Congress')).toBe('congress');
    expect([name('Web chat'), name('web-chat'), name(' Web Chat ')]).toEqual(['Web chat', 'Web chat', 'Web chat']);
  });
});

describeWithShared('NPIs of real providers', () => {
  test('270 rows, 269 NPIs, all valid', () => {
    const rows = Papa.parse<Record<string, string>>(readFileSync(join(sharedDir, 'data/crm/hcp_payments_prescriptions_pseudonymised.csv'), 'utf8'), { header: true, skipEmptyLines: true }).data;
    const npis = rows.map((row) => row['npi'] ?? '');
    expect([npis.length, new Set(npis).size, npis.filter(isNpi).length]).toEqual([270, 269, 270]);
  });
});
