import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AttributionReport, usualModels } from '../../src/engine/model/attribution.ts';
import { describeWithShared, sharedDir } from '../support/shared.ts';
import { createFolder, runOmnivor } from './run-omnivor.ts';

const folder = createFolder();
afterAll(() => folder.dispose());
let files = 0;
const put = (text: string, ending = 'csv'): string => {
  const file = join(folder.path, `${(files += 1)}.${ending}`);
  writeFileSync(file, text);
  return file;
};
const out = join(folder.path, 'report.json');
const readReport = (): AttributionReport => AttributionReport.parse(JSON.parse(readFileSync(out, 'utf8')));
const NO_RESAMPLES = put('{"format": "omnivor.attribution-settings/1", "resamples": 0}', 'json');

describeWithShared('omnivor attribute on PathData', () => {
  it('gives every usual model, as in the known answers', async () => {
    const folderOfData = join(sharedDir, 'data/attribution/pathdata');
    const ended = await runOmnivor(['attribute', '--paths', join(folderOfData, 'Data.csv'), '--config', NO_RESAMPLES, '--out', out]);
    expect(ended.stderr).not.toContain('BAD');
    expect(ended.code).toBe(0);
    const report = readReport();
    expect(JSON.parse(ended.stdout)).toEqual(report);
    expect(Object.keys(report.models)).toEqual(usualModels);
    const wanted = JSON.parse(readFileSync(join(folderOfData, 'expected_computed.json'), 'utf8')) as { markov_order1_with_null: { conversions: Record<string, number> }; heuristics_value: Record<string, { linear_touch: number }> };
    for (const [channel, conversions] of Object.entries(wanted.markov_order1_with_null.conversions)) expect(Math.abs(report.models.markov1![channel]!.conversions - conversions)).toBeLessThan(1e-9);
    for (const [channel, { linear_touch: value }] of Object.entries(wanted.heuristics_value)) expect(Math.abs(report.models.linear![channel]!.value - value)).toBeLessThan(1e-9);
  });
});

describe('omnivor attribute', () => {
  const touches = put('contact;time;channel;type;cost\nC1;2027-01-04 10:00;email;sent;0,5\nC1;2027-01-06;visit;;80\n\nC2;2027-01-04;email;sent;0,25\n');
  const outcomes = put('contact,time,outcome,value\nC1,2027-01-07T09:00,order,100\nC3,2027-01-07,order,\n');

  it('reads touches and outcomes, with costs', async () => {
    const ended = await runOmnivor(['attribute', '--touches', touches, '--outcomes', outcomes, '--models', 'linear,last', '--config', NO_RESAMPLES, '--out', out]);
    expect(ended.stderr).not.toContain('BAD');
    expect(ended.code).toBe(0);
    const report = readReport();
    expect(report.models).toEqual({ linear: { email: { conversions: 0.5, value: 50 }, visit: { conversions: 0.5, value: 50 } }, last: { email: { conversions: 0, value: 0 }, visit: { conversions: 1, value: 100 } } });
    expect(report.totals).toMatchObject({ outcomes: 2, attributed: 1, unattributed: 1, nulls: 1 });
    expect(report.costs).toEqual({ email: 0.75, visit: 80 });
  });

  it('ends with 130 where it is cancelled, and leaves no file', async () => {
    const lines = Array.from({ length: 4000 }, (_, at) => `${at.toString(3).split('').map((digit) => `c${digit}`).join(' > ')};${at % 9};1`);
    const many = put(`path;total_conversions;total_null\n${lines.join('\n')}\n`);
    const slow = put('{"format": "omnivor.attribution-settings/1", "resamples": 10000}', 'json');
    const target = join(folder.path, 'cancelled.json');
    const ended = await runOmnivor(['attribute', '--paths', many, '--config', slow, '--out', target], { onStderr: (text, kill) => text.includes('Resampling') && kill('SIGINT') });
    expect(ended.stderr).toContain('CANCELLED: Attribution was cancelled.');
    expect(ended.code).toBe(130);
    expect(existsSync(target)).toBe(false);
  });

  const paths = put('path;total_conversions;total_conversion_value;total_null\na > b;2;5;1\n');
  it.each<[string, string[], string]>([
    ['an empty touch', ['--paths', put('path;total_conversions\na > b;1\na >  > b;1\n')], 'line 3, column path: found "a >  > b". Expected a channel between any two ">"'],
    ['touches alone', ['--touches', touches], 'Expected --paths alone, or --touches with --outcomes'],
    ['an unknown model', ['--paths', paths, '--models', 'first,best'], 'no model "best"'],
    ['settings that do not fit', ['--paths', paths, '--config', put('{"format": "omnivor.attribution-settings/1", "stepDays": 0}', 'json')], '$.stepDays: found 0'],
    ['Shapley beyond 15 channels where it is asked for', ['--paths', put(`path;total_conversions\n${Array.from({ length: 16 }, (_, at) => `c${at}`).join(' > ')};1\n`), '--models', 'shapley'], 'Shapley: 16 channels. Expected at most 15'],
  ])('refuses %s', async (_what, words, wanted) => {
    const ended = await runOmnivor(['attribute', ...words, '--out', out]);
    expect(ended.stderr).toContain(wanted);
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
  });
});
