import { writeSync } from 'node:fs';

/** Tells the parent one line, in its hands before this returns. */
export function report(line: string): void {
  writeSync(1, `${line}\n`);
}
