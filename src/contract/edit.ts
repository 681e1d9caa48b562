import { z } from 'zod';
import { Nothing, route } from './base.ts';

/** Names of the steps that undo and redo would take, null where there is none. */
export const EditState = z.strictObject({ undo: z.string().nullable(), redo: z.string().nullable() });

export const editContract = {
  state: route.input(Nothing).output(EditState),
  undo: route.input(Nothing).output(EditState),
  redo: route.input(Nothing).output(EditState),
};
