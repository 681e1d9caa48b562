/** Something the person at the keyboard has to do: one line that says what is missing, one that says how to get it. */
export class SetupProblem extends Error {
  /**
   * @param {string} message
   * @param {string} fix
   * @param {string} [detail] last output of the command that failed
   */
  constructor(message, fix, detail = '') {
    super(message);
    this.name = 'SetupProblem';
    this.fix = fix;
    this.detail = detail;
  }
}

/**
 * Runs a command's body; prints a SetupProblem as two lines and any other error whole. Sets the exit code to 1 on both.
 * @param {() => Promise<number | void>} body answers the exit code, nothing meaning 0
 */
export async function runAsCommand(body) {
  try {
    const code = await body();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    process.exitCode = 1;
    if (!(error instanceof SetupProblem)) {
      console.error(error);
      return;
    }
    if (error.detail !== '') console.error(error.detail);
    console.error(`Stopped: ${error.message}\nFix: ${error.fix}`);
  }
}
