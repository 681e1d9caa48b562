import { describe, expect, it } from 'vitest';
import type { ExportPreview } from '../../../src/contract/export.ts';
import { sayGroup, sayPreview } from '../../../src/renderer/pages/allocation-lab/export-words.ts';
import { describeFeedback, sayGoal } from '../../../src/renderer/pages/allocation-lab/field-words.ts';

const preview = (rows: number, refused: number, files = 1): ExportPreview => ({ files: Array.from({ length: files }, (_, at) => ({ name: `${at}.csv`, object: 'Task', rows: 1 })), rows, refused, shortened: 0, leftOut: [], notes: [], groups: [] });

describe('words of exports and feedback', () => {
  it.each([
    [preview(5000, 12), 'sfmc', '12 of 5,000 rows would be refused. 4,988 in 1 file.'],
    [preview(1, 0, 5), 'veeva-mccp', '1 row in 5 files. None would be refused.'],
    [preview(0, 0), 'ics', '0 events: no action of the plan goes to this target.'],
  ] as const)('a preview leads with numbers', (shown, profile, text) => expect(sayPreview(shown, profile)).toBe(text));

  it('a fault names object, field and what was expected', () => expect(sayGroup({ table: 't', object: 'Task', column: 'Subject', expected: 'at most 255 characters', rows: 2 })).toBe('Task, Subject: expected at most 255 characters.'));

  it('feedback is counted by what became of it', () => {
    expect(describeFeedback({ pending: 0, accepted: 0, declined: 0 })).toBe('No challenges yet.');
    expect(describeFeedback({ pending: 1, accepted: 1200, declined: 0 })).toBe('1,201 challenges: 1 waits, 1,200 accepted, 0 declined.');
    expect(sayGoal({ planned: 2, goal: 0 })).toBe('2 → 0');
  });
});
