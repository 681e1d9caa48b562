import { expect, test } from '@playwright/test';
import { goTo, startApplication, takeScreenshot } from './support/application.ts';
import { openSample, optimizeQuickly } from './support/journey.ts';

test('everything is reached from the keyboard, and the focus is seen', async () => {
  const application = await startApplication();
  try {
    const { window } = application;
    const { keyboard } = window;
    const title = window.getByRole('heading', { level: 1 });
    await openSample(application);
    await window.locator('body').click({ position: { x: 700, y: 600 } });

    await test.step('G and a letter go to pages', async () => {
      for (const [letter, name] of [['s', 'Signal Index'], ['c', 'Constraint Diagnostic'], ['p', 'Campaign Coordinator'], ['a', 'Allocation Lab'], ['o', 'Outcome Diagnostic'], ['d', 'Decision Log'], ['t', 'Settings'], ['i', 'Import'], ['w', 'Sample cycle']] as const) {
        await keyboard.press('g');
        await keyboard.press(letter);
        await expect(title).toHaveText(name);
      }
    });

    await test.step('? lists the keys', async () => {
      await keyboard.press('Shift+?');
      await expect(window.getByRole('dialog')).toContainText('Signal Index');
      await takeScreenshot(window, 'keys');
      await keyboard.press('Escape');
      await expect(window.getByRole('dialog')).toHaveCount(0);
    });

    await test.step('the palette finds pages, commands and contacts', async () => {
      await keyboard.press('Control+k');
      await keyboard.type('constraint');
      await takeScreenshot(window, 'palette');
      await keyboard.press('Enter');
      await expect(title).toHaveText('Constraint Diagnostic');
      await keyboard.press('Control+k');
      await keyboard.type('HCP-00042');
      await expect(window.getByRole('option', { name: /HCP-00042|Prescriber 0042/ })).toBeVisible();
      await takeScreenshot(window, 'palette-contact');
      await expect(window.getByText('No signals match.')).toHaveCount(0);
      await keyboard.press('Enter');
      await expect(window.getByRole('complementary')).toContainText('HCP-00042');
      await keyboard.press('Escape');
    });

    await test.step('and commands of other pages: it goes there and runs them', async () => {
      await keyboard.press('Control+k');
      await keyboard.type('add rule');
      await takeScreenshot(window, 'palette-reached');
      await keyboard.press('Enter');
      await expect(window.getByRole('menu')).toBeVisible();
      await keyboard.press('Escape');
      await expect(title).toHaveText('Constraint Diagnostic');
    });

    await test.step('N adds a rule; undo and redo name the step', async () => {
      await goTo(window, '/constraint-diagnostic');
      await expect(title).toHaveText('Constraint Diagnostic');
      await keyboard.press('n');
      await expect(window.getByRole('menu')).toBeVisible();
      await keyboard.press('Enter');
      await expect(window.getByText('15 rules, 14 enforced.')).toBeVisible();
      await keyboard.press('Control+z');
      await expect(window.getByText('14 rules, 13 enforced.')).toBeVisible();
      await keyboard.press('Control+Shift+z');
      await expect(window.getByText('15 rules, 14 enforced.')).toBeVisible();
      await keyboard.press('Control+z');
      await expect(window.getByText('14 rules, 13 enforced.')).toBeVisible();
    });

    await test.step('/ searches, arrows walk, Enter opens a contact', async () => {
      await goTo(window, '/signal-index');
      await expect(window.getByRole('grid', { name: 'Contacts' }).getByRole('row').nth(1)).toBeVisible();
      await keyboard.press('/');
      await keyboard.type('Prescriber 0007');
      await expect(window.getByText('1–1 of 1 HCP')).toBeVisible();
      await keyboard.press('Escape');
      await expect(window.getByText('of 2,000 HCPs')).toBeVisible();
      await window.getByRole('gridcell', { name: 'HCP-00001', exact: true }).focus();
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await expect(window.getByRole('complementary')).toContainText('HCP-00002');
      await keyboard.press('Escape');
      await expect(window.getByRole('complementary')).toHaveCount(0);
    });

    await test.step('Ctrl Enter runs the primary action', async () => {
      await optimizeQuickly(window);
      await keyboard.press('Control+Enter');
      await expect(window.getByRole('combobox', { name: 'Plan' })).toContainText('2 ·', { timeout: 60_000 });
    });

    await test.step('Tab shows where it is', async () => {
      for (const route of ['/', '/import', '/signal-index', '/constraint-diagnostic', '/allocation-lab', '/settings']) {
        await goTo(window, route);
        await window.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
        for (let stop = 0; stop < 24; stop += 1) {
          await keyboard.press('Tab');
          const focus = await window.evaluate(() => {
            const element = document.activeElement;
            if (element === null || element === document.body) return null;
            const drawn = [element, ...(element.closest('.MuiInputBase-root, .MuiCheckbox-root, .MuiSwitch-root') === null ? [] : [element.closest('.MuiInputBase-root, .MuiCheckbox-root, .MuiSwitch-root'), ...(element.parentElement?.querySelectorAll('fieldset') ?? [])])];
            const isSeen = drawn.some((candidate) => {
              if (candidate === null) return false;
              const style = getComputedStyle(candidate);
              return (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2) || (candidate.tagName === 'FIELDSET' && Number.parseFloat(style.borderTopWidth) >= 2) || style.boxShadow !== 'none';
            });
            return isSeen ? null : element.outerHTML.slice(0, 200);
          });
          expect(focus, `${route}, stop ${stop + 1}: no focus ring`).toBeNull();
        }
      }
    });
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
