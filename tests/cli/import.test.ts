import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ImportMapping } from '../../src/engine/model/import.ts';
import { createFolder, runOmnivor, type Ended } from './run-omnivor.ts';

const count = z.int().min(0);
const Answer = z.looseObject({ rows: count, created: count, updated: count, unchanged: count, duplicates: count, rejected: count, rejectedFile: z.string().nullable(), ...ImportMapping.shape });
type Answer = z.infer<typeof Answer>;

describe('omnivor import', () => {
  const folder = createFolder();
  afterAll(folder.dispose);
  const file = join(folder.path, 'calls.csv');
  const rejectedFile = join(folder.path, 'rejected.csv');
  const run = (...words: string[]): Promise<Ended> => runOmnivor(['import', file, '--rejected', rejectedFile, ...words], { home: folder.path });
  const answerOf = ({ stdout }: Ended): Answer => Answer.parse(JSON.parse(stdout));
  const write = (name: string, document: unknown): string => {
    const path = join(folder.path, name);
    writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
    return path;
  };
  let guessed: Answer;

  beforeAll(async () => {
    const rows = Array.from({ length: 25 }, (_, at) => `K-${at};${String(at + 1).padStart(2, '0')}.03.2026;phone;${at},5`);
    writeFileSync(file, ['Contact ID;Day of the call;Channel;Cost', ...rows, ''].join('\n'));
    guessed = answerOf(await run('--as', 'touches', '--dry-run'));
  });

  it('answers counts that add up and the mapping it used', () => {
    const { rows, created, updated, unchanged, duplicates, rejected } = guessed;
    expect([rows, created, rejected]).toEqual([25, 25, 0]);
    expect(created + updated + unchanged + duplicates + rejected).toBe(rows);
    expect(guessed.mapping).toMatchObject([{ target: 'touches', fields: { contact: { column: 'Contact ID' }, date: { column: 'Day of the call', dateOrder: 'dmy' } } }]);
    expect(guessed.dialect).toMatchObject({ delimiter: ';', decimal: ',' });
  });

  it('takes an answer as it is, or only its mapping, for the mapping of the next import', async () => {
    const parts = { mapping: guessed.mapping, dialect: { delimiter: ';' } };
    for (const document of [guessed, parts, guessed.mapping]) expect(answerOf(await run('--mapping', write('mapping.json', document), '--dry-run'))).toEqual(guessed);
  });

  it('reads the file as the mapping says, against what it would guess', async () => {
    const [target] = guessed.mapping;
    const mapping = [{ ...target, fields: { ...target?.fields, date: { ...target?.fields['date'], dateOrder: 'mdy' } } }];
    const answer = answerOf(await run('--mapping', write('months.json', { mapping }), '--dry-run'));
    expect([answer.rows, answer.created, answer.rejected]).toEqual([25, 12, 13]);
    expect(answer.rejectedFile).toBe(rejectedFile);
    expect(readFileSync(rejectedFile, 'utf8').trim().split('\n')).toHaveLength(14);
  });

  it.each([
    ['a column that is not there', { mapping: [{ target: 'touches', fields: { contact: { column: 'Nobody' }, date: { column: 'Day of the call' }, channel: { column: 'Channel' } } }] }, 'no column "Nobody"'],
    ['a field that does not exist', { mapping: [{ target: 'touches', fields: { contact: { column: 'Contact ID' }, date: { column: 'Day of the call' }, channel: { column: 'Channel' }, mood: { column: 'Cost' } } }] }, 'no field "mood"'],
    ['a word that is none of the format', { mapping: [{ target: 'touches', fields: {} }], dialekt: {} }, 'dialekt'],
    ['no targets', [], '$.mapping'],
    ['a number', 7, '$.mapping'],
    ['no JSON', '{"mapping"', 'is not JSON'],
  ])('ends with 2 on a mapping with %s and writes nothing', async (_name, document, words) => {
    const workspace = join(folder.path, 'never.omnivor');
    const ended = await run('--mapping', write('bad.json', document), '--workspace', workspace);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain(words);
    if (existsSync(workspace)) expect(answerOf(await run('--dry-run', '--workspace', workspace))).toMatchObject({ created: 25, unchanged: 0 });
  });
});
