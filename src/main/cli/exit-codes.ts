/** How the command line ends: 0 done, 1 a bug, 2 bad input, 3 infeasible, 130 cancelled. */
export const exitCodes = { done: 0, bug: 1, badInput: 2, infeasible: 3, cancelled: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
