import { CELL_BOOLEAN, CELL_DATE, CELL_ERROR, CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import { addText, type MarkupSink } from '../markup/MarkupReader.ts';
import type { CellTarget } from '../sheets/CellTarget.ts';
import type { DocumentSheet } from '../sheets/documentSheets.ts';
import { isoToDays } from '../xlsx/dates.ts';
import { XLSX_LIMITS } from '../xlsx/limits.ts';

type Attributes = Readonly<Record<string, string>>;

interface RowCell {
  readonly column: number;
  readonly repeat: number;
  readonly kind: number;
  /** A number, or the text of a text or an error. */
  readonly value: number | string;
  readonly isFormula: boolean;
}

const NUMBERS = new Set(['float', 'percentage', 'currency']);
const MAX_SPACES = 32_767;
/** What stands in a cell without being its value. */
const BESIDE = /^(office:annotation|draw:|table:detective|office:event-listeners|table:table$)/;

/** Finds sheets, rows and cells in content.xml. Source: OpenDocument 1.3 part 3, sections 9.1 (tables) and 19.385 (value types). */
export class OdsScanner implements MarkupSink {
  readonly sheets: DocumentSheet[] = [];
  private readonly start: (name: string) => CellTarget;
  private readonly hiddenStyles = new Set<string>();
  private style = '';
  private isInSheets = false;
  private target: CellTarget | null = null;
  private row = 0;
  private rowRepeat = 1;
  private column = 0;
  private cells: RowCell[] = [];
  private isInRow = false;
  private cell: { attributes: Attributes; text: string; nParagraphs: number } | null = null;
  /** Elements since one that is beside the value. */
  private besideDepth = 0;
  private paragraphDepth = 0;

  constructor(start: (name: string) => CellTarget) {
    this.start = start;
  }

  open(name: string, attributes: Attributes): void {
    if (this.besideDepth > 0) this.besideDepth++;
    else if (this.cell) this.openInCell(name, attributes);
    else if (!this.target) this.openOutside(name, attributes);
    else if (name === 'table:table-row') this.startRow(attributes);
    else if (this.isInRow && (name === 'table:table-cell' || name === 'table:covered-table-cell'))
      this.cell = { attributes, text: '', nParagraphs: 0 };
    else if (BESIDE.test(name) || name === 'table:shapes') this.besideDepth = 1;
  }

  close(name: string): void {
    if (this.besideDepth > 0) this.besideDepth--;
    else if (this.cell) this.closeInCell(name);
    else if (name === 'table:table-row' && this.isInRow) this.endRow();
    else if (name === 'table:table') this.target = null;
    else if (name === 'office:spreadsheet') this.isInSheets = false;
  }

  text(text: string): void {
    if (this.cell && this.paragraphDepth > 0 && this.besideDepth === 0) this.add(text);
  }

  private openOutside(name: string, attributes: Attributes): void {
    if (name === 'style:style') this.style = attributes['style:name'] ?? '';
    else if (name === 'style:table-properties' && attributes['table:display'] === 'false')
      this.hiddenStyles.add(this.style);
    else if (name === 'office:spreadsheet') this.isInSheets = true;
    else if (name === 'table:table' && this.isInSheets) this.startSheet(attributes);
    else if (name === 'table:tracked-changes') this.besideDepth = 1;
  }

  private startSheet(attributes: Attributes): void {
    const name = attributes['table:name'] ?? `Sheet${this.sheets.length + 1}`;
    this.sheets.push({ name, isHidden: this.hiddenStyles.has(attributes['table:style-name'] ?? '') });
    this.target = this.start(name);
    this.row = 0;
  }

  private startRow(attributes: Attributes): void {
    this.isInRow = true;
    this.rowRepeat = count(attributes['table:number-rows-repeated'], XLSX_LIMITS.rows);
    this.column = 0;
    this.cells = [];
  }

  private endRow(): void {
    this.isInRow = false;
    if (this.rowRepeat === 1 && this.row < XLSX_LIMITS.rows) this.target!.listRow(this.row);
    if (this.cells.length > 0) for (const row of repeats(this.row, this.rowRepeat, this.target!)) this.putRow(row);
    this.row += this.rowRepeat;
  }

  private putRow(row: number): void {
    const target = this.target!;
    for (const { column, repeat, kind, value, isFormula } of this.cells.toReversed()) {
      for (const at of repeats(column, repeat, target)) {
        if (typeof value === 'string') target.putText(row, at, kind, value, isFormula);
        else target.put(row, at, kind, value, isFormula);
      }
    }
  }

  private openInCell(name: string, attributes: Attributes): void {
    if (BESIDE.test(name)) this.besideDepth = 1;
    else if (name === 'text:p' || name === 'text:h') {
      if (this.paragraphDepth++ === 0 && this.cell!.nParagraphs++ > 0) this.add('\n');
    } else if (this.paragraphDepth === 0) return;
    else if (name === 'text:s') this.add(' '.repeat(count(attributes['text:c'], MAX_SPACES)));
    else if (name === 'text:tab') this.add('\t');
    else if (name === 'text:line-break') this.add('\n');
  }

  private closeInCell(name: string): void {
    if (name === 'text:p' || name === 'text:h') this.paragraphDepth--;
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.endCell();
  }

  private endCell(): void {
    const { attributes, text } = this.cell!;
    const repeat = count(attributes['table:number-columns-repeated'], XLSX_LIMITS.columns);
    const [kind, value] = valueOf(attributes, text);
    if (value !== '')
      this.cells.push({ column: this.column, repeat, kind, value, isFormula: 'table:formula' in attributes });
    this.column += repeat;
    this.cell = null;
    this.paragraphDepth = 0;
  }

  private add(text: string): void {
    this.cell!.text = addText(this.cell!.text, text);
  }
}

function valueOf(attributes: Attributes, text: string): [kind: number, value: number | string] {
  if (attributes['calcext:value-type'] === 'error') return [CELL_ERROR, text];
  const type = attributes['office:value-type'] ?? '';
  const part = (name: string): string => attributes[`office:${name}`] ?? '';
  if (NUMBERS.has(type)) return orText(CELL_NUMBER, Number(part('value') || NaN), text);
  if (type === 'date') return orText(CELL_DATE, isoToDays(part('date-value')), text);
  if (type === 'time') return orText(CELL_NUMBER, durationDays(part('time-value')), text);
  if (type === 'boolean') return [CELL_BOOLEAN, part('boolean-value') === 'true' ? 1 : 0];
  return [CELL_TEXT, part('string-value') || text];
}

function orText(kind: number, value: number, text: string): [kind: number, value: number | string] {
  return Number.isFinite(value) ? [kind, value] : [CELL_TEXT, text];
}

/** "PT36H30M00S" as a number of days, as Excel keeps times and durations. */
function durationDays(text: string): number {
  const match = /^(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?$/.exec(text);
  if (!match) return NaN;
  const [days, hours, minutes, seconds] = match.slice(2).map(part => Number((part ?? '0').replace(',', '.')));
  return (match[1] === '-' ? -1 : 1) * (days + (hours * 3600 + minutes * 60 + seconds) / 86_400);
}

/** A count of repetitions; one beyond what a sheet has is enough to be refused. */
function count(text: string | undefined, most: number): number {
  const value = Number(text ?? 1);
  return Number.isInteger(value) && value >= 1 ? Math.min(value, most + 1) : 1;
}

/**
 * The places of a repeated row or cell, the last one first, so that too many are refused before memory is taken for them; only the last and
 * the first where cells are counted, not kept.
 */
function* repeats(first: number, repeat: number, target: CellTarget): Generator<number> {
  for (let i = repeat - 1; i >= 0; i = target.isKept || i === 0 ? i - 1 : 0) yield first + i;
}
