import Box from '@mui/material/Box';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { CellVerdict, ContactExplanation } from '../../../engine/model/explanation.ts';
import { brand, tone } from '../../app/theme/tokens.ts';
import { weekdayOf } from '../../shared/format/date.ts';
import { sayCell, verdictLooks } from './why-words.ts';

/** A cell of the calendar by its place. */
export interface WhyPlace {
  readonly row: number;
  readonly day: number;
}

const NAME_WIDTH = 120;
const CELL = 28;

/** Where a key leads from a cell; null for keys that move nothing. */
export function movePlace({ row, day }: WhyPlace, key: string, rows: number, days: number): WhyPlace | null {
  switch (key) {
    case 'ArrowLeft':
      return { row, day: Math.max(0, day - 1) };
    case 'ArrowRight':
      return { row, day: Math.min(days - 1, day + 1) };
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), day };
    case 'ArrowDown':
      return { row: Math.min(rows - 1, row + 1), day };
    case 'Home':
      return { row, day: 0 };
    case 'End':
      return { row, day: days - 1 };
    case 'PageUp':
      return { row, day: Math.max(0, day - 7) };
    case 'PageDown':
      return { row, day: Math.min(days - 1, day + 7) };
    default:
      return null;
  }
}

function DayHeads({ days }: { readonly days: readonly CellVerdict[] }) {
  return (
    <Box role="row" sx={{ display: 'contents' }}>
      <Box role="columnheader" sx={{ position: 'sticky', left: 0, backgroundColor: brand.voidBlack, zIndex: 1 }}>
        Channel
      </Box>
      {days.map(({ date }, at) => (
        <Box key={date} role="columnheader" aria-label={date} sx={{ textAlign: 'center', color: tone.secondaryText, fontSize: '0.6875rem', lineHeight: 1.3, position: 'relative', pt: 2 }}>
          {(at === 0 || date.endsWith('-01')) && (
            <Box component="span" sx={{ position: 'absolute', top: 0, left: 0, whiteSpace: 'nowrap', color: brand.signalWhite }}>
              {date.slice(0, 7)}
            </Box>
          )}
          <Box component="span" sx={{ display: 'block' }}>
            {(weekdayOf(date) ?? '').slice(0, 1)}
          </Box>
          <Box component="span" sx={{ display: 'block', fontVariantNumeric: 'tabular-nums' }}>
            {date.slice(8)}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

interface WhyCalendarProps {
  readonly explained: ContactExplanation;
  /** The cell that is looked at; null before one is. */
  readonly place: WhyPlace | null;
  readonly onPlace: (place: WhyPlace) => void;
}

/** Every channel and day of a contact by its verdict. Arrow keys move, Home and End go to the ends of a row, Page keys a week. */
export function WhyCalendar({ explained, place, onPlace }: WhyCalendarProps) {
  const grid = useRef<HTMLDivElement>(null);
  const isTyping = useRef(false);
  const { channels } = explained;
  const days = channels[0]?.days ?? [];
  const focus = place ?? { row: 0, day: 0 };
  useEffect(() => {
    if (!isTyping.current) return;
    isTyping.current = false;
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [place]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = movePlace(focus, event.key, channels.length, days.length);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    isTyping.current = true;
    onPlace(next);
  };
  return (
    <Box sx={{ overflowX: 'auto', pb: 1 }}>
      <Box ref={grid} role="grid" aria-label={`Channels and days of ${explained.contact}`} aria-rowcount={channels.length + 1} onKeyDown={onKeyDown} sx={{ display: 'grid', gridTemplateColumns: `minmax(${NAME_WIDTH}px, max-content) repeat(${days.length}, ${CELL}px)`, gap: '2px', alignItems: 'center', fontSize: '0.8125rem', width: 'max-content' }}>
        <DayHeads days={days} />
        {channels.map((channel, row) => (
          <Box key={channel.channel} role="row" sx={{ display: 'contents' }}>
            <Box role="rowheader" sx={{ position: 'sticky', left: 0, zIndex: 1, backgroundColor: brand.voidBlack, maxWidth: 180, pr: 1, overflowWrap: 'anywhere', alignSelf: 'stretch', display: 'flex', alignItems: 'center' }}>
              {channel.channel}
            </Box>
            {channel.days.map((cell, day) => {
              const look = verdictLooks[cell.verdict];
              const isHere = focus.row === row && focus.day === day;
              const isChosen = place !== null && isHere;
              return (
                <Box
                  key={cell.date}
                  role="gridcell"
                  tabIndex={isHere ? 0 : -1}
                  aria-selected={isChosen}
                  aria-label={sayCell(channel.channel, cell)}
                  title={sayCell(channel.channel, cell)}
                  onClick={() => onPlace({ row, day })}
                  sx={{ height: CELL, display: 'flex', alignItems: 'center', justifyContent: 'center', cursor: 'pointer', borderRadius: '4px', color: look.text, backgroundColor: look.fill, border: `1px solid ${look.border}`, ...(isChosen ? { boxShadow: `0 0 0 2px ${brand.signalWhite}` } : {}), '&:focus-visible': { outline: `2px solid ${brand.processViolet}`, outlineOffset: 2 } }}
                >
                  {look.sign}
                </Box>
              );
            })}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
