/**
 * Arguments that start a checkout in Electron. Only root on Linux goes without the sandbox: it can't have one.
 * @param {string} folder
 * @param {readonly string[]} [more]
 * @returns {string[]}
 */
export const electronArguments = (folder, more = []) => [...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []), folder, ...more];
