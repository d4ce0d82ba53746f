/** A workbook stream of Excel 97–2003 in its container, record by record. */
const SECTOR = 512;
const END = 0xfffffffe;
const FREE = 0xffffffff;
const FAT = 0xfffffffd;

export type XlsRecord = readonly [type: number, data: Buffer];

export function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => bytes.writeUInt16LE(value & 0xffff, i * 2));
  return bytes;
}
export function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32LE(value >>> 0, i * 4));
  return bytes;
}
export function f64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}
/** Length, flags and characters: two bytes each where one does not hold them. */
export function xlsText(text: string, lengthBytes: 1 | 2 = 2): Buffer {
  const isWide = Array.from(text).some(character => character > '\u00ff');
  const length = lengthBytes === 2 ? u16(text.length) : Buffer.from([text.length]);
  return Buffer.concat([length, Buffer.from([isWide ? 1 : 0]), Buffer.from(text, isWide ? 'utf16le' : 'latin1')]);
}
export function begin(type: number, version = 0x600): XlsRecord {
  return [0x809, Buffer.concat([u16(version, type), Buffer.alloc(12)])];
}
export const endOfStream: XlsRecord = [0x0a, Buffer.alloc(0)];

export const cellRecords = {
  number: (row: number, column: number, style: number, value: number): XlsRecord => [
    0x203,
    Buffer.concat([u16(row, column, style), f64(value)]),
  ],
  rk: (row: number, column: number, rk: number): XlsRecord => [0x27e, Buffer.concat([u16(row, column, 0), u32(rk)])],
  shared: (row: number, column: number, index: number): XlsRecord => [
    0xfd,
    Buffer.concat([u16(row, column, 0), u32(index)]),
  ],
  label: (row: number, column: number, text: string): XlsRecord => [
    0x204,
    Buffer.concat([u16(row, column, 0), xlsText(text)]),
  ],
  booleanOrError: (row: number, column: number, code: number, isError: boolean): XlsRecord => [
    0x205,
    Buffer.concat([u16(row, column, 0), Buffer.from([code, isError ? 1 : 0])]),
  ],
  formula: (row: number, column: number, result: Buffer): XlsRecord => [
    0x06,
    Buffer.concat([u16(row, column, 0), result, Buffer.alloc(8)]),
  ],
};

export interface XlsGiven {
  readonly sheets: readonly { name: string; records: readonly XlsRecord[]; state?: number }[];
  /** Built-in number formats of the styles. */
  readonly formats?: readonly number[];
  readonly is1904?: boolean;
  /** SST and its continuations. */
  readonly shared?: readonly XlsRecord[];
  readonly extra?: readonly XlsRecord[];
}

export function sharedTexts(...texts: string[]): XlsRecord[] {
  return [[0xfc, Buffer.concat([u32(texts.length, texts.length), ...texts.map(text => xlsText(text))])]];
}

/** The records of a whole workbook. */
export function xlsStream(given: XlsGiven): Buffer {
  const styles = (given.formats ?? [0]).map((format): XlsRecord => [
    0xe0,
    Buffer.concat([u16(0, format), Buffer.alloc(16)]),
  ]);
  const head = [
    begin(5),
    ...(given.extra ?? []),
    [0x22, u16(given.is1904 ? 1 : 0)] as XlsRecord,
    ...styles,
    ...(given.shared ?? []),
  ];
  const bound = (offsets: readonly number[]): XlsRecord[] =>
    given.sheets.map((sheet, i) => [
      0x85,
      Buffer.concat([u32(offsets[i]), Buffer.from([sheet.state ?? 0, 0]), xlsText(sheet.name, 1)]),
    ]);
  const bodies = given.sheets.map(sheet => bytesOf([begin(0x10), ...sheet.records, endOfStream]));
  let offset = bytesOf([...head, ...bound(bodies.map(() => 0)), endOfStream]).length;
  const offsets = bodies.map(body => (offset += body.length) - body.length);
  return Buffer.concat([bytesOf([...head, ...bound(offsets), endOfStream]), ...bodies]);
}

export function bytesOf(records: readonly XlsRecord[]): Buffer {
  return Buffer.concat(records.flatMap(([type, data]) => [u16(type, data.length), data]));
}

export function xlsFile(given: XlsGiven): Buffer {
  return compoundFile('Workbook', xlsStream(given));
}

/** An OLE compound file of one stream; the table of sectors comes first, then the directory, then the stream. */
export function compoundFile(name: string, stream: Buffer): Buffer {
  // Short streams live elsewhere, so that none is short.
  const bytes = Buffer.concat([stream, Buffer.alloc(Math.max(0, 4096 - stream.length))]);
  const nData = Math.ceil(bytes.length / SECTOR);
  const nFat = Math.ceil((nData + 1) / (SECTOR / 4 - 1)) + 1;
  const fat = Array.from({ length: (nFat * SECTOR) / 4 }, (_unused, sector) => {
    if (sector < nFat) return FAT;
    if (sector === nFat) return END;
    const last = nFat + nData;
    if (sector > last) return FREE;
    return sector === last ? END : sector + 1;
  });
  const header = Buffer.alloc(SECTOR);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  u16(0x3e, 3, 0xfffe, 9, 6).copy(header, 24);
  u32(nFat, nFat, 0, 4096, END, 0, END, 0).copy(header, 44);
  for (let i = 0; i < 109; i++) header.writeUInt32LE(i < nFat ? i : FREE, 76 + i * 4);
  const directory = Buffer.concat([
    directoryEntry('Root Entry', 5, END, 0, 1),
    directoryEntry(name, 2, nFat + 1, stream.length < 4096 ? 4096 : stream.length, FREE),
    Buffer.alloc(256),
  ]);
  const data = Buffer.alloc(nData * SECTOR);
  bytes.copy(data);
  return Buffer.concat([header, u32(...fat), directory, data]);
}

function directoryEntry(name: string, type: number, first: number, size: number, child: number): Buffer {
  const entry = Buffer.alloc(128);
  entry.write(name, 'utf16le');
  entry.writeUInt16LE((name.length + 1) * 2, 64);
  entry[66] = type;
  u32(FREE, FREE, child).copy(entry, 68);
  u32(first, size).copy(entry, 116);
  return entry;
}
