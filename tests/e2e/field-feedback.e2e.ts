import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerOpenDialog, startApplication, takeScreenshot } from './support/application.ts';
import { openSample, optimizeQuickly } from './support/journey.ts';
import { lookAtBothSizes } from './support/screens.ts';

/** A sheet filled in as a rep does it in a spreadsheet: the last three cells of some lines. */
function fillIn(path: string, answers: (goal: number, nth: number) => readonly [string, string, string]): number {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\r\n');
  let nth = 0;
  const filled = lines.map((line) => {
    const goal = Number(/,(\d+),[^,]*,(?:"[^"]*"|[^,]*),,,$/u.exec(line)?.[1] ?? Number.NaN);
    const [decision, newGoal, why] = answers(goal, nth);
    if (decision === '') return line;
    nth += 1;
    return line.replace(/,,,$/u, `,${decision},${newGoal},${why}`);
  });
  writeFileSync(path, `${[header, ...filled].join('\r\n')}\r\n`);
  return nth;
}

test('sheets go out, come back, are decided by key and in bulk, and the plan is solved again with them', async () => {
  test.setTimeout(240_000);
  const application = await startApplication();
  const { window, electron, folder } = application;
  try {
    await openSample(application);
    await optimizeQuickly(window);
    await window.getByRole('tab', { name: 'Field' }).click();
    await expect(window.getByText('No challenges yet.')).toBeVisible();
    await lookAtBothSizes(application, 'field-empty');
    const place = join(folder, 'sheets');
    mkdirSync(place);
    await answerOpenDialog(electron, [place]);
    await window.getByRole('button', { name: 'Export sheets' }).click();
    await expect(window.getByText(/lines in \d+ sheets written/u).first()).toBeVisible({ timeout: 30_000 });
    const sheets = join(place, 'plan-1-challenge');
    const name = readdirSync(sheets).find((file) => file.endsWith('.csv'))!;
    const answers = [['drop', '', 'Retired'], ['drop', '', ''], ['change', '99', ''], ['drop', '', 'Left'], ['drop', '', '']] as const;
    expect(fillIn(join(sheets, name), (goal, nth) => (goal > 0 ? (answers[nth] ?? ['', '', '']) : ['', '', '']))).toBe(5);
    await answerOpenDialog(electron, [join(sheets, name)]);
    await window.getByRole('button', { name: 'Import sheets' }).click();
    const panel = window.getByRole('complementary');
    await expect(panel.getByText(/lines: 4 challenges, [\d,]+ kept, 1 rejected\./u)).toBeVisible({ timeout: 30_000 });
    await expect(panel.getByText('Goal 99 by', { exact: false })).toBeVisible();
    await lookAtBothSizes(application, 'field-import');
    await panel.getByRole('button', { name: 'Take 4 challenges' }).click();
    await expect(window.getByText('4 challenges: 2 wait, 2 accepted, 0 declined.')).toBeVisible();
    await lookAtBothSizes(application, 'field-challenges');
    await test.step('one accepted by key, and taken back', async () => {
      await window.getByRole('main').click({ position: { x: 5, y: 5 } });
      await window.keyboard.press('j');
      await window.keyboard.press('j');
      await window.keyboard.press('a');
      await expect(window.getByText('4 challenges: 1 waits, 3 accepted, 0 declined.')).toBeVisible();
      await window.keyboard.press('ControlOrMeta+z');
      await expect(window.getByText('4 challenges: 2 wait, 2 accepted, 0 declined.')).toBeVisible();
    });
    await test.step('the rest in bulk', async () => {
      const boxes = window.getByRole('row').getByRole('checkbox', { name: /select row/iu });
      await boxes.nth(0).click();
      await boxes.nth(3).click({ modifiers: ['Shift'] });
      await window.getByRole('button', { name: 'Accept 4 challenges' }).click();
      await expect(window.getByText('4 challenges: 0 wait, 4 accepted, 0 declined.')).toBeVisible();
    });
    await window.getByRole('button', { name: 'Accept by rule' }).click();
    await expect(panel.getByText('Drops', { exact: true })).toBeVisible();
    await takeScreenshot(window, 'field-rules');
    await window.keyboard.press('Escape');
    await window.getByRole('button', { name: 'Re-solve with feedback' }).click();
    await expect(window.getByText(/^4 of 4 challenges met\./u)).toBeVisible({ timeout: 60_000 });
    await lookAtBothSizes(application, 'field-difference');
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
