import FullCalendar, { type EventApi } from '@fullcalendar/react';
import dayGrid from '@fullcalendar/react/daygrid';
import interaction from '@fullcalendar/react/interaction';
import multiMonth from '@fullcalendar/react/multimonth';
import classicTheme from '@fullcalendar/react/themes/classic';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/classic/theme.css';
import '@fullcalendar/react/themes/classic/palette.css';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { formatDay, parseDay } from '../../../engine/base/day.ts';
import { isEnforced, type Constraint } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import '../../shared/ui/brand-calendar.css';
import { freeRuleId } from './create-rule.ts';
import type { Rules } from './use-rules.ts';

const views = ['dayGridMonth', 'multiMonthYear'] as const;
const View = z.enum(views);

interface ComplianceCalendarProps {
  readonly rules: PlanningRules;
  readonly edit: Rules['edit'];
  readonly onSelect: (id: string) => void;
}

/** One time of a window. */
interface WindowTime {
  readonly constraint: string;
  readonly from: string;
  readonly to: string;
}

/** The day `days` later; the calendar's ends are excluded, ours included. */
const shift = (date: string, days: number): string => formatDay((parseDay(date.slice(0, 10)) ?? 0) + days);

type Blackout = Extract<Constraint, { kind: 'blackout' }>;
const isBlackout = (rule: Constraint): rule is Blackout => rule.kind === 'blackout';

/** The times of a rule that are drawn; one that happens once is known without asking. */
const timesOf = (rule: Blackout, times: readonly WindowTime[]): readonly { readonly from: string; readonly to: string }[] => (rule.recurrence === undefined ? [rule] : times.filter(({ constraint }) => constraint === rule.id));

/** Name of a rule with what its days are, where they are no enforced blackout. */
const titleOf = (rule: Blackout): string => ((rule.window ?? 'blackout') !== 'blackout' ? `${rule.id}, ${rule.window}` : isEnforced(rule) ? rule.id : `${rule.id}, report only`);

/** Blackouts on a calendar by month or year: drawn over days to make one, dragged to move it, pulled at its end to change its length. */
export default function ComplianceCalendar({ rules, edit, onSelect }: ComplianceCalendarProps) {
  const [view, setView] = useUiState('rules.calendar.view', View, 'dayGridMonth');
  const { api } = useCore();
  const [shown, setShown] = useState({ from: rules.horizon.start, to: rules.horizon.start });
  const times = useQuery(api.rules.windowTimes.queryOptions({ input: shown, placeholderData: keepPreviousData })).data;
  const blackouts = useMemo(() => rules.constraints.filter(isBlackout), [rules.constraints]);
  const horizonEnd = shift(rules.horizon.start, rules.horizon.days);
  const events = useMemo(
    () => [
      { id: 'horizon', start: rules.horizon.start, end: horizonEnd, allDay: true, display: 'background', editable: false },
      ...blackouts.flatMap((rule) =>
        timesOf(rule, times ?? []).map(({ from, to }, at) => ({ id: `rule:${rule.id}:${at}`, title: titleOf(rule), start: from, end: shift(to, 1), allDay: true, className: isEnforced(rule) ? 'rule-days' : 'rule-days report-only', extendedProps: { rule: rule.id } })),
      ),
    ],
    [blackouts, times, rules.horizon.start, horizonEnd],
  );
  const ruleOf = ({ extendedProps }: EventApi): Blackout | undefined => blackouts.find((rule) => rule.id === extendedProps['rule']);
  const create = (start: string, end: string): void => {
    const rule: Blackout = { id: freeRuleId('blackout', rules), kind: 'blackout', from: start.slice(0, 10), to: shift(end, -1) };
    edit({ edit: 'constraint', constraint: rule });
    onSelect(rule.id);
  };
  /** Moves a rule as the dragged time moved: its first time by as many days, with the time's new length. */
  const move = (event: EventApi, before: EventApi): void => {
    const rule = ruleOf(event);
    if (rule === undefined) return;
    const days = (date: string): number => parseDay(date.slice(0, 10)) ?? 0;
    const from = shift(rule.from, days(event.startStr) - days(before.startStr));
    const length = event.endStr === '' ? 1 : days(event.endStr) - days(event.startStr);
    edit({ edit: 'constraint', constraint: { ...rule, from, to: shift(from, length - 1) } });
  };
  return (
    <Box className="brand-calendar">
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        Draw over days for a blackout. Drag it to move it, pull its end to change its length. Gold days are the horizon.
      </Typography>
      <FullCalendar
        plugins={[dayGrid, multiMonth, interaction, classicTheme]}
        initialView={view}
        initialDate={rules.horizon.start}
        timeZone="UTC"
        firstDay={1}
        height="auto"
        locale="en-GB"
        headerToolbar={{ start: 'title', end: 'dayGridMonth,multiMonthYear today prev,next' }}
        buttons={{ today: { text: 'Today', hint: 'Today' }, dayGridMonth: { text: 'Month', hint: 'Month' }, multiMonthYear: { text: 'Year', hint: 'Year' } }}
        multiMonthMaxColumns={3}
        singleMonthMinWidth={260}
        dayMaxEvents={4}
        selectable
        editable
        eventResizableFromStart
        events={events}
        datesSet={({ view: { type }, startStr, endStr }) => {
          const parsed = View.safeParse(type);
          if (parsed.success && parsed.data !== view) setView(parsed.data);
          setShown({ from: startStr.slice(0, 10), to: shift(endStr, -1) });
        }}
        select={({ startStr, endStr }) => create(startStr, endStr)}
        eventDrop={({ event, oldEvent }) => move(event, oldEvent)}
        eventResize={({ event, oldEvent }) => move(event, oldEvent)}
        eventClick={({ event }) => {
          const rule = ruleOf(event);
          if (rule !== undefined) onSelect(rule.id);
        }}
      />
    </Box>
  );
}
