import { unwrap } from '../test-core.ts';
import { writeExport } from '../export-cases.ts';
import { report } from './report.ts';

/** Writes exports of growing plans over one another without end, as a file, a folder and a ZIP by turns; tells each before it begins and once it is there. */
const [, , folder = ''] = process.argv;

report('ready');
for (let number = 0; ; number += 1) {
  report(`begin ${number}`);
  unwrap(writeExport(folder, number));
  report(`wrote ${number}`);
}
