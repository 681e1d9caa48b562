import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import Papa from 'papaparse';
import { dayOfInstant, formatDay, isoWeekday, type DayNumber } from '../../src/engine/base/day.ts';
import { dropFiles, goTo, startApplication, type Application } from './support/application.ts';
import { approvePlan, countActions, exportPlanCsv, importDropped, loadRules, makeWorkspace, optimizeHere } from './support/journey.ts';
import { lookAtBothSizes } from './support/screens.ts';
import { SMALL_HISTORY_DAYS, writeSmallExports } from './support/small-exports.ts';

const PLANNER = 'A. Planner';
const PAST_WEEKS = 5;
const WEEKS = 8;
const run = { timeout: 120_000 };

/** Monday of the week of a day. */
const mondayOf = (day: DayNumber): DayNumber => day - isoWeekday(day) + 1;

/** A cycle of eight weeks, five of which are over: what is done can be judged, what is to come can be planned again. */
const rulesFrom = (start: DayNumber) => ({
  format: 'omnivor.rules/1',
  horizon: { start: formatDay(start), days: 7 * WEEKS },
  channels: [
    { id: 'email', unitCost: 1, saturation: 0.8, maxPerContact: 4, cooldownDays: 7 },
    { id: 'call', unitCost: 12, saturation: 0.8, maxPerContact: 4, cooldownDays: 7 },
    { id: 'visit', unitCost: 60, saturation: 0.8, maxPerContact: 2, cooldownDays: 14 },
  ],
  constraints: [
    { id: 'money', kind: 'budget', max: 9000 },
    { id: 'emails a week', kind: 'capacity', channels: ['email'], per: 'week', max: 30 },
    { id: 'calls a week', kind: 'capacity', channels: ['call'], per: 'week', max: 40 },
    { id: 'visits a week', kind: 'capacity', channels: ['visit'], per: 'week', max: 16 },
    { id: 'rep days', kind: 'rep_capacity', channels: ['call', 'visit'], per: 'day', max: 4 },
  ],
  objective: { metric: 'lift' },
});

const main = (window: Page) => window.getByRole('main');
const inspector = (window: Page) => window.getByRole('complementary');
const figure = (text: string): number => Number(/-?[\d,]+(?:\.\d+)?/u.exec(text)?.[0].replaceAll(',', ''));

/** The number of a metric card. */
async function readCard(window: Page, name: string): Promise<number> {
  const card = main(window).getByRole('heading', { level: 2, name, exact: true }).locator('xpath=following-sibling::*[1]');
  await expect(card).not.toHaveText('–');
  return figure(await card.innerText());
}

/** Waits until a metric card shows a number. */
const expectCard = (window: Page, name: string, value: number): Promise<void> => expect.poll(() => readCard(window, name), `${name}, card`).toBe(value);

/** The rows of an exported plan. */
interface Exported {
  readonly contact: string;
  readonly channel: string;
  readonly date: string;
  readonly rep: string;
  readonly cost: number;
  readonly lift: number;
}

function readExport(path: string): Exported[] {
  const { data, errors } = Papa.parse<Record<string, string>>(readFileSync(path, 'utf8').replace(/^\uFEFF/u, ''), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data.map((row) => ({ contact: row['Contact ID'] ?? '', channel: row['Channel'] ?? '', date: row['Date'] ?? '', rep: row['Rep'] ?? '', cost: Number(row['Cost']), lift: Number(row['Lift']) }));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Sum of what the cells of the timeline say is planned. */
const sumTimeline = (window: Page): Promise<number> =>
  window
    .getByRole('grid', { name: 'Timeline of the plan' })
    .getByRole('gridcell')
    .evaluateAll((cells) => cells.reduce((total, cell) => total + Number(/: ([\d,]+) actions?,/u.exec(cell.getAttribute('aria-label') ?? '')?.[1]?.replaceAll(',', '') ?? Number.NaN), 0));

/** What the planner's systems write of a plan that is carried out: a touch for each action that took place, a reply for some. */
function writeFeedback(folder: string, done: readonly Exported[]): { readonly files: readonly string[]; readonly replies: number } {
  const replying = done.filter(({ channel }, at) => channel !== 'email' && at % 2 === 0);
  const write = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  return {
    replies: replying.length,
    files: [
      write('touches-of-the-cycle.csv', ['Activity ID,Contact ID,Activity Date,Channel,Cost', ...done.map(({ contact, channel, date, cost }, at) => `B-${at},${contact},${date},${channel},${cost}`)]),
      write('outcomes-of-the-cycle.csv', ['Outcome ID,Contact ID,Occurred At,Outcome Type,Channel,Value', ...replying.map(({ contact, channel, date }, at) => `P-${at},${contact},${date}T18:00:00,reply,${channel},1`)]),
    ],
  };
}

/** Makes a scenario, plays it, searches a few variants and takes the best to the Allocation Lab. */
async function explore(application: Application, contacts: number): Promise<void> {
  const { window } = application;
  await goTo(window, '/scenario-lab');
  await main(window).getByRole('button', { name: 'New scenario' }).click();
  await window.getByRole('tab', { name: 'Build' }).click();
  const replications = window.getByRole('textbox', { name: 'Replications' });
  await replications.fill('20');
  await replications.press('Enter');
  await expect(window.getByText('Can be run.')).toBeVisible();
  await main(window).getByRole('button', { name: 'Run', exact: true }).click();
  await expect(window.locator('[data-result-ready]')).toBeVisible(run);
  await expect(main(window)).toContainText(`of ${contacts} contacts targeted.`);
  await lookAtBothSizes(application, 'whole-scenario');
  await window.getByRole('tab', { name: 'Optimize' }).click();
  const variants = window.getByRole('textbox', { name: 'Variants' });
  await variants.fill('6');
  await variants.press('Enter');
  await expect(window.getByText(/^6 variants, /u)).toBeVisible();
  await main(window).getByRole('button', { name: 'Start the search' }).click();
  await expect(window.locator('[data-batch-status]')).toHaveAttribute('data-batch-status', 'done', run);
  await main(window).getByRole('button', { name: 'Open the best' }).click();
  await inspector(window).getByRole('button', { name: 'Promote to Allocation Lab' }).click();
  await expect(window.getByText(/^Problem \d+ of scenario /u)).toBeVisible();
}

/** Asks why a contact that gets something does not get it on another day; a rule or a price is the answer. */
async function askWhyNot(application: Application): Promise<void> {
  const { window } = application;
  await window.getByRole('tab', { name: 'Why', exact: true }).click();
  await window.getByRole('combobox', { name: 'Contact', exact: true }).fill('K-017');
  await window.getByRole('option', { name: /^K-017/u }).click();
  const calendar = window.getByRole('grid', { name: 'Channels and days of K-017' });
  await calendar.getByRole('gridcell', { name: /: (refused by a rule|fits, below price), / }).first().click();
  await expect(inspector(window).getByRole('status')).toContainText(/Refused|below/iu);
  await expect(inspector(window).getByRole('figure')).toContainText('Worth');
  const rules = await inspector(window).getByRole('link', { name: /^(money|emails a week|calls a week|visits a week|rep days|cooldown|channel limit)/u }).count();
  expect(rules, 'the answer names a rule or a price').toBeGreaterThan(0);
  await lookAtBothSizes(application, 'whole-why-not');
  await window.keyboard.press('Escape');
}

test('the whole loop: import, rules, scenario, optimise, why not, approve, book, export, outcomes, rebalance', async () => {
  test.setTimeout(480_000);
  const application = await startApplication();
  const { window, folder } = application;
  const today = dayOfInstant(Date.now());
  const start = mondayOf(today) - 7 * PAST_WEEKS;
  const exports = writeSmallExports(folder, start - SMALL_HISTORY_DAYS - 7);
  try {
    await test.step('import', async () => {
      await makeWorkspace(application, 'whole-loop');
      await dropFiles(window, exports.files);
      await importDropped(window);
      await expect(main(window)).toContainText(`${exports.contacts.length} contacts. ${exports.touches.toLocaleString('en-US')} touches. ${exports.outcomes} outcomes.`);
      await lookAtBothSizes(application, 'whole-imported');
    });
    await test.step('rules', async () => {
      await loadRules(application, rulesFrom(start));
      await lookAtBothSizes(application, 'whole-rules');
    });
    await test.step('scenario', () => explore(application, exports.contacts.length));
    const [actions, cost] = await test.step('optimise', async () => {
      await optimizeHere(window);
      const planned = await countActions(window);
      await expectCard(window, 'Actions', planned);
      await lookAtBothSizes(application, 'whole-plan');
      return [planned, await readCard(window, 'Cost')] as const;
    });
    await test.step('why not', () => askWhyNot(application));
    await test.step('approve', () => approvePlan(window, PLANNER));
    await test.step('book: the plan is started, taken back, started again', async () => {
      await window.getByRole('tab', { name: 'Execution' }).click();
      await window.getByRole('button', { name: 'Start', exact: true }).click();
      await expect(window.getByText(`Running. 0 of ${actions.toLocaleString('en-US')} actions done`)).toBeVisible();
      await window.getByRole('button', { name: /^Undo / }).click();
      await expect(window.getByText(/Approved and booked, not begun/u)).toBeVisible();
      await window.getByRole('button', { name: /^Redo / }).click();
      await expect(window.getByText(/^Running\. 0 of/u)).toBeVisible();
      await expect.poll(() => sumTimeline(window)).toBe(actions);
      await lookAtBothSizes(application, 'whole-running');
      await goTo(window, '/constraint-diagnostic?tab=ledger');
      await expectCard(window, 'Booked', actions);
      expect(Math.round(await readCard(window, 'Committed'))).toBe(cost);
      await lookAtBothSizes(application, 'whole-booked');
    });
    const exported = await test.step('export', async () => {
      const path = join(folder, 'plan.csv');
      await goTo(window, '/allocation-lab');
      await exportPlanCsv(application, path, PLANNER, () => lookAtBothSizes(application, 'whole-export'));
      const rows = readExport(path);
      expect(rows).toHaveLength(actions);
      expect(Math.round(sum(rows.map((row) => row.cost)))).toBe(cost);
      return rows;
    });
    const over = exported.filter(({ date }) => date < formatDay(today));
    const done = over.filter((_, at) => at % 8 !== 0);
    const isDone = (count: number) => expect(window.getByText(new RegExp(`^Running\\. ${count} of `, 'u'))).toBeVisible(run);
    await test.step('outcomes', async () => {
      const { files, replies } = writeFeedback(folder, done);
      await goTo(window, '/import');
      await dropFiles(window, files);
      await importDropped(window);
      expect(replies).toBeGreaterThan(0);
      await expect(main(window)).toContainText(`${(exports.touches + done.length).toLocaleString('en-US')} touches. ${exports.outcomes + replies} outcomes.`);
      await lookAtBothSizes(application, 'whole-outcomes');
      await goTo(window, '/allocation-lab?view=execution');
      await isDone(done.length);
      await expectCard(window, 'Late', over.length - done.length);
      await lookAtBothSizes(application, 'whole-done');
      await goTo(window, '/constraint-diagnostic?tab=ledger');
      await expectCard(window, 'Used', done.length);
      await expectCard(window, 'Booked', actions - done.length);
      await expectCard(window, 'Spent', sum(done.map((row) => row.cost)));
    });
    await test.step('rebalance', async () => {
      await goTo(window, '/allocation-lab?view=execution');
      await expect(window.getByRole('heading', { name: 'A rebalanced version waits' })).toBeVisible(run);
      await window.getByRole('button', { name: /^Undo Mark / }).click();
      await isDone(0);
      await window.getByRole('button', { name: /^Redo Mark / }).click();
      await isDone(done.length);
      await expect(window.getByRole('list', { name: 'Reasons to rebalance' })).toContainText('Outcomes off forecast.');
      const sentence = await window.getByText(/ value\. Of \d+ actions: /u).innerText();
      await lookAtBothSizes(application, 'whole-suggestion');
      const [, remaining = 0, kept = 0, moved = 0, dropped = 0, toOthers = 0, added = 0, late = 0, lateKept = 0, lateMoved = 0, lateDropped = 0, changed = 0] = [...sentence.matchAll(/[+-]?\d[\d,]*(?:\.\d+)?/gu)].map(([text]) => figure(text));
      expect(remaining).toBe(actions - done.length);
      expect(late).toBe(over.length - done.length);
      expect(lateKept + lateMoved + lateDropped).toBe(late);
      expect(kept + moved + dropped + toOthers).toBe(remaining);
      expect(moved + added + dropped + toOthers).toBe(changed);
      await window.getByRole('button', { name: 'Accept', exact: true }).click();
      await inspector(window).getByRole('button', { name: 'Accept' }).click();
      await expect(window.getByText(/waits for approval/u).first()).toBeVisible();
      await expect(window.getByRole('combobox', { name: 'Plan', exact: true })).toContainText('rebalanced');
      const version = await countActions(window);
      expect(version).toBe(remaining + added - dropped);
      await approvePlan(window, PLANNER);
      await window.getByRole('tab', { name: 'Execution' }).click();
      await expect(window.getByText(`Running. 0 of ${version.toLocaleString('en-US')} actions done`)).toBeVisible();
      await expect.poll(() => sumTimeline(window)).toBe(version);
      await lookAtBothSizes(application, 'whole-rebalanced');
      await goTo(window, '/constraint-diagnostic?tab=ledger');
      await expectCard(window, 'Used', done.length);
      await expectCard(window, 'Booked', version);
      expect((await readCard(window, 'Spent')) + (await readCard(window, 'Committed'))).toBeLessThanOrEqual(9000);
      await lookAtBothSizes(application, 'whole-ledger');
    });
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
