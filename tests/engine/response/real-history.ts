import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { DoseHistory } from '../../../src/engine/response/dose-saturation.ts';
import type { ResponseInput } from '../../../src/engine/response/response-model.ts';
import { sharedDir } from '../../support/shared.ts';

type Row = Readonly<Record<string, string>>;

function readRows(file: string, delimiter: string): Row[] {
  return Papa.parse<Row>(readFileSync(join(sharedDir, 'data/crm', file), 'utf8'), { header: true, skipEmptyLines: true, delimiter }).data;
}

export const readBank = (): Row[] => readRows('bank-full.uci-layout.csv', ';');
export const readHillstrom = (): Row[] => readRows('hillstrom.csv', ',');
export const readDetailing = (): Row[] => readRows('Detailing.csv', ',');

function listValues(rows: readonly Row[], column: string): string[] {
  return [...new Set(rows.map((row) => row[column]!))].sort();
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Day of each row's last call: the file runs in time from May 2008, so a month that falls back starts a year. */
function dateBankRows(rows: readonly Row[]): number[] {
  let year = 2008;
  let last = 0;
  return rows.map((row) => {
    const month = MONTHS.indexOf(row['month']!);
    if (month < last) year += 1;
    last = month;
    return Math.floor(Date.UTC(year, month, Number(row['day'])) / 86_400_000);
  });
}

/**
 * Every call of the bank's campaign as a touch: `campaign` calls a contact on successive days, the last one on the
 * row's date and answered with `y`. Contact type is the channel.
 */
export function expandBankCalls(rows: readonly Row[], segmentColumn: string): ResponseInput {
  const channels = listValues(rows, 'contact');
  const segmentNames = listValues(rows, segmentColumn);
  const lastDay = dateBankRows(rows);
  const calls = rows.flatMap((row, contact) => {
    const count = Number(row['campaign']);
    return Array.from({ length: count }, (_, call) => ({
      contact,
      channel: channels.indexOf(row['contact']!),
      day: lastDay[contact]! - (count - 1 - call),
      responded: call === count - 1 && row['y'] === 'yes' ? 1 : 0,
    }));
  });
  return {
    contactCount: rows.length,
    channelCount: channels.length,
    segmentOf: Int32Array.from(rows, (row) => segmentNames.indexOf(row[segmentColumn]!)),
    segmentNames,
    touches: { contact: Int32Array.from(calls, (call) => call.contact), channel: Uint8Array.from(calls, (call) => call.channel), day: Int32Array.from(calls, (call) => call.day) },
    responded: Uint8Array.from(calls, (call) => call.responded),
    asOfDay: Math.max(...lastDay),
  };
}

/** One touch a row, spread over 100 days by row, so that the last 20 days are a random fifth. */
function spreadRows(rows: readonly Row[], columns: { channel: string; segment: string; responded: (row: Row) => boolean }): ResponseInput {
  const channels = listValues(rows, columns.channel);
  const segmentNames = listValues(rows, columns.segment);
  return {
    contactCount: rows.length,
    channelCount: channels.length,
    segmentOf: Int32Array.from(rows, (row) => segmentNames.indexOf(row[columns.segment]!)),
    segmentNames,
    touches: {
      contact: Int32Array.from(rows.keys()),
      channel: Uint8Array.from(rows, (row) => channels.indexOf(row[columns.channel]!)),
      day: Int32Array.from(rows, (_, index) => (index * 7919) % 100),
    },
    responded: Uint8Array.from(rows, (row) => (columns.responded(row) ? 1 : 0)),
    asOfDay: 99,
  };
}

/** The result of each contact's campaign, days taken out. */
export const spreadBank = (rows: readonly Row[], segment: string): ResponseInput => spreadRows(rows, { channel: 'contact', segment, responded: (row) => row['y'] === 'yes' });

/** The e-mail experiment: the arm is the channel, a visit the response. */
export const spreadHillstrom = (rows: readonly Row[]): ResponseInput =>
  spreadRows(rows, { channel: 'segment', segment: 'history_segment', responded: (row) => row['visit'] === '1' });

/** Visits and new prescriptions by physician and month. */
export function toDoseHistory(rows: readonly Row[]): DoseHistory {
  const physicians = listValues(rows, 'Physician');
  return {
    unit: Int32Array.from(rows, (row) => physicians.indexOf(row['Physician']!)),
    unitCount: physicians.length,
    dose: Int32Array.from(rows, (row) => Number(row['Details'])),
    volume: Float64Array.from(rows, (row) => Number(row['NewPrescription'])),
  };
}
