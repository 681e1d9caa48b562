import type { ResponseSummary } from '../../../contract/response.ts';
import { formatQuantity } from './number.ts';

/** `137 responses to 20,372 touches. 58,907 younger touches wait: their answer may still come.` */
export function sayJudged(channels: ResponseSummary['channels']): string {
  const sum = (field: 'touches' | 'responded' | 'waiting'): number => channels.reduce((total, channel) => total + channel[field], 0);
  const waiting = sum('waiting');
  const left = waiting === 0 ? '' : ` ${formatQuantity(waiting, 'younger touch', 'younger touches')} ${waiting === 1 ? 'waits: its' : 'wait: their'} answer may still come.`;
  return `${formatQuantity(sum('responded'), 'response')} to ${formatQuantity(sum('touches'), 'touch', 'touches')}.${left}`;
}
