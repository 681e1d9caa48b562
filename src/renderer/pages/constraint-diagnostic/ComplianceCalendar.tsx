import FullCalendar from '@fullcalendar/react';
import dayGrid from '@fullcalendar/react/daygrid';
import interaction from '@fullcalendar/react/interaction';
import multiMonth from '@fullcalendar/react/multimonth';
import classicTheme from '@fullcalendar/react/themes/classic';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/classic/theme.css';
import '@fullcalendar/react/themes/classic/palette.css';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMemo } from 'react';
import { z } from 'zod';
import { formatDay, parseDay } from '../../../engine/base/day.ts';
import { isEnforced, type Constraint } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
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

/** The day `days` later; the calendar's ends are excluded, ours included. */
const shift = (date: string, days: number): string => formatDay((parseDay(date.slice(0, 10)) ?? 0) + days);

type Blackout = Extract<Constraint, { kind: 'blackout' }>;
const isBlackout = (rule: Constraint): rule is Blackout => rule.kind === 'blackout';

/** Name of a rule with what its days are, where they are no enforced blackout. */
const titleOf = (rule: Blackout): string => ((rule.window ?? 'blackout') !== 'blackout' ? `${rule.id}, ${rule.window}` : isEnforced(rule) ? rule.id : `${rule.id}, report only`);

/** Blackouts on a calendar by month or year: drawn over days to make one, dragged to move it, pulled at its end to change its length. */
export default function ComplianceCalendar({ rules, edit, onSelect }: ComplianceCalendarProps) {
  const [view, setView] = useUiState('rules.calendar.view', View, 'dayGridMonth');
  const blackouts = useMemo(() => rules.constraints.filter(isBlackout), [rules.constraints]);
  const horizonEnd = shift(rules.horizon.start, rules.horizon.days);
  const events = useMemo(
    () => [
      { id: 'horizon', start: rules.horizon.start, end: horizonEnd, allDay: true, display: 'background', editable: false },
      ...blackouts.map((rule) => ({ id: `rule:${rule.id}`, title: titleOf(rule), start: rule.from, end: shift(rule.to, 1), allDay: true, className: isEnforced(rule) ? 'rule-days' : 'rule-days report-only' })),
    ],
    [blackouts, rules.horizon.start, horizonEnd],
  );
  const ruleOf = (eventId: string): Blackout | undefined => blackouts.find((rule) => `rule:${rule.id}` === eventId);
  const create = (start: string, end: string): void => {
    const rule: Blackout = { id: freeRuleId('blackout', rules), kind: 'blackout', from: start.slice(0, 10), to: shift(end, -1) };
    edit({ edit: 'constraint', constraint: rule });
    onSelect(rule.id);
  };
  const move = (eventId: string, start: string, end: string): void => {
    const rule = ruleOf(eventId);
    if (rule === undefined) return;
    const from = start.slice(0, 10);
    edit({ edit: 'constraint', constraint: { ...rule, from, to: end === '' ? from : shift(end, -1) } });
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
        datesSet={({ view: shown }) => {
          const parsed = View.safeParse(shown.type);
          if (parsed.success && parsed.data !== view) setView(parsed.data);
        }}
        select={({ startStr, endStr }) => create(startStr, endStr)}
        eventDrop={({ event }) => move(event.id, event.startStr, event.endStr)}
        eventResize={({ event }) => move(event.id, event.startStr, event.endStr)}
        eventClick={({ event }) => {
          const rule = ruleOf(event.id);
          if (rule !== undefined) onSelect(rule.id);
        }}
      />
    </Box>
  );
}
