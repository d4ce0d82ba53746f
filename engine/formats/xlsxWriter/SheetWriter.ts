import { isoDate } from '../../table/cellValue.ts';
import type { ColumnToWrite } from '../xlsxWriter.ts';
import type { SharedTexts } from './SharedTexts.ts';
import { MAIN_NAMESPACE, STYLE, XML_HEAD } from './workbookParts.ts';
import { ascii, XmlBytes } from './XmlBytes.ts';
import { MAX_CELL_TEXT, textElement, truncateText } from './xmlText.ts';

type Cell = string | number | boolean | null;

const CLOSE_VALUE = ascii('</v></c>');
const CLOSE_INLINE = ascii('</is></c>');
const ROW_OPEN = ascii('<row r="');
const ROW_MIDDLE = ascii('">');
const ROW_CLOSE = ascii('</row>');
const SHARED_OPEN = ascii(`" s="${STYLE.text}" t="s"><v>`);
const HEADER_OPEN = ascii(`" s="${STYLE.header}" t="s"><v>`);
const INLINE_OPEN = ascii(`" s="${STYLE.text}" t="inlineStr"><is>`);
const HEADER_INLINE_OPEN = ascii(`" s="${STYLE.header}" t="inlineStr"><is>`);
const BOOLEAN_OPEN = ascii('" t="b"><v>');
const VALUE_OPEN = Object.values(STYLE).map(style => ascii(style === STYLE.plain ? '"><v>' : `" s="${style}"><v>`));

const NUMBER_STYLE = {
  number: STYLE.plain,
  boolean: STYLE.plain,
  text: STYLE.text,
  integer: STYLE.integer,
  percent: STYLE.percent,
  date: STYLE.date,
} as const;

/** Serial of 1970-01-01 in the 1900 date system, which counts a 29 February 1900 that never was. */
const EPOCH_SERIAL = 25_569;
const FIRST_OF_MARCH_1900 = 61;
const LAST_SERIAL = 2_958_466;

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** Turns rows into the XML of one worksheet. */
export class SheetWriter {
  nRows = 0;
  truncatedTexts = 0;
  private readonly xml: XmlBytes;
  private readonly columns: readonly ColumnToWrite[];
  private readonly texts: SharedTexts;
  /** `<c r="A`, one per column. */
  private readonly opens: readonly Uint8Array[];
  private rowDigits: Uint8Array = ascii('');

  constructor(columns: readonly ColumnToWrite[], texts: SharedTexts, handOn: (piece: Buffer) => void) {
    this.columns = columns;
    this.texts = texts;
    this.xml = new XmlBytes(handOn);
    this.opens = columns.map((_, i) => ascii(`<c r="${columnLetters(i)}`));
  }

  begin(freezeHeader: boolean, isFirst: boolean): void {
    const pane = freezeHeader
      ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>'
      : '';
    const widths = this.columns.map(({ width, header, kind }, i) => {
      const characters = Math.min(255, width ?? defaultWidth(header, kind));
      return `<col min="${i + 1}" max="${i + 1}" width="${characters}" customWidth="1"/>`;
    });
    this.xml.text(
      `${XML_HEAD}<worksheet xmlns="${MAIN_NAMESPACE}"><sheetViews><sheetView ${isFirst ? 'tabSelected="1" ' : ''}workbookViewId="0">${pane}` +
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>',
    );
    if (widths.length) this.xml.text(`<cols>${widths.join('')}</cols>`);
    this.xml.text('<sheetData>');
    this.openRow();
    this.columns.forEach(({ header }, column) => this.text(column, header, HEADER_OPEN, HEADER_INLINE_OPEN));
    this.xml.bytes(ROW_CLOSE);
  }

  row(cells: readonly Cell[]): void {
    this.openRow();
    const n = Math.min(cells.length, this.columns.length);
    for (let column = 0; column < n; column++) {
      const cell = cells[column];
      if (typeof cell === 'number') this.number(column, cell);
      else if (typeof cell === 'string') this.text(column, cell, SHARED_OPEN, INLINE_OPEN);
      else if (cell !== null) this.value(column, BOOLEAN_OPEN, cell ? 1 : 0);
    }
    this.xml.bytes(ROW_CLOSE);
  }

  /** @returns the last piece */
  end(filterRange: string | null): Buffer {
    this.xml.text('</sheetData>');
    if (filterRange) this.xml.text(`<autoFilter ref="${filterRange.replaceAll('$', '')}"/>`);
    this.xml.text('</worksheet>');
    return this.xml.takeRest();
  }

  private openRow(): void {
    this.nRows++;
    this.rowDigits = ascii(String(this.nRows));
    this.xml.bytes(ROW_OPEN);
    this.xml.bytes(this.rowDigits);
    this.xml.bytes(ROW_MIDDLE);
  }

  private value(column: number, open: Uint8Array, value: number): void {
    this.xml.around(this.opens[column], this.rowDigits, open, value, CLOSE_VALUE);
  }

  private number(column: number, value: number): void {
    if (!Number.isFinite(value)) return;
    const { kind } = this.columns[column];
    if (kind === 'date') this.date(column, value);
    else if (kind === 'text') this.text(column, String(value), SHARED_OPEN, INLINE_OPEN);
    else this.value(column, VALUE_OPEN[NUMBER_STYLE[kind]], value);
  }

  /** Excel has no days before 1900-03-01 that every reader agrees on, and none after the year 9999: those stand as text. */
  private date(column: number, days: number): void {
    const serial = days + EPOCH_SERIAL;
    if (serial < FIRST_OF_MARCH_1900 || serial >= LAST_SERIAL)
      return this.text(column, isoDate(days), SHARED_OPEN, INLINE_OPEN);
    this.value(column, VALUE_OPEN[Number.isInteger(serial) ? STYLE.date : STYLE.dateTime], serial);
  }

  private text(column: number, given: string, sharedOpen: Uint8Array, inlineOpen: Uint8Array): void {
    const text = truncateText(given, MAX_CELL_TEXT);
    if (text.length < given.length) this.truncatedTexts++;
    const index = this.texts.index(text);
    if (index >= 0) return this.value(column, sharedOpen, index);
    this.xml.bytes(this.opens[column]);
    this.xml.bytes(this.rowDigits);
    this.xml.bytes(inlineOpen);
    this.xml.text(textElement(text));
    this.xml.bytes(CLOSE_INLINE);
  }
}

function defaultWidth(header: string, kind: ColumnToWrite['kind']): number {
  const least = kind === 'text' ? 14 : kind === 'date' ? 12 : 10;
  return Math.max(least, Math.min(40, header.length + 3));
}
