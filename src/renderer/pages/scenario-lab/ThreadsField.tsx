import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { MOST_THREADS } from './use-threads.ts';

interface ThreadsFieldProps {
  readonly threads: number;
  readonly onChange: (threads: number) => void;
  readonly width: number | string;
}

/** How many threads play a search: how fast, never what. */
export function ThreadsField({ threads, onChange, width }: ThreadsFieldProps) {
  return <InlineNumberField label="Threads" value={threads} isWhole min={1} max={MOST_THREADS} width={width} onCommit={(chosen) => chosen !== null && onChange(chosen)} />;
}
