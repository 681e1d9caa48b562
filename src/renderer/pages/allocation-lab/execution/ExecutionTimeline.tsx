import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { z } from 'zod';
import type { TimelineLane } from '../../../../contract/execution.ts';
import { formatDay, isoWeekday, parseDay } from '../../../../engine/base/day.ts';
import { useCore } from '../../../app/core-context.ts';
import { brand, tone } from '../../../app/theme/tokens.ts';
import { formatDate } from '../../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../../shared/format/number.ts';
import { toShownFault } from '../../../shared/messages/shown-fault.ts';
import { useUiState } from '../../../shared/state/use-ui-state.ts';
import { DelayedSkeleton } from '../../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../../shared/ui/ErrorPanel.tsx';
import { SectionCard } from '../../../shared/ui/SectionCard.tsx';

const By = z.enum(['rep', 'channel']);

const ROW = 28;
const DAY = 34;
const NAME = 150;
const HEAD = 40;
/** Rows on screen at once, and those drawn beyond them. */
const ROWS = 10;
const BEYOND = 6;
const WEEKEND = 6;
/** Days shown before today when a plan that runs is opened. */
const DAYS_BEFORE = 3;

interface Cell {
  readonly row: number;
  readonly day: number;
}

const describeCell = ({ key, actions, done, missed }: TimelineLane, day: number, date: string): string =>
  `${key === '' ? 'Nobody' : key}, ${formatDate(date)}: ${formatQuantity(actions[day] ?? 0, 'action')}, ${formatCount(done[day] ?? 0)} done, ${formatCount(missed[day] ?? 0)} late, failed or skipped`;

/** A day of a lane: gold is how much is planned, the bar below what is done, the violet edge what was missed. */
function DayCell({ lane, day, most, isToday, isWeekend, isActive, label, onOpen }: { readonly lane: TimelineLane; readonly day: number; readonly most: number; readonly isToday: boolean; readonly isWeekend: boolean; readonly isActive: boolean; readonly label: string; readonly onOpen: () => void }) {
  const actions = lane.actions[day] ?? 0;
  const done = lane.done[day] ?? 0;
  const missed = lane.missed[day] ?? 0;
  const share = actions === 0 ? 0 : 0.12 + 0.5 * (actions / most);
  return (
    <Box
      role="gridcell"
      aria-colindex={day + 2}
      aria-label={label}
      title={label}
      tabIndex={isActive ? 0 : -1}
      data-day={day}
      onClick={onOpen}
      sx={{
        position: 'absolute',
        top: 0,
        left: NAME + day * DAY,
        width: DAY,
        height: ROW,
        display: 'grid',
        placeItems: 'center',
        fontSize: '0.75rem',
        fontVariantNumeric: 'tabular-nums',
        color: brand.signalWhite,
        cursor: actions === 0 ? 'default' : 'pointer',
        borderLeft: isToday ? `2px solid ${brand.catalystGold}` : `1px solid ${brand.borderGray}`,
        backgroundColor: isWeekend && actions === 0 ? tone.hoverSurface : 'transparent',
        '&:focus-visible': { outline: `2px solid ${brand.processViolet}`, outlineOffset: -2 },
      }}
    >
      {actions > 0 && <Box aria-hidden sx={{ position: 'absolute', inset: '2px', borderRadius: '3px', backgroundColor: brand.catalystGold, opacity: share, ...(missed > 0 ? { opacity: Math.max(0.25, share) } : {}) }} />}
      {missed > 0 && <Box aria-hidden sx={{ position: 'absolute', inset: '2px', borderRadius: '3px', border: `2px solid ${brand.processViolet}` }} />}
      {done > 0 && <Box aria-hidden sx={{ position: 'absolute', left: 2, bottom: 2, height: 4, borderRadius: '2px', backgroundColor: brand.signalWhite, width: (DAY - 5) * (done / actions) }} />}
      {actions > 0 && <Box sx={{ position: 'relative' }}>{actions > 999 ? `${Math.round(actions / 1000)}k` : actions}</Box>}
    </Box>
  );
}

interface TimelineProps {
  readonly planId: number;
  readonly today: string;
  readonly onOpen: (narrowing: { readonly rep?: string; readonly channel?: string; readonly date: string }) => void;
}

/** A plan over its days, a lane for each rep or channel; only lanes on screen are drawn. Arrow keys move, Enter opens the actions of a day. */
export function ExecutionTimeline({ planId, today, onOpen }: TimelineProps) {
  const { api } = useCore();
  const [by, setBy] = useUiState<z.infer<typeof By>>('execution.by', By, 'rep');
  const [top, setTop] = useState(0);
  const [active, setActive] = useState<Cell>({ row: 0, day: 0 });
  const frame = useRef<HTMLDivElement>(null);
  const answer = useQuery(api.execution.timeline.queryOptions({ input: { planId, by }, placeholderData: keepPreviousData }));
  const lanes = useMemo(() => answer.data?.lanes ?? [], [answer.data]);
  const most = useMemo(() => Math.max(1, ...lanes.flatMap(({ actions }) => actions.reduce((largest, count) => Math.max(largest, count), 0))), [lanes]);
  const start = parseDay(answer.data?.start ?? '') ?? 0;
  const days = answer.data?.days ?? 0;
  const dates = useMemo(() => Array.from({ length: days }, (_none, day) => formatDay(start + day)), [start, days]);
  const first = Math.max(0, Math.floor(top / ROW) - BEYOND);
  const shown = lanes.slice(first, first + ROWS + 2 * BEYOND);
  const total = lanes.reduce((sum, { actions }) => sum + actions.reduce((all, count) => all + count, 0), 0);

  useEffect(() => {
    if (frame.current !== null && days > 0) frame.current.scrollLeft = Math.max(0, ((parseDay(today) ?? start) - start - DAYS_BEFORE) * DAY);
  }, [start, days, today]);

  const open = ({ row, day }: Cell): void => {
    const lane = lanes[row];
    const date = dates[day];
    if (lane === undefined || date === undefined) return;
    onOpen({ ...(by === 'rep' ? { rep: lane.key } : { channel: lane.key }), date });
  };
  const moveTo = ({ row, day }: Cell): void => {
    const next = { row: Math.max(0, Math.min(lanes.length - 1, row)), day: Math.max(0, Math.min(days - 1, day)) };
    setActive(next);
    const box = frame.current;
    if (box === null) return;
    const [y, x] = [next.row * ROW, next.day * DAY];
    if (y < box.scrollTop) box.scrollTop = y;
    else if (y + ROW > box.scrollTop + box.clientHeight - HEAD) box.scrollTop = y + ROW - box.clientHeight + HEAD;
    if (x < box.scrollLeft) box.scrollLeft = x;
    else if (x + DAY > box.scrollLeft + box.clientWidth - NAME) box.scrollLeft = x + DAY - box.clientWidth + NAME;
    requestAnimationFrame(() => box.querySelector<HTMLElement>(`[data-row="${next.row}"] [data-day="${next.day}"]`)?.focus({ preventScroll: true }));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, Cell>> = { ArrowLeft: { row: 0, day: -1 }, ArrowRight: { row: 0, day: 1 }, ArrowUp: { row: -1, day: 0 }, ArrowDown: { row: 1, day: 0 }, Home: { row: 0, day: -days }, End: { row: 0, day: days }, PageUp: { row: -ROWS, day: 0 }, PageDown: { row: ROWS, day: 0 } };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      moveTo({ row: active.row + step.row, day: active.day + step.day });
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(active);
    }
  };
  return (
    <SectionCard
      title="Timeline"
      sentence={`${formatQuantity(total, 'action')} on ${formatQuantity(days, 'day')}, ${formatQuantity(lanes.length, by)}. Gold is what is planned, the white bar what is done, a violet edge what is late, failed or skipped.`}
      actions={
        <ToggleButtonGroup exclusive size="small" value={by} aria-label="Lanes of the timeline" onChange={(_event, next: unknown) => next !== null && (setBy(By.parse(next)), setActive({ row: 0, day: 0 }))}>
          <ToggleButton value="rep">By rep</ToggleButton>
          <ToggleButton value="channel">By channel</ToggleButton>
        </ToggleButtonGroup>
      }
    >
      {answer.isError && <ErrorPanel fault={toShownFault(answer.error)} />}
      {answer.data === undefined && !answer.isError && <DelayedSkeleton kind="card" />}
      {lanes.length > 0 && (
        <Box
          ref={frame}
          role="grid"
          aria-label="Timeline of the plan"
          aria-rowcount={lanes.length + 1}
          aria-colcount={days + 1}
          onKeyDown={onKeyDown}
          onScroll={(event) => setTop(event.currentTarget.scrollTop)}
          sx={{ overflow: 'auto', position: 'relative', maxHeight: HEAD + ROWS * ROW + 12, border: `1px solid ${brand.borderGray}`, borderRadius: '6px' }}
        >
          <Box role="row" aria-rowindex={1} sx={{ position: 'sticky', top: 0, zIndex: 2, height: HEAD, width: NAME + days * DAY, backgroundColor: brand.voidBlack, borderBottom: `1px solid ${brand.borderGray}` }}>
            <Box role="columnheader" aria-colindex={1} sx={{ position: 'sticky', left: 0, zIndex: 3, width: NAME, height: HEAD - 1, display: 'flex', alignItems: 'center', px: 1, fontSize: '0.75rem', color: tone.secondaryText, backgroundColor: brand.voidBlack }}>
              {by === 'rep' ? 'Rep' : 'Channel'}
            </Box>
            {dates.map((date, day) => (
              <Box key={date} role="columnheader" aria-colindex={day + 2} aria-label={formatDate(date)} sx={{ position: 'absolute', top: 0, left: NAME + day * DAY, width: DAY, height: HEAD - 1, display: 'grid', placeItems: 'center', alignContent: 'center', fontSize: '0.6875rem', lineHeight: 1.3, color: date === today ? tone.goldHover : tone.secondaryText, fontVariantNumeric: 'tabular-nums' }}>
                <span>{date.slice(8)}</span>
                <span>{day === 0 || date.endsWith('-01') ? date.slice(5, 7) : 'MTWTFSS'[isoWeekday(start + day) - 1]}</span>
              </Box>
            ))}
          </Box>
          <Box role="rowgroup" sx={{ position: 'relative', height: lanes.length * ROW, width: NAME + days * DAY }}>
            {shown.map((lane, nth) => {
              const row = first + nth;
              return (
                <Box key={lane.key} role="row" aria-rowindex={row + 2} data-row={row} sx={{ position: 'absolute', top: row * ROW, height: ROW, width: '100%' }}>
                  <Box role="rowheader" aria-colindex={1} title={lane.key} sx={{ position: 'sticky', left: 0, zIndex: 1, width: NAME, height: ROW, px: 1, display: 'flex', alignItems: 'center', backgroundColor: brand.voidBlack, fontSize: '0.8125rem' }}>
                    <Typography component="span" noWrap sx={{ fontSize: 'inherit' }}>
                      {lane.key === '' ? 'Nobody' : lane.key}
                    </Typography>
                  </Box>
                  {dates.map((date, day) => (
                    <DayCell key={date} lane={lane} day={day} most={most} isToday={date === today} isWeekend={isoWeekday(start + day) >= WEEKEND} isActive={active.row === row && active.day === day} label={describeCell(lane, day, date)} onOpen={() => (setActive({ row, day }), open({ row, day }))} />
                  ))}
                </Box>
              );
            })}
          </Box>
        </Box>
      )}
    </SectionCard>
  );
}
