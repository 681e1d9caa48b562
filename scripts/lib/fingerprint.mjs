import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * @param {string} path
 * @returns {Generator<string>} files at or below a path, in a fixed order
 */
function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) return yield path;
  for (const name of readdirSync(path).toSorted()) yield* filesBelow(join(path, name));
}

/**
 * Hash of the names and contents of files. Same files, same hash, wherever the checkout lies.
 * @param {string} root
 * @param {readonly string[]} paths files or folders, relative to root; missing ones count as empty
 * @returns {string} SHA-256, hexadecimal
 */
export function fingerprintFiles(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesBelow(join(root, path))) {
      const content = readFileSync(file);
      hash.update(`${relative(root, file).split(sep).join('/')}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}
