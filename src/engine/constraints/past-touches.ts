import type { AllocationProblem } from '../model/allocation.ts';

/** Touches before the plan, grouped by contact: those of contact i are at `start[i]` … `start[i + 1] − 1`. Days count from the horizon's start. */
export interface PastTouches {
  readonly start: Int32Array;
  readonly channel: Int32Array;
  readonly day: Int32Array;
}

interface Touch {
  readonly contact: number;
  readonly channel: number;
  readonly day: number;
}

function listTouches({ channels, contacts }: AllocationProblem): Touch[] {
  if (contacts.recent !== undefined) {
    const { recent } = contacts;
    const channelAt = new Map(channels.map((channel, at) => [channel.id, at]));
    return recent.contact.map((contact, at) => ({ contact, channel: channelAt.get(recent.channel[at]!) ?? -1, day: recent.day[at]! }));
  }
  return channels.flatMap((channel, at) => (contacts.history?.[channel.id] ?? []).flatMap((day, contact) => (day === null ? [] : [{ contact, channel: at, day }])));
}

/** The touches in full where the problem has them, else the last one per contact and channel. O(touches + contacts). */
export function groupPastTouches(problem: AllocationProblem): PastTouches {
  const touches = listTouches(problem);
  const start = new Int32Array(problem.contacts.ids.length + 1);
  for (const { contact } of touches) start[contact + 1]! += 1;
  for (let contact = 0; contact + 1 < start.length; contact += 1) start[contact + 1]! += start[contact]!;
  const next = start.slice();
  const channel = new Int32Array(touches.length);
  const day = new Int32Array(touches.length);
  for (const touch of touches) {
    const at = next[touch.contact]!++;
    channel[at] = touch.channel;
    day[at] = touch.day;
  }
  return { start, channel, day };
}
