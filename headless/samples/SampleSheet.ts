import type { SharedTexts } from '#engine/formats/xlsxWriter/SharedTexts';
import { columnLetters } from '#engine/formats/xlsxWriter/SheetWriter';
import { MAIN_NAMESPACE, XML_HEAD } from '#engine/formats/xlsxWriter/workbookParts';
import { ascii, XmlBytes } from '#engine/formats/xlsxWriter/XmlBytes';
import { SAMPLE_STYLE, type SampleStyle } from './sampleParts.ts';

const BLANK_CELLS = 12;
const CLOSE_VALUE = ascii('</v></c>');

/** One worksheet as Excel itself would have left it: every text shared, formats on columns, formatted rows without a value below. */
export class SampleSheet {
  private readonly xml: XmlBytes;
  private readonly texts: SharedTexts;
  private readonly opens: Uint8Array[];
  private readonly numberOpens: readonly Uint8Array[];
  private readonly textOpens: readonly Uint8Array[];
  private readonly styles: readonly SampleStyle[];
  private row: Uint8Array = ascii('');
  private nRows = 0;

  constructor(styles: readonly SampleStyle[], texts: SharedTexts, handOn: (piece: Buffer) => void) {
    this.xml = new XmlBytes(handOn);
    this.texts = texts;
    this.styles = styles;
    this.opens = styles.map((_, i) => ascii(`<c r="${columnLetters(i)}`));
    this.numberOpens = styles.map(style => ascii(`"${styleAttribute(style)}><v>`));
    this.textOpens = styles.map(style => ascii(`"${styleAttribute(style)} t="s"><v>`));
  }

  begin(dimension: string): void {
    this.xml.text(
      `${XML_HEAD}<worksheet xmlns="${MAIN_NAMESPACE}"><dimension ref="${dimension}"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>` +
        '<sheetFormatPr defaultRowHeight="15"/><sheetData>',
    );
  }

  header(names: readonly string[]): void {
    this.openRow();
    names.forEach((name, i) => this.text(i, name, ascii(`" s="${SAMPLE_STYLE.header}" t="s"><v>`)));
    this.closeRow();
  }

  data(cells: readonly (string | number)[]): void {
    this.openRow();
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i];
      if (typeof cell === 'number') this.xml.around(this.opens[i], this.row, this.numberOpens[i], cell, CLOSE_VALUE);
      else this.text(i, cell, this.textOpens[i]);
    }
    this.closeRow();
  }

  /** A row that someone once formatted, with cells in its first columns, down to the end of the page. */
  blank(): void {
    this.nRows++;
    const cells = this.styles
      .slice(0, BLANK_CELLS)
      .map(
        (style, i) =>
          `<c r="${columnLetters(i)}${this.nRows}"${styleAttribute(style) || ` s="${SAMPLE_STYLE.bordered}"`}/>`,
      );
    this.xml.text(`<row r="${this.nRows}" spans="1:${this.styles.length}">${cells.join('')}</row>`);
  }

  end(): Buffer {
    this.xml.text(
      '</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>',
    );
    return this.xml.takeRest();
  }

  private openRow(): void {
    this.nRows++;
    this.row = ascii(String(this.nRows));
    this.xml.text(`<row r="${this.nRows}" spans="1:${this.styles.length}">`);
  }

  private closeRow(): void {
    this.xml.text('</row>');
  }

  private text(column: number, text: string, open: Uint8Array): void {
    const index = this.texts.index(text);
    if (index < 0) throw new Error('the sample has more texts than can be shared');
    this.xml.around(this.opens[column], this.row, open, index, CLOSE_VALUE);
  }
}

function styleAttribute(style: SampleStyle): string {
  return style === 'plain' ? '' : ` s="${SAMPLE_STYLE[style]}"`;
}
