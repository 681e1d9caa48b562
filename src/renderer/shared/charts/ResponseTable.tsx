import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ResponseSummary } from '../../../contract/response.ts';
import { formatCount } from '../format/number.ts';
import { IntervalBar } from './IntervalBar.tsx';

type ChannelResponse = ResponseSummary['channels'][number];

/** Response of each channel with its interval, the touches it was judged on and those whose answer may still come, and one more column of the caller's. */
export function ResponseTable({ channels, lastLabel, lastText }: { readonly channels: readonly ChannelResponse[]; readonly lastLabel: string; readonly lastText: (channel: ChannelResponse) => string }) {
  const top = Math.max(0.01, ...channels.map((channel) => channel.high));
  return (
    <TableContainer tabIndex={0} role="group" aria-label="Response by channel">
      <Table size="small" aria-label="Response by channel">
        <TableHead>
          <TableRow>
            <TableCell>Channel</TableCell>
            <TableCell>First touch, 90% interval</TableCell>
            <TableCell align="right">Touches</TableCell>
            <TableCell align="right">Waiting</TableCell>
            <TableCell align="right">{lastLabel}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {channels.map((channel) => (
            <TableRow key={channel.channel}>
              <TableCell component="th" scope="row">
                {channel.channel}
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                <IntervalBar mean={channel.mean} low={channel.low} high={channel.high} max={top} />
              </TableCell>
              <TableCell align="right">{formatCount(channel.touches)}</TableCell>
              <TableCell align="right">{formatCount(channel.waiting)}</TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                {lastText(channel)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
