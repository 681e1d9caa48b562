/**
 * Tells a step of the set-up, on standard error: standard output belongs to the command that follows.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`· ${line}\n`);
}
