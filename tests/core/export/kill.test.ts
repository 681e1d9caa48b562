import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runs } from '../../support/runs.ts';
import { exportPlaces, listWhole, readPlace, writeExport } from '../support/export-cases.ts';
import { numbersAfter, runAndKill } from '../support/kill.ts';
import { unwrap } from '../support/test-core.ts';
import { createFolder } from '../support/workspace-file.ts';

it('a program killed while it exports leaves whole files under their names, and the next try succeeds', { timeout: 120_000 }, async () => {
  const folder = createFolder();
  const reference = join(folder, 'reference');
  mkdirSync(reference);
  const whole = new Map(exportPlaces.map((as) => [as, listWhole(reference, as)]));
  let cut = 0;
  for (let run = 0; run < runs(16); run += 1) {
    const place = join(folder, `run ${run}`);
    mkdirSync(place);
    const lines = await runAndKill('keep-exporting', [place], { after: 'wrote 2', forMs: 11 * run });
    if (numbersAfter(lines, 'begin').length > numbersAfter(lines, 'wrote').length) cut += 1;
    for (const as of exportPlaces) expect(whole.get(as)!.has(readPlace(place, as)), `${as} of run ${run}`).toBe(true);
    for (const number of exportPlaces.keys()) unwrap(writeExport(place, number));
    for (const as of exportPlaces) expect(whole.get(as)!.has(readPlace(place, as)), `${as} after run ${run}`).toBe(true);
    expect(readdirSync(place).sort()).toEqual(['plan', 'plan.csv', 'plan.zip']);
  }
  expect(cut).toBeGreaterThan(0);
});
