/** How a file is read: what a person may fix where detection is wrong. null means: decide by what is in the file. */
import './jitless.ts';
import { z } from 'zod';

export const DECIMAL_MARKS = ['.', ','] as const;
export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;

export const readingSchema = z.strictObject({
  /** Sheet by name; null takes the sheet that looks most like a table. */
  sheet: z.string().max(100).nullable(),
  /** 1-based sheet row of the (last) header row; null detects it; 0 says there is none. */
  headerRow: z.number().int().min(0).max(1_048_576).nullable(),
  /** How many rows, ending at the header row, are joined into the column names; null detects it. */
  headerRowCount: z.number().int().min(1).max(5).nullable().default(null),
  /** Cells that are read, such as B3:N500; what lies outside is not part of the table. */
  range: z
    .string()
    .regex(/^[A-Z]{1,3}[1-9]\d{0,6}:[A-Z]{1,3}[1-9]\d{0,6}$/)
    .nullable()
    .default(null),
  /** Character encoding of a text file, such as utf-8 or windows-1252. */
  encoding: z.string().min(1).max(40).nullable().default(null),
  /** What stands between the cells of a text file: one character, `spaces` for runs of them, or `fixed` for columns of fixed width. */
  separator: z
    .string()
    .regex(/^(?:.|spaces|fixed)$/su)
    .nullable()
    .default(null),
  /** Fixed width: the characters, from 0, at which columns start. */
  columnStarts: z.array(z.number().int().min(0).max(1_000_000)).min(1).max(16_384).nullable().default(null),
  /** How numbers that are text are written; null decides by what is in each column. */
  decimalMark: z.enum(DECIMAL_MARKS).nullable().default(null),
  /** Order of day, month and year in dates that are written with numbers only. */
  dateOrder: z.enum(DATE_ORDERS).nullable().default(null),
  /** Words read as missing, compared after trimming and without case. */
  missingWords: z.array(z.string().max(60)).max(100),
});
export type Reading = z.infer<typeof readingSchema>;

/** What a format needs to know to cut a file into cells; the rest of a reading is decided on the cells. */
export type FormatReading = Pick<Reading, 'sheet' | 'encoding' | 'separator' | 'columnStarts' | 'decimalMark'>;

export const formatReadingSchema = readingSchema.pick({
  sheet: true,
  encoding: true,
  separator: true,
  columnStarts: true,
  decimalMark: true,
});

export function formatReading(reading: Reading): FormatReading {
  const { sheet, encoding, separator, columnStarts, decimalMark } = reading;
  return { sheet, encoding, separator, columnStarts, decimalMark };
}

export const DEFAULT_MISSING_WORDS = [
  '',
  'null',
  'na',
  'n/a',
  '#n/a',
  'nan',
  'none',
  'nil',
  '-',
  '--',
  '?',
  '(blank)',
  '#null!',
] as const;

export function defaultReading(): Reading {
  return {
    sheet: null,
    headerRow: null,
    headerRowCount: null,
    range: null,
    encoding: null,
    separator: null,
    columnStarts: null,
    decimalMark: null,
    dateOrder: null,
    missingWords: [...DEFAULT_MISSING_WORDS],
  };
}

/** Nothing is asked for: the format decides by what is in the file. */
export const AS_FOUND: FormatReading = formatReading(defaultReading());
