import type { ResponseInput } from './response-model.ts';

/** Contacts by group: every segment is one, and the contacts without a segment are the last. */
export interface Grouping {
  readonly groupOf: Int32Array;
  readonly groupCount: number;
}

export function groupContacts(input: ResponseInput): Grouping {
  const groupCount = input.segmentNames.length + 1;
  return { groupOf: input.segmentOf.map((segment) => (segment < 0 ? groupCount - 1 : segment)), groupCount };
}
