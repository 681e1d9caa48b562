import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolder, runOmnivor } from './run-omnivor.ts';

describe('omnivor challenge', () => {
  const folder = createFolder();
  const [workspace, sheets] = [join(folder.path, 'w.omnivor'), join(folder.path, 'sheets')];
  beforeAll(async () => {
    const write = (name: string, lines: string[]): string => (writeFileSync(join(folder.path, name), `${lines.join('\n')}\n`), join(folder.path, name));
    const ids = Array.from({ length: 8 }, (_, at) => `C${at}`);
    const contacts = write('contacts.csv', ['Contact ID,Rep,Value', ...ids.map((id, at) => `${id},R${at % 2},${10 + at}`)]);
    const touches = write('touches.csv', ['Contact ID,Date,Channel', ...ids.flatMap((id, at) => [`${id},2026-11-${10 + at},email`, `${id},2026-12-${10 + at},visit`])]);
    const rules = write('rules.json', [JSON.stringify({ format: 'omnivor.rules/1', horizon: { start: '2027-01-04', days: 14 }, channels: ['email', 'visit'].map((id) => ({ id, unitCost: 1, saturation: 0.8, maxPerContact: 3, cooldownDays: 3 })), constraints: [], objective: { metric: 'lift' } })]);
    const ended = await runOmnivor(['plan', '--contacts', contacts, '--touches', touches, '--rules', rules, '--workspace', workspace, '--approver', 'Planner One', '--out', join(folder.path, 'out')]);
    expect(ended.stderr).not.toContain('BAD_INPUT');
    expect(ended.code).toBe(0);
  });
  afterAll(folder.dispose);

  it('writes a sheet per rep and reads them back, first without keeping anything', async () => {
    const written = await runOmnivor(['challenge', 'export', '--workspace', workspace, '--plan', '1', '--out', sheets]);
    expect(written.code).toBe(0);
    expect(JSON.parse(written.stdout)).toMatchObject({ files: 2 });
    expect(readdirSync(sheets).sort()).toEqual(['R0.csv', 'R1.csv', 'manifest.json']);
    const path = join(sheets, 'R0.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/,,,\r\n/u, ',drop,,Retired\r\n'));
    for (const more of [['--dry-run'], [], []]) {
      const ended = await runOmnivor(['challenge', 'import', '--workspace', workspace, '--from', sheets, ...more]);
      expect(ended.code).toBe(0);
      expect(JSON.parse(ended.stdout)).toMatchObject({ planId: 1, challenges: 1, rejected: 0, files: ['R0.csv', 'R1.csv'] });
    }
    expect(JSON.parse((await runOmnivor(['challenge', 'import', '--workspace', workspace, '--from', path])).stdout)).toMatchObject({ replaced: 1 });
  });

  it('exports the approved plan of a workspace too', async () => {
    const ended = await runOmnivor(['export', '--workspace', workspace, '--plan', '1', '--profile', 'ics', '--out', join(folder.path, 'calendars')]);
    expect(ended.code).toBe(0);
    expect(readdirSync(join(folder.path, 'calendars')).sort()).toEqual(['R0.ics', 'R1.ics', 'manifest.json']);
  });

  it.each([
    ['no action', ['challenge'], 'Unknown action'],
    ['no plan', ['challenge', 'export', '--workspace', workspace, '--out', sheets], '--plan'],
    ['a folder without sheets', ['challenge', 'import', '--workspace', workspace, '--from', join(folder.path, 'out', '..', 'calendars')], 'holds no sheets'],
  ])('refuses %s', async (_name, words, message) => {
    const ended = await runOmnivor(words);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });
});
