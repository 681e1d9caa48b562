import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { SetupProblem } from './setup-problem.mjs';

/**
 * Refuses a file whose content is not the pinned one.
 * @param {string} file
 * @param {string} integrity `sha512-` and the digest in base64
 * @param {string} name what the file is called in the message
 */
export async function checkIntegrity(file, integrity, name) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== integrity) throw new SetupProblem(`${name} is not the pinned file: expected ${integrity}, received ${found}.`, 'Nothing of it was used. Check the registry npm is set to, then run the command again.');
}
