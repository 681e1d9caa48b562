import { useEffect, useState } from 'react';
import { parseDay } from '../../../engine/base/day.ts';
import { DateField } from '../../shared/forms/DateField.tsx';

interface DayFilterProps {
  readonly label: string;
  /** ISO day, empty where nothing is filtered. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A day that narrows a list; it counts once it is whole or empty. */
export function DayFilter({ label, value, onChange }: DayFilterProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const isWhole = text === '' || parseDay(text) !== null;
  return (
    <DateField
      label={label}
      text={text}
      error={!isWhole}
      onText={(next) => {
        setText(next);
        if (next === '' || parseDay(next) !== null) onChange(next);
      }}
    />
  );
}
