import type { Fault, FaultCode, Result } from '../../../engine/base/fault.ts';

/** Ends a run of nested readers with a fault; never leaves this folder, `settle` turns it back into a value. */
export class ImportStop extends Error {
  override readonly name = 'ImportStop';
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Ends the run with a fault. */
export function stop(code: FaultCode, message: string, place: { hint?: string; path?: string } = {}): never {
  throw new ImportStop({ code, message, ...place });
}

/** Runs work that may stop with a fault and answers it as a value. */
export async function settle<T>(work: () => T | Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof ImportStop) return { ok: false, fault: error.fault };
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOSPC' || code === 'SQLITE_FULL') return { ok: false, fault: { code: 'DISK_FULL', message: 'No space left for the import.', hint: 'Free some space and import again. The workspace is unchanged.' } };
    if (code.startsWith('SQLITE_BUSY')) return { ok: false, fault: { code: 'DATABASE_IN_USE', message: 'The workspace is being written by another program.', hint: 'Close the other program and import again.' } };
    throw error;
  }
}
