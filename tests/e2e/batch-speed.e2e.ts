import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { resize, root, startApplication, takeScreenshot, type Application } from './support/application.ts';
import { openSample } from './support/journey.ts';
import { batch, button, lookAt, makeScenario, RUN_MS, search } from './support/scenario-lab.ts';
import { expectFits, lookAtBothSizes } from './support/screens.ts';

/** Times from a key in a field until its letter is painted, one a frame, for so long. */
const timeTyping = (window: Page, ms: number): Promise<number[]> =>
  window.evaluate(async (duration) => {
    const field = document.querySelector<HTMLInputElement>('input[aria-label="Variant number"]');
    const times: number[] = [];
    const begun = performance.now();
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    while (field !== null && performance.now() - begun < duration) {
      const startedAt = performance.now();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, String(1 + (times.length % 9)));
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await nextFrame();
      await nextFrame();
      times.push(performance.now() - startedAt);
    }
    return times;
  }, ms);

/** Lengths of the long tasks (more than 50 ms) of the window from now on, until it is asked for them, in ms. */
const watchLongTasks = async (window: Page): Promise<() => Promise<number[]>> => {
  const tasks = await window.evaluateHandle(() => {
    const lengths: number[] = [];
    new PerformanceObserver((list) => lengths.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    return lengths;
  });
  return () => tasks.jsonValue();
};

function record(measured: unknown): void {
  const folder = join(root, 'out', 'measurements');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'scenario-batch-input.json'), `${JSON.stringify({ cores: cpus().length, measured }, null, 2)}\n`);
}

test('the window answers while a full batch runs; the times are recorded', async () => {
  test.setTimeout(300_000);
  const application: Application = await startApplication();
  const { window } = application;
  try {
    await openSample(application);
    await makeScenario(window);
    await search(window, 10_000);
    await button(window, 'Start the search').click();
    await expect(batch(window)).toHaveAttribute('data-batch-status', 'running', { timeout: RUN_MS });
    await expect(window.getByText(/of 10,000 variants? settled/).first()).toBeVisible({ timeout: RUN_MS });
    await expect(window.getByRole('textbox', { name: 'Variant number' })).toBeVisible();
    const readLongTasks = await watchLongTasks(window);
    const times = (await timeTyping(window, 8_000)).toSorted((a, b) => a - b);
    const longTasksMs = (await readLongTasks()).toSorted((a, b) => b - a).slice(0, 10);
    const at = (share: number): number => Math.round((times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0) * 10) / 10;
    record({ variants: 10_000, inputs: times.length, medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), highestMs: at(1), longTasksMs });
    expect(times.length).toBeGreaterThan(20);
    for (const size of [{ width: 1024, height: 700 }, { width: 1440, height: 900 }]) {
      await resize(application.electron, size);
      await takeScreenshot(window, `scenario-batch-running-${size.width}`);
    }
    await expectFits(window, 'a running batch');
    await button(window, 'Cancel and keep the ranking').click();
    await expect(batch(window)).toHaveAttribute('data-batch-status', 'cancelled', { timeout: RUN_MS });
    await expect(window.locator('canvas[data-painted="whole"]')).toHaveCount(1, { timeout: 30_000 });
    await lookAtBothSizes(application, 'scenario-batch-10000');
    await expect(window.locator('canvas[data-painted="whole"]')).toHaveCount(1, { timeout: 30_000 });
    await takeScreenshot(window, 'scenario-batch-10000-painted');
    await lookAt(window, 'Lift against cost', 'scenario-batch-10000-scatter');
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
