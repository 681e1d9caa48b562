import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { dropFiles, goTo, root, startApplication, type Application } from './support/application.ts';
import { importDropped, makeWorkspace } from './support/journey.ts';

const CONTACTS = 50_000;
const segments = ['A', 'B', 'C', 'D'] as const;
const specialties = ['Cardiology', 'Oncology', 'Nephrology', 'Endocrinology', 'Family Medicine'] as const;

/** A contact list as a CRM exports it; same bytes every time. */
function writeContacts(path: string): void {
  const lines = ['Contact ID,Name,Specialty,Segment,Rep,Territory,City,Email,Value'];
  for (let at = 1; at <= CONTACTS; at += 1) {
    const id = String(at).padStart(5, '0');
    lines.push(`C-${id},Contact ${id},${specialties[at % 5]},${segments[(at * 7) % 4]},R${String(at % 40).padStart(2, '0')},T${at % 8},City ${at % 300},contact${id}@example.org,${(at * 37) % 500}`);
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** Median, lowest and highest of times in ms. */
function summarize(times: readonly number[]): { medianMs: number; lowestMs: number; highestMs: number; times: number[] } {
  const sorted = times.toSorted((a, b) => a - b);
  const round = (value: number | undefined): number => Math.round((value ?? 0) * 10) / 10;
  return { medianMs: round(sorted[Math.floor(sorted.length / 2)]), lowestMs: round(sorted[0]), highestMs: round(sorted.at(-1)), times: times.map(round) };
}

/** Time from an input until the screen shows its result, measured in the page: act, then frames until it holds. */
async function timeInPage(window: Page, act: string, holds: string): Promise<number> {
  return window.evaluate(
    async ([actCode, holdsCode]) => {
      const run = (code: string): unknown => actions[code]?.();
      const actions: Record<string, () => unknown> = {
        'search 00777': () => type('00777'),
        'search nothing': () => type(''),
        'shows 1 row': () => document.querySelector('main')?.textContent?.includes('1–1 of 1 contact') === true,
        'shows all rows': () => document.querySelector('main')?.textContent?.includes('of 50,000 contacts') === true && document.querySelectorAll('[role="row"][data-id]').length > 5,
        'next page': () => document.querySelector<HTMLElement>('[aria-label="Next page"]')?.click(),
        'last page': () => document.querySelector<HTMLElement>('[aria-label="Last page"]')?.click(),
        'first page': () => document.querySelector<HTMLElement>('[aria-label="First page"]')?.click(),
        'shows 101': () => document.querySelector('[role="row"][data-id]')?.textContent?.includes('C-00101') === true,
        'shows 49901': () => document.querySelector('[role="row"][data-id]')?.textContent?.includes('C-49901') === true,
        'shows 1': () => document.querySelector('[role="row"][data-id]')?.textContent?.includes('C-00001') === true,
        'go /signal-index': () => go('/signal-index'),
        'go /constraint-diagnostic': () => go('/constraint-diagnostic'),
        'go /import': () => go('/import'),
        'at Signal Index': () => title() === 'Signal Index' && document.querySelectorAll('[role="row"][data-id]').length > 5,
        'at Constraint Diagnostic': () => title() === 'Constraint Diagnostic' && document.querySelector('[role="tabpanel"]') !== null,
        'at Import': () => title() === 'Import',
      };
      function type(text: string): void {
        const field = document.querySelector<HTMLInputElement>('input[aria-label^="Search"]');
        if (field === null) return;
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
      function go(path: string): void {
        globalThis.location.hash = path;
      }
      const title = (): string => document.querySelector('h1')?.textContent ?? '';
      const startedAt = performance.now();
      run(actCode);
      while (run(holdsCode) !== true) {
        if (performance.now() - startedAt > 10_000) throw new Error(`${actCode}: ${holdsCode} did not come`);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - startedAt;
    },
    [act, holds] as const,
  );
}

/** Longest and median frame while the rows are scrolled from end to end of a page. */
async function timeScroll(window: Page): Promise<{ medianMs: number; lowestMs: number; highestMs: number; times: number[] }> {
  const frames = await window.evaluate(async () => {
    const scroller = document.querySelector('.MuiDataGrid-virtualScroller');
    const times: number[] = [];
    let last = performance.now();
    for (let step = 0; step < 90; step += 1) {
      if (scroller !== null) scroller.scrollTop += 32;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times;
  });
  return summarize(frames);
}

/** Proportional memory of all processes of the application in MB; null where the system does not tell. */
async function measureMemory({ electron }: Application): Promise<{ totalMb: number; processes: Record<string, number> } | null> {
  const pids = await electron.evaluate(({ app }) => app.getAppMetrics().map((metric) => ({ pid: metric.pid, name: metric.name ?? metric.type })));
  const processes: Record<string, number> = {};
  let totalKb = 0;
  for (const { pid, name } of pids) {
    try {
      const kb = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
      processes[`${name} ${pid}`] = Math.round(kb / 1024);
      totalKb += kb;
    } catch {
      return null;
    }
  }
  return { totalMb: Math.round(totalKb / 1024), processes };
}

/** Writes a measurement under out/measurements; nothing is asserted on it. */
function record(name: string, measured: unknown): void {
  const folder = join(root, 'out', 'measurements');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ cores: cpus().length, contacts: CONTACTS, measured }, null, 2)}\n`);
}

const isUsable = (window: Page): Promise<void> => expect(window.getByRole('heading', { level: 1 })).toBeVisible();

test('speed and memory with 50,000 contacts are recorded', async () => {
  test.setTimeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-speed-'));
  const file = join(folder, 'contacts.csv');
  writeContacts(file);
  try {
    const first = await startApplication({ folder });
    let importMs = 0;
    try {
      await makeWorkspace(first, 'Speed');
      await dropFiles(first.window, [file]);
      const startedAt = performance.now();
      await importDropped(first.window);
      importMs = performance.now() - startedAt;
      await expect(first.window.getByRole('main')).toContainText('50,000 contacts.');
    } finally {
      await first.close();
    }

    const launches: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      const startedAt = performance.now();
      const application = await startApplication({ folder });
      await isUsable(application.window);
      launches.push(performance.now() - startedAt);
      await application.close();
    }

    const application = await startApplication({ folder });
    try {
      const { window } = application;
      await isUsable(window);
      await window.waitForTimeout(5000);
      const idleMemory = await measureMemory(application);
      await goTo(window, '/signal-index');
      await expect(window.getByText('1–100 of 50,000 contacts')).toBeVisible();
      const searches: number[] = [];
      const clears: number[] = [];
      const pagesTurned: number[] = [];
      const switches: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        searches.push(await timeInPage(window, 'search 00777', 'shows 1 row'));
        clears.push(await timeInPage(window, 'search nothing', 'shows all rows'));
        pagesTurned.push(await timeInPage(window, 'next page', 'shows 101'));
        pagesTurned.push(await timeInPage(window, 'last page', 'shows 49901'));
        pagesTurned.push(await timeInPage(window, 'first page', 'shows 1'));
        switches.push(await timeInPage(window, 'go /constraint-diagnostic', 'at Constraint Diagnostic'));
        switches.push(await timeInPage(window, 'go /import', 'at Import'));
        switches.push(await timeInPage(window, 'go /signal-index', 'at Signal Index'));
      }
      const scroll = await timeScroll(window);
      await window.waitForTimeout(5000);
      const usedMemory = await measureMemory(application);
      record('speed', {
        launchToUsable: summarize(launches),
        importOfContactsMs: Math.round(importMs),
        searchToRows: summarize(searches),
        clearToRows: summarize(clears),
        pageTurn: summarize(pagesTurned),
        pageSwitch: summarize(switches),
        scrollFrame: { ...scroll, times: [] },
        idleMemory,
        memoryAfterUse: usedMemory,
      });
      expect(readdirSync(join(root, 'out', 'measurements'))).toContain('speed.json');
      expect(application.errors).toEqual([]);
    } finally {
      await application.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
