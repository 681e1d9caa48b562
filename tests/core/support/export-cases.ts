import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../src/engine/base/fault.ts';
import { defaultExportSettings } from '../../../src/engine/model/export.ts';
import { makeBundle } from '../../../src/main/core/export/export-bundle.ts';
import { writeBundle, type BundlePlace } from '../../../src/main/core/export/write-bundle.ts';
import { makeLargePlan } from '../../support/export-plans.ts';

/** Places that exports are written to, one after the other. */
export const exportPlaces: readonly BundlePlace['as'][] = ['file', 'folder', 'zip'];
const CASES = 6;

const placeOf = (folder: string, as: BundlePlace['as']): string => join(folder, as === 'file' ? 'plan.csv' : as === 'zip' ? 'plan.zip' : 'plan');

/** Export of a number: where it goes and how large it is follow from it, over and over. */
export function writeExport(folder: string, number: number): Result<{ path: string }> {
  const turn = number % CASES;
  const as = exportPlaces[turn % exportPlaces.length] ?? 'file';
  const profile = as === 'file' ? 'veeva-suggestions' : 'veeva-mccp';
  const bundle = makeBundle(profile, makeLargePlan(400 * (2 + turn)), { ...defaultExportSettings(profile), fileName: 'plan' });
  return writeBundle(bundle, { as, path: placeOf(folder, as) }, { withRefused: false });
}

/** What stands at a place, as text to compare; null where nothing does. */
export function readPlace(folder: string, as: BundlePlace['as']): string | null {
  const path = placeOf(folder, as);
  if (!existsSync(path)) return null;
  if (!statSync(path).isDirectory()) return readFileSync(path, 'latin1');
  return readdirSync(path).sort().map((name) => `${name}\n${readFileSync(join(path, name), 'latin1')}`).join('\n');
}

/** Everything that may stand at a place: what each export that goes there leaves, written into a folder of its own. */
export function listWhole(folder: string, as: BundlePlace['as']): Set<string | null> {
  const texts = new Set<string | null>([null]);
  for (let number = 0; number < CASES; number += 1) {
    if (exportPlaces[number % exportPlaces.length] !== as) continue;
    writeExport(folder, number);
    texts.add(readPlace(folder, as));
  }
  return texts;
}
