import type { Fault } from '../base/fault.ts';
import type { ResponseInput, ResponseOptions } from './response-model.ts';

/** The first setting that cannot be used, or null. */
export function findOptionFault(input: ResponseInput, options: ResponseOptions): Fault | null {
  const halfLives = options.halfLifeDays === undefined ? (options.halfLifeCandidates ?? []) : [options.halfLifeDays];
  for (const [index, days] of halfLives.entries()) {
    const path = options.halfLifeDays === undefined ? `halfLifeCandidates[${index}]` : 'halfLifeDays';
    if (!(days > 0 && Number.isFinite(days))) return badNumber(path, days, 'a number of days above 0');
  }
  if (options.halfLifeDays === undefined && options.halfLifeCandidates?.length === 0) {
    return { code: 'BAD_INPUT', message: 'No half-life to choose from.', hint: 'List at least one half-life in days.', path: 'halfLifeCandidates' };
  }
  for (let channel = 0; channel < input.channelCount; channel += 1) {
    const setting = options.saturationSetting[channel];
    if (setting === undefined || !(setting > 0 && setting <= 1)) return badNumber(`saturationSetting[${channel}]`, setting, 'above 0 and at most 1');
    const mature = options.matureAfterDays?.[channel] ?? 0;
    if (!(Number.isInteger(mature) && mature >= 0)) return badNumber(`matureAfterDays[${channel}]`, mature, 'a whole number of days, 0 or more');
  }
  for (const path of ['positionWindowDays', 'backtestDays'] as const) {
    const days = options[path];
    if (days !== undefined && !(Number.isInteger(days) && days >= 1)) return badNumber(path, days, 'a whole number of days, 1 or more');
  }
  return null;
}

function badNumber(path: string, value: number | undefined, wanted: string): Fault {
  return { code: 'BAD_INPUT', message: `${path} is ${value ?? 'absent'}.`, hint: `Set it to ${wanted}.`, path };
}

/** Throws RangeError where columns do not fit together: a mistake of the caller, not of the person. */
export function checkColumns(input: ResponseInput): void {
  const { touches, responded, segmentOf, contactCount, segmentNames } = input;
  const count = touches.contact.length;
  if (touches.channel.length !== count || touches.day.length !== count || responded.length !== count) throw new RangeError('touch columns differ in length');
  if (segmentOf.length !== contactCount) throw new RangeError(`segmentOf holds ${segmentOf.length} of ${contactCount} contacts`);
  for (const segment of segmentOf) {
    if (segment < -1 || segment >= segmentNames.length) throw new RangeError(`segment ${segment} of ${segmentNames.length}`);
  }
}
