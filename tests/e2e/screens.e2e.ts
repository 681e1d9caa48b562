import { expect, test } from '@playwright/test';
import { expectAccessible, goTo, resize, startApplication, takeScreenshot, type Application } from './support/application.ts';
import { makeWorkspace, openSample, optimizeQuickly } from './support/journey.ts';
import { expectFits, settle } from './support/screens.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;

const pages = [
  ['start', '/', /.+/],
  ['import', '/import', 'Import'],
  ['signal-index', '/signal-index', 'Signal Index'],
  ['constraint-diagnostic', '/constraint-diagnostic', 'Constraint Diagnostic'],
  ['campaign-coordinator', '/campaign-coordinator', 'Campaign Coordinator'],
  ['allocation-lab', '/allocation-lab', 'Allocation Lab'],
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

async function look({ window, electron }: Application, name: string, route: string, heading: string | RegExp): Promise<void> {
  await goTo(window, route);
  await expect(window.getByRole('heading', { level: 1 })).toHaveText(heading);
  for (const size of sizes) {
    await resize(electron, size);
    await settle(window);
    const shot = `${name}-${size.width}`;
    await takeScreenshot(window, shot);
    await expectFits(window, shot);
    await expectAccessible(window, shot);
  }
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
