import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from './repository.mjs';
import { lastLines, runCommand } from './run-command.mjs';

/** @typedef {{ moduleCount: number, violations: { rule: string, from: string, to: string }[] }} LayerReport */

/**
 * Applies .dependency-cruiser.cjs to the folder `src` of a tree.
 * @param {string} tree
 * @param {string} node
 * @returns {Promise<LayerReport>} `moduleCount` counts the tree's own modules
 */
export async function checkLayers(tree, node) {
  const program = join(repositoryRoot, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const { output } = await runCommand(node, [program, '--config', join(repositoryRoot, '.dependency-cruiser.cjs'), '--output-type', 'json', 'src'], { cwd: tree });
  const start = output.indexOf('{\n');
  if (start < 0) throw new Error(`The layer check gave no report.\n${lastLines(output)}`);
  /** @type {{ modules: { source: string }[], summary: { violations: { rule: { name: string }, from: string, to: string }[] } }} */
  const report = JSON.parse(output.slice(start, output.lastIndexOf('}') + 1));
  return {
    moduleCount: report.modules.filter((module) => module.source.startsWith('src/')).length,
    violations: report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

/**
 * Writes files into a temporary tree beside the real configuration and packages, and checks its layers.
 * @param {Readonly<Record<string, string>>} files path to content
 * @param {string} node
 */
export async function checkPlantedLayers(files, node) {
  const tree = mkdtempSync(join(tmpdir(), 'omnivor-layers-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), content);
    }
    copyFileSync(join(repositoryRoot, 'tsconfig.base.json'), join(tree, 'tsconfig.base.json'));
    symlinkSync(join(repositoryRoot, 'node_modules'), join(tree, 'node_modules'), 'junction');
    return await checkLayers(tree, node);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}
