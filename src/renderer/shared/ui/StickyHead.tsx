import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';

/** Head of a table that stays while its rows scroll, on the ground of the page. */
export const StickyHead = ({ titles }: { readonly titles: readonly string[] }) => (
  <TableHead>
    <TableRow>
      {titles.map((title) => (
        <TableCell key={title} sx={{ backgroundColor: 'background.default' }}>
          {title}
        </TableCell>
      ))}
    </TableRow>
  </TableHead>
);
