import { expect, test } from '@playwright/test';
import { expectAccessible, goTo, startApplication, type Application } from './support/application.ts';
import { makeWorkspace, openSample, optimizeQuickly } from './support/journey.ts';
import { lookAtBothSizes } from './support/screens.ts';

const pages = [
  ['start', '/', /.+/],
  ['import', '/import', 'Import'],
  ['signal-index', '/signal-index', 'Signal Index'],
  ['constraint-diagnostic', '/constraint-diagnostic', 'Constraint Diagnostic'],
  ['campaign-coordinator', '/campaign-coordinator', 'Campaign Coordinator'],
  ['allocation-lab', '/allocation-lab', 'Allocation Lab'],
  ['outcome-diagnostic', '/outcome-diagnostic', 'Outcome Diagnostic'],
  ['decision-log', '/decision-log', 'Decision Log'],
  ['settings', '/settings', 'Settings'],
] as const;

const views = [
  ['rules-channels', '/constraint-diagnostic?tab=channels'],
  ['rules-pins', '/constraint-diagnostic?tab=pins'],
  ['rules-territories', '/constraint-diagnostic?tab=territories'],
  ['rules-rep', '/constraint-diagnostic?tab=territories&rep=R03'],
  ['rules-ledger', '/constraint-diagnostic?tab=ledger'],
  ['rules-compliance', '/constraint-diagnostic?tab=blackouts'],
  ['rules-frame', '/constraint-diagnostic?tab=frame'],
  ['rules-inspector', '/constraint-diagnostic?rule=budget'],
  ['plan-actions', '/allocation-lab?view=actions'],
  ['plan-rules', '/allocation-lab?view=rules'],
  ['plan-response', '/allocation-lab?view=response'],
  ['contact', '/signal-index?contact=1'],
] as const;

async function look(application: Application, name: string, route: string, heading: string | RegExp): Promise<void> {
  await goTo(application.window, route);
  await expect(application.window.getByRole('heading', { level: 1 })).toHaveText(heading);
  await lookAtBothSizes(application, name);
}

/** Runs a body on a fresh application and expects that nothing went wrong in the window. */
async function withApplication(body: (application: Application) => Promise<void>): Promise<void> {
  const application = await startApplication();
  try {
    await body(application);
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
}

test('without a workspace the start screen says how to get one', async () => {
  await withApplication(async (application) => {
    await look(application, 'none-start', '/', 'OMNIVOR Planner');
    await goTo(application.window, '/signal-index');
    await expect(application.window.getByText('No workspace is open.')).toBeVisible();
    await expectAccessible(application.window, 'a page out of reach');
  });
});

test('every page of an empty workspace says what is missing and leads on', async () => {
  await withApplication(async (application) => {
    await makeWorkspace(application, 'Empty');
    for (const [name, route, heading] of pages) await look(application, `empty-${name}`, route, heading);
  });
});

test('every page shows the sample, wide and narrow', async () => {
  await withApplication(async (application) => {
    await openSample(application);
    await optimizeQuickly(application.window);
    for (const [name, route, heading] of pages) await look(application, `sample-${name}`, route, heading);
    for (const [name, route] of views) await look(application, `sample-${name}`, route, /Constraint Diagnostic|Allocation Lab|Signal Index/);
  });
});
