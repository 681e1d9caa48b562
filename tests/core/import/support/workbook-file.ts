import { crc32, deflateRawSync } from 'node:zlib';

/** A ZIP file of these parts, deflated (small and plain: no ZIP64, no encryption). */
export function writeZip(parts: Readonly<Record<string, string>>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(nameBytes.length, 22);
    const header = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, nameBytes]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), fields, place, nameBytes]));
    local.push(header, packed);
    offset += header.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/** A control character as a workbook writes it; tab and line feed may stand as they are. */
const escapeControl = (char: string): string => (char < ' ' && char !== '\t' && char !== '\n' ? `_x${char.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_` : char);

const escapeXml = (text: string): string => Array.from(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'), escapeControl).join('');

/** A cell: shared text, inline text, number with the position of its format in `formats`, flag, error or nothing. */
export type WorkbookCell = string | number | boolean | null | { readonly inline: string } | { readonly number: number | string; readonly format: number } | { readonly error: string };

const columnName = (at: number): string => (at < 26 ? '' : columnName(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

export interface WorkbookSheet {
  readonly name: string;
  readonly rows: readonly (readonly WorkbookCell[])[];
  readonly isHidden?: boolean;
}

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook as spreadsheets write it, with these number formats (style n + 1 = formats[n]). */
export function writeWorkbook(sheets: readonly WorkbookSheet[], options: { formats?: readonly string[]; startsIn1904?: boolean } = {}): Buffer {
  const strings: string[] = [];
  const shared = new Map<string, number>();
  const numberOf = (text: string): number => {
    const known = shared.get(text);
    if (known !== undefined) return known;
    shared.set(text, strings.length);
    strings.push(text);
    return strings.length - 1;
  };
  const cell = (value: WorkbookCell, at: number, row: number): string => {
    const place = `r="${columnName(at)}${row}"`;
    if (value === null) return '';
    if (typeof value === 'string') return `<c ${place} t="s"><v>${numberOf(value)}</v></c>`;
    if (typeof value === 'number') return `<c ${place}><v>${value}</v></c>`;
    if (typeof value === 'boolean') return `<c ${place} t="b"><v>${value ? 1 : 0}</v></c>`;
    if ('inline' in value) return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escapeXml(value.inline)}</t></is></c>`;
    if ('error' in value) return `<c ${place} t="e"><v>${value.error}</v></c>`;
    return `<c ${place} s="${value.format + 1}"><v>${value.number}</v></c>`;
  };
  const sheetParts = sheets.map(({ rows }) => `<?xml version="1.0"?><worksheet xmlns="${NAMESPACE}"><sheetData>${rows.map((cells, at) => `<row r="${at + 1}">${cells.map((value, column) => cell(value, column, at + 1)).join('')}</row>`).join('')}</sheetData></worksheet>`);
  const formats = options.formats ?? [];
  return writeZip({
    '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${NAMESPACE}" xmlns:r="${RELATIONS}"><workbookPr${options.startsIn1904 === true ? ' date1904="1"' : ''}/><sheets>${sheets.map(({ name, isHidden }, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}"${isHidden === true ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}<Relationship Id="rId900" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId901" Type="${RELATIONS}/styles" Target="/xl/styles.xml"/></Relationships>`,
    'xl/styles.xml': `<?xml version="1.0"?><styleSheet xmlns="${NAMESPACE}"><numFmts>${formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escapeXml(code).replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, at) => `<xf numFmtId="${164 + at}"/>`).join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(sheetParts.map((part, at) => [`xl/worksheets/sheet${at + 1}.xml`, part])),
    'xl/sharedStrings.xml': `<?xml version="1.0"?><sst xmlns="${NAMESPACE}">${strings.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
  });
}
