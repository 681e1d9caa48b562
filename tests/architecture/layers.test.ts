import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { checkLayers, checkPlantedLayers } from '../../scripts/lib/layer-check.mjs';
import { allowedImports, plantedViolations } from '../../scripts/lib/planted-violations.mjs';
import { repositoryRoot } from '../../scripts/lib/repository.mjs';

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };

describe('layer rules', () => {
  it('have one planted violation each', () => {
    expect(plantedViolations.map(({ rule }) => rule).toSorted()).toEqual(forbidden.map(({ name }) => name).toSorted());
  });

  it('find every planted violation in its own file', async () => {
    const files = Object.assign({}, ...plantedViolations.map((planted) => planted.files)) as Record<string, string>;
    const { violations } = await checkPlantedLayers(files, process.execPath);
    for (const planted of plantedViolations) {
      const found = violations.filter(({ rule, from }) => rule === planted.rule && from in planted.files);
      expect(found, planted.rule).not.toEqual([]);
    }
  });

  it('let allowed imports pass', async () => {
    const { moduleCount, violations } = await checkPlantedLayers(allowedImports, process.execPath);
    expect(violations).toEqual([]);
    expect(moduleCount).toBe(Object.keys(allowedImports).length);
  });

  it('see the modules of the program at all', async () => {
    const { moduleCount } = await checkLayers(repositoryRoot, process.execPath);
    expect(moduleCount).toBeGreaterThan(200);
  });
});
