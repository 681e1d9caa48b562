import FullCalendar from '@fullcalendar/react';
import dayGrid from '@fullcalendar/react/daygrid';
import classicTheme from '@fullcalendar/react/themes/classic';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/classic/theme.css';
import '@fullcalendar/react/themes/classic/palette.css';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { formatDay, parseDay } from '../../../engine/base/day.ts';
import { useCore } from '../../app/core-context.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import '../../shared/ui/brand-calendar.css';
import { sayChannel } from './campaign-words.ts';

interface ReservationCalendarProps {
  readonly asOf: string;
  /** Day whose month is shown first. */
  readonly start: string;
  readonly campaign: string | null;
  readonly onOpen: (campaign: string) => void;
}

const shift = (date: string, days: number): string => formatDay((parseDay(date.slice(0, 10)) ?? 0) + days);

/** Active reservations month by month, equal ones as one bar; violet borders are conflicts, italics hold nothing yet. */
export default function ReservationCalendar({ asOf, start, campaign, onOpen }: ReservationCalendarProps) {
  const { api } = useCore();
  const [range, setRange] = useState({ from: start, to: start });
  const answer = useQuery(api.campaigns.calendar.queryOptions({ input: { ...range, asOf, ...(campaign === null ? {} : { campaign }) }, placeholderData: keepPreviousData }));
  const spans = answer.data?.spans;
  const events = useMemo(
    () =>
      (spans ?? []).map((span) => ({
        id: JSON.stringify([span.campaign, span.channel, span.kind, span.from, span.to]),
        title: `${span.campaignName} · ${sayChannel(span.channel)} · ${formatCount(span.reservations)}${span.conflicts === 0 ? '' : ` · ${formatCount(span.conflicts)} in conflict`}`,
        start: span.from,
        end: shift(span.to, 1),
        allDay: true,
        extendedProps: { campaign: span.campaign },
        className: ['hold', span.conflicts > 0 ? 'in-conflict' : '', span.campaignStatus === 'active' ? '' : 'waiting'].filter((name) => name !== '').join(' '),
      })),
    [spans],
  );
  const hidden = (answer.data?.total ?? 0) - (spans?.length ?? 0);
  return (
    <Box className="brand-calendar">
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        {`${formatQuantity(spans?.length, 'span')} of equal reservations. A violet border is a conflict; italics belong to a campaign that is not active.${hidden > 0 ? ` ${formatQuantity(hidden, 'smaller span')} not drawn.` : ''}`}
      </Typography>
      {answer.isError && <ErrorPanel fault={toShownFault(answer.error)} />}
      <FullCalendar
        plugins={[dayGrid, classicTheme]}
        initialView="dayGridMonth"
        initialDate={start}
        timeZone="UTC"
        firstDay={1}
        height="auto"
        locale="en-GB"
        headerToolbar={{ start: 'title', end: 'today prev,next' }}
        buttons={{ today: { text: 'Today', hint: 'Today' } }}
        dayMaxEvents={6}
        eventInteractive
        events={events}
        datesSet={({ startStr, endStr }) => setRange({ from: startStr.slice(0, 10), to: shift(endStr, -1) })}
        eventClick={({ event }) => {
          const owner: unknown = event.extendedProps['campaign'];
          if (typeof owner === 'string') onOpen(owner);
        }}
      />
    </Box>
  );
}
