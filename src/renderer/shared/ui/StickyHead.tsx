import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';

/** Head of a table that stays while its rows scroll, on the ground of the page; columns from `numericFrom` on hold figures. */
export const StickyHead = ({ titles, numericFrom = titles.length }: { readonly titles: readonly string[]; readonly numericFrom?: number }) => (
  <TableHead>
    <TableRow>
      {titles.map((title, at) => (
        <TableCell key={title} align={at >= numericFrom ? 'right' : 'left'} sx={{ backgroundColor: 'background.default' }}>
          {title}
        </TableCell>
      ))}
    </TableRow>
  </TableHead>
);
