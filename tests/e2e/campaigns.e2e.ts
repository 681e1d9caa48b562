import { expect, test, type Page } from '@playwright/test';
import { goTo, startApplication } from './support/application.ts';
import { openSample, pick } from './support/journey.ts';
import { lookAtBothSizes } from './support/screens.ts';

/** Makes a campaign with the keyboard and the form, reserves everybody in it by email, and makes it active. */
async function makeCampaign(window: Page, name: string, priority: number, days: readonly [from: string, to: string]): Promise<void> {
  await window.keyboard.press('n');
  const inspector = window.getByRole('complementary');
  await inspector.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await inspector.getByRole('textbox', { name: 'Priority' }).fill(String(priority));
  await inspector.getByRole('textbox', { name: 'Budget' }).fill('1500');
  await inspector.getByRole('button', { name: 'Create' }).click();
  await expect(inspector.getByRole('heading', { name })).toBeVisible();
  await inspector.getByRole('textbox', { name: 'From' }).fill(days[0]);
  await inspector.getByRole('textbox', { name: 'To', exact: true }).fill(days[1]);
  await inspector.getByRole('button', { name: 'Check availability' }).click();
  await expect(inspector).toContainText('2,000 of 2,000 contacts free.');
  await inspector.getByRole('button', { name: 'Reserve 2,000 contacts' }).click();
  await expect(inspector).toContainText('2,000 active');
}

const sentence = (window: Page, text: string) => expect(window.getByText(text).first()).toBeVisible();

test('the sample opens with campaigns that collide, and touches that used reservations', async () => {
  const application = await startApplication();
  const { window } = application;
  try {
    await openSample(application);
    await goTo(window, '/campaign-coordinator');
    await sentence(window, '47 conflicts over the same HCPs. Resolution required.');
    await lookAtBothSizes(application, 'campaigns-sample');
    await window.getByRole('tab', { name: 'Calendar' }).click();
    await expect(window.getByText(/^Spring Launch · email · \d+ · 47 in conflict/).first()).toBeVisible();
    await lookAtBothSizes(application, 'campaigns-sample-calendar');
    await window.getByRole('tab', { name: 'Campaigns' }).click();
    await window.getByRole('button', { name: 'Execute from touches' }).click();
    await expect(window.getByRole('complementary')).toContainText(/\d+ reservations used by imported touches\./);
    await lookAtBothSizes(application, 'campaign-execute');
    await window.getByRole('complementary').getByRole('button', { name: /^Execute \d+ reservations$/ }).click();
    await sentence(window, ' reservations executed.');
    await window.getByRole('button', { name: /^Undo Record \d+ touches/ }).click();
    await goTo(window, '/allocation-lab');
    await pick(window, 'Audience', 'Nephrology');
    await expect(window.getByText(/^2 pinned actions take no part: outside this plan are Prescriber/)).toBeVisible();
    await lookAtBothSizes(application, 'lab-pins-outside');
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});

test('two campaigns over the same contacts collide; the conflict is resolved, undone, redone and found again', async () => {
  test.slow();
  const application = await startApplication();
  const { window, folder } = application;
  try {
    await openSample(application);
    await goTo(window, '/campaign-coordinator');
    await window.getByRole('button', { name: /^Undo Load the sample campaigns/ }).click();
    await expect(window.getByText('No campaigns yet.')).toBeVisible();
    await lookAtBothSizes(application, 'campaigns-empty');

    await makeCampaign(window, 'Spring Launch', 80, ['2027-01-04', '2027-01-24']);
    await makeCampaign(window, 'Heart Health', 60, ['2027-01-11', '2027-01-31']);
    const inspector = window.getByRole('complementary');
    await inspector.getByRole('button', { name: 'Activate' }).click();
    await expect(inspector.getByRole('button', { name: 'Pause' })).toBeVisible();
    const grid = window.getByRole('grid', { name: 'Campaigns' });
    await grid.getByText('Spring Launch').click();
    await expect(inspector).toContainText('2,000 conflicts as soon as it is active.');
    await expect(inspector).toContainText(/Reservations: .+ left\..*Plans and ledger: .+ committed.*Neither figure includes the other\./);
    await lookAtBothSizes(application, 'campaign-inspector');
    await inspector.getByRole('button', { name: 'Release all' }).click();
    await expect(inspector).toContainText('2,000 released');
    await window.getByRole('button', { name: /^Undo Release all/ }).click();
    await expect(inspector).toContainText('2,000 active');
    await inspector.getByRole('textbox', { name: 'Share of email' }).fill('60');
    await expect(inspector.getByText('40% missing to 100%.')).toBeVisible();
    await expect(inspector.getByRole('button', { name: 'Save mix' })).toBeDisabled();
    await inspector.getByRole('textbox', { name: 'Share of visit' }).fill('40');
    await inspector.getByRole('button', { name: 'Save mix' }).click();
    await expect(inspector.getByText('Adds up to 100%.')).toBeVisible();
    await sentence(window, 'Spring Launch saved.');
    await inspector.getByRole('button', { name: 'Activate' }).click();
    await sentence(window, '2 campaigns, 2 active. 4,000 reservations. 2,000 conflicts over the same HCPs. Resolution required.');
    await window.keyboard.press('Escape');
    await expect(inspector).toHaveCount(0);
    await lookAtBothSizes(application, 'campaigns');

    await window.getByRole('tab', { name: 'Calendar' }).click();
    await expect(window.getByText('Spring Launch · email · 2,000 · 2,000 in conflict').first()).toBeVisible();
    await lookAtBothSizes(application, 'campaign-calendar');

    await window.getByRole('tab', { name: 'Reservations' }).click();
    await expect(window.getByRole('grid', { name: 'Reservations' })).toContainText('HCP-00001');
    await lookAtBothSizes(application, 'campaign-reservations');

    await window.getByRole('tab', { name: 'Conflicts 2,000' }).click();
    const conflicts = window.getByRole('list', { name: 'Conflicts' });
    await expect(conflicts.getByRole('listitem')).toHaveCount(20);
    await expect(conflicts.getByRole('button', { name: 'Spring Launch wins' }).first()).toBeDisabled();
    await window.getByRole('textbox', { name: 'Your name' }).fill('A. Planner');
    await lookAtBothSizes(application, 'campaign-conflicts');
    await conflicts.getByRole('button', { name: 'Price in lift' }).first().click();
    await expect(conflicts.getByText(/more lift than|No difference in lift/)).toBeVisible({ timeout: 60_000 });
    await expect(conflicts.getByText(/^Spring Launch wins: lift/)).toBeVisible();
    await lookAtBothSizes(application, 'campaign-price');
    await conflicts.getByRole('button', { name: 'Spring Launch wins' }).first().click();
    await sentence(window, '2 campaigns, 2 active. 3,999 reservations. 1,999 conflicts over the same HCPs. Resolution required.');
    await window.keyboard.press('Escape');
    await window.locator('h1').click();
    await window.keyboard.press('Control+z');
    await expect(window.getByRole('tab', { name: 'Conflicts 2,000' })).toBeVisible();
    await window.keyboard.press('Control+Shift+z');
    await expect(window.getByRole('tab', { name: 'Conflicts 1,999' })).toBeVisible();

    await window.getByRole('button', { name: 'Resolve by priority' }).click();
    await expect(inspector).toContainText('1,999 conflicts. 1,999 reservations preempted, 0 deferred. 0 left to you.');
    await expect(inspector).toContainText('Spring Launch before Heart Health: 1,999 preempted.');
    await lookAtBothSizes(application, 'campaign-auto-resolve');
    await inspector.getByRole('button', { name: 'Apply 1,999 decisions' }).click();
    await sentence(window, '2 campaigns, 2 active. 2,000 reservations. No conflicts.');
    await window.keyboard.press('Control+z');
    await expect(window.getByRole('tab', { name: 'Conflicts 1,999' })).toBeVisible();

    await goTo(window, '/allocation-lab');
    await pick(window, 'Method', 'greedy');
    await window.getByRole('combobox', { name: 'Campaigns' }).click();
    for (const name of ['Spring Launch', 'Heart Health']) await window.getByRole('option', { name: new RegExp(name) }).click();
    await window.keyboard.press('Escape');
    await pick(window, 'Shared', 'by audience');
    await lookAtBothSizes(application, 'lab-for-campaigns');
    await window.getByRole('button', { name: 'Optimize' }).click();
    await expect(window.getByText(/actions? allocated across/)).toBeVisible({ timeout: 60_000 });
    await window.getByRole('tab', { name: 'Campaigns', exact: true }).click();
    const shares = window.getByRole('group', { name: 'Campaigns of the plan' });
    await expect(shares.getByRole('row')).toHaveCount(3);
    await expect(window.getByRole('group', { name: 'Decided between campaigns' }).getByRole('row').nth(1)).toContainText('Spring Launch');
    await lookAtBothSizes(application, 'plan-of-campaigns');
    // Heart Health can pay for fewer actions than are due to it; Spring Launch has its whole share.
    await expect(shares.getByRole('row', { name: /Heart Health/ })).toContainText(/[1-9][\d,]* actions of [\d,]+ due/);
    await expect(shares.getByRole('row', { name: /Spring Launch/ })).toContainText(/[1-9][\d,]* actions(?! of)/);
    await window.getByRole('tab', { name: 'Actions', exact: true }).click();
    const actions = window.getByRole('grid', { name: 'Actions of the plan' });
    await expect(actions.getByRole('columnheader', { name: 'Campaign' })).toBeVisible();
    await expect(actions).toContainText('Spring Launch');
    await lookAtBothSizes(application, 'plan-actions-of-campaigns');

    await goTo(window, '/campaign-coordinator?tab=resolved');
    await expect(window.getByRole('grid', { name: 'Resolved conflicts' })).toContainText('A. Planner');
    await lookAtBothSizes(application, 'campaign-resolved');

    await goTo(window, '/signal-index?contact=2');
    await expect(inspector.getByRole('list', { name: 'Campaigns that hold the contact' }).getByRole('listitem')).toHaveCount(2);
    await expect(inspector.getByText('No free day in the horizon.')).toBeVisible();
    await expect(inspector.getByText(/^\d limits? against it\./)).toBeVisible();
    await expect(inspector.getByRole('list', { name: 'Rules against the touch' })).toContainText('HCP-00002 email 2027-01-04: held by Spring Launch, exclusive on email, 2027-01-04 to 2027-01-24.');
    await lookAtBothSizes(application, 'contact-held');
    await inspector.getByRole('combobox', { name: 'Of', exact: true }).scrollIntoViewIfNeeded();
    await lookAtBothSizes(application, 'contact-touch-check');
    await inspector.getByRole('combobox', { name: 'Free by' }).click();
    await window.getByRole('option', { name: 'call', exact: true }).click();
    await expect(inspector.getByText('Mon 2027-01-04 – Sun 2027-01-31.')).toBeVisible();
    expect(application.errors).toEqual([]);
    await application.electron.close();

    const again = await startApplication({ folder });
    try {
      await goTo(again.window, '/campaign-coordinator?tab=resolved');
      await expect(again.window.getByRole('tab', { name: 'Conflicts 1,999' })).toBeVisible();
      await expect(again.window.getByRole('grid', { name: 'Resolved conflicts' })).toContainText('Spring Launch wins: Heart Health preempted.');
      await again.window.keyboard.press('Control+k');
      await again.window.keyboard.type('heart');
      await again.window.getByRole('option', { name: /Heart Health/ }).click();
      await expect(again.window.getByRole('complementary')).toContainText('Heart Health');
      expect(again.errors).toEqual([]);
    } finally {
      await again.close();
    }
  } finally {
    await application.close().catch(() => undefined);
  }
});
