import { z } from 'zod';

/** How a CSV file is written on export. Cells that would start a formula are always neutralised. */
export const CsvFormat = z.strictObject({
  delimiter: z.enum([',', ';', '\t']),
  dateFormat: z.enum(['yyyy-MM-dd', 'dd/MM/yyyy', 'MM/dd/yyyy', 'dd.MM.yyyy']),
  decimal: z.enum(['.', ',']),
  /** UTF-8 byte order mark, which Excel needs to read accents. */
  byteOrderMark: z.boolean(),
});
export type CsvFormat = z.infer<typeof CsvFormat>;
