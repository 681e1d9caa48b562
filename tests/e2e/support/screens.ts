import { expect, type Page } from '@playwright/test';
import { expectAccessible, resize, takeScreenshot, type Application } from './application.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;

/** Waits until nothing is loading, no skeleton is left and no tooltip fades. */
export async function settle(window: Page): Promise<void> {
  await expect(window.locator('main .MuiSkeleton-root')).toHaveCount(0);
  await expect(window.locator('main [role="progressbar"]')).toHaveCount(0);
  await window.mouse.move(0, 0);
  await expect(window.getByRole('tooltip')).toHaveCount(0);
  await window.evaluate(() => document.fonts.ready.then(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))));
}

/** The content fits: no page scrolls sideways, no text says what the brand never says. */
export async function expectFits(window: Page, context: string): Promise<void> {
  const overflow = await window.evaluate(() => {
    const main = document.querySelector('main');
    return [document.documentElement.scrollWidth - document.documentElement.clientWidth, main === null ? 0 : main.scrollWidth - main.clientWidth];
  });
  expect(overflow, `${context} scrolls sideways`).toEqual([0, 0]);
  expect(await window.locator('body').innerText(), `${context} keeps the voice`).not.toMatch(/\b(please|sorry|oops|undefined|NaN|null|\[object)\b/i);
}

/** Looks at what is shown at both sizes of window: a picture of each, nothing that overflows; nothing inaccessible at the small one, where targets are closest. The window is large again afterwards. */
export async function lookAtBothSizes({ window, electron }: Application, name: string): Promise<void> {
  for (const size of sizes) {
    await resize(electron, size);
    await settle(window);
    const shot = `${name}-${size.width}`;
    await takeScreenshot(window, shot);
    await expectFits(window, shot);
    if (size.width === 1024) await expectAccessible(window, shot);
  }
  await resize(electron, sizes[0]);
}
