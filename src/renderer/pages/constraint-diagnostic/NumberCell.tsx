import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';

interface NumberCellProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max?: number;
  readonly isWhole?: boolean;
  readonly onCommit: (value: number) => void;
  readonly width?: number | string;
  /** True shows the label above the field; in tables it is only spoken. */
  readonly isLabelShown?: boolean;
}

/** A number of a rule, which is never empty. */
export const NumberCell = ({ isLabelShown = false, width = 110, onCommit, ...field }: NumberCellProps) => (
  <InlineNumberField
    {...field}
    width={width}
    isLabelHidden={!isLabelShown}
    onCommit={(value) => {
      if (value !== null) onCommit(value);
    }}
  />
);
