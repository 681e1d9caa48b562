import { readdirSync } from 'node:fs';
import { bundleForNode } from '../../../scripts/lib/bundle-for-node.mjs';
import { inRepository } from '../../../scripts/lib/repository.mjs';

const folder = inRepository('tests', 'core', 'support', 'children');

/** Every script that a test starts in a process of its own, as a bundle. */
export default bundleForNode(Object.fromEntries(readdirSync(folder).map((name) => [name.replace(/\.ts$/, ''), `${folder}/${name}`])));
