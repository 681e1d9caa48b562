import { z } from 'zod';
import { Fault } from '../../../engine/base/fault.ts';

/** A fault as a screen shows it. Codes outside the closed list are bugs and shown as such. */
export interface ShownFault {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly path?: string | undefined;
}

/** What the core's contract says about an input that does not fit it. */
const RefusedInput = z.object({ issues: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })).min(1) });

const read = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined);

/** Turns whatever a call was rejected with into something to show: the fault it carries, else its own words. */
export function toShownFault(error: unknown): ShownFault {
  const carried = Fault.safeParse(read(error, 'data'));
  if (carried.success) return carried.data;
  const direct = Fault.safeParse(error);
  if (direct.success) return direct.data;
  const refused = RefusedInput.safeParse(read(error, 'data'));
  const [issue] = refused.success ? refused.data.issues : [];
  if (issue !== undefined) {
    const path = issue.path.join('.');
    return { code: 'BAD_INPUT', message: `${path === '' ? 'Input' : path}: ${issue.message}.`, hint: 'Nothing was written.', path };
  }
  const code = read(error, 'code');
  const message = read(error, 'message');
  return {
    code: typeof code === 'string' ? code : 'UNEXPECTED',
    message: typeof message === 'string' && message !== '' ? message : 'The core answered with an unknown error.',
    hint: 'This is a defect of the program. The workspace on disk is unchanged.',
  };
}

/** A fault in one line for a notice: what happened and the way out. */
export function sayFault(error: unknown): string {
  const { message, hint } = toShownFault(error);
  return hint === undefined ? message : `${message} ${hint}`;
}

/** True for a call that was cancelled by us; nothing to show. */
export const isAbort = (error: unknown): boolean => read(error, 'name') === 'AbortError';
