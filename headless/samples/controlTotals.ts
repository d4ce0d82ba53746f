import { columnLetters } from '#engine/formats/xlsxWriter/SheetWriter';
import { MAIN_NAMESPACE, XML_HEAD } from '#engine/formats/xlsxWriter/workbookParts';
import { xmlText } from '#engine/formats/xlsxWriter/xmlText';
import { PROVINCES } from './places.ts';
import type { SampleCell, SampleColumn } from './sampleColumns.ts';

/** Counts what the formulas of the second sheet would find, while the first is written. */
export class ControlTotals {
  private readonly columns: readonly SampleColumn[];
  private readonly pep: number;
  private readonly volume: number;
  private readonly province: number;
  private nRows = 0;
  private nPep = 0;
  private volumeSum = 0;
  private volumeMax = -Infinity;
  private readonly perProvince = new Map<string, number>();

  constructor(columns: readonly SampleColumn[]) {
    this.columns = columns;
    const at = (header: string) => columns.findIndex(column => column.header === header);
    this.pep = at('Is PEP');
    this.volume = at('ActualVolume');
    this.province = at('Province');
  }

  count(cells: readonly SampleCell[]): void {
    this.nRows++;
    if (folded(cells[this.pep]) === 'yes') this.nPep++;
    const volume = cells[this.volume];
    if (typeof volume === 'number') {
      this.volumeSum += volume;
      this.volumeMax = Math.max(this.volumeMax, volume);
    }
    const province = folded(cells[this.province]);
    this.perProvince.set(province, (this.perProvince.get(province) ?? 0) + 1);
  }

  /** The second sheet: formulas with the values they had when the file was saved, one of them shared down a column. */
  sheet(): { sheet: string; calcChain: string } {
    const pepShare = this.nPep / this.nRows;
    const formulas: [label: string, formula: string, value: string | number][] = [
      ['Rows', `COUNTA(${this.range(0)})`, this.nRows],
      ['PEP rows', `COUNTIF(${this.range(this.pep)},"Yes")`, this.nPep],
      ['PEP share', 'B2/B1', pepShare],
      ['Total actual volume', `SUM(${this.range(this.volume)})`, this.volumeSum],
      ['Largest actual volume', `MAX(${this.range(this.volume)})`, this.volumeMax],
      ['PEP check', 'IF(B3>0.02,"above 2 %","within 2 %")', pepShare > 0.02 ? 'above 2 %' : 'within 2 %'],
    ];
    const rows = formulas.map(([label, formula, value], i) => row(i + 1, label, `<f>${xmlText(formula)}</f>`, value));
    const first = formulas.length + 1;
    const last = formulas.length + PROVINCES.length;
    PROVINCES.forEach((name, i) => {
      const shared =
        i === 0
          ? `<f t="shared" ref="B${first}:B${last}" si="0">COUNTIF(${this.range(this.province)},A${first})</f>`
          : '<f t="shared" si="0"/>';
      rows.push(row(first + i, name, shared, this.perProvince.get(folded(name)) ?? 0));
    });
    const chain = rows.map((_, i) => `<c r="B${i + 1}" i="2"/>`).join('');
    return {
      sheet: `${XML_HEAD}<worksheet xmlns="${MAIN_NAMESPACE}"><dimension ref="A1:B${last}"/><sheetData>${rows.join('')}</sheetData></worksheet>`,
      calcChain: `${XML_HEAD}<calcChain xmlns="${MAIN_NAMESPACE}">${chain}</calcChain>`,
    };
  }

  private range(column: number): string {
    const letters = columnLetters(column);
    if (!this.columns[column]) throw new Error('the control totals need a column the sample does not have');
    return `RiskSummary!$${letters}$2:$${letters}$${this.nRows + 1}`;
  }
}

/** COUNTIF compares without case. */
function folded(cell: SampleCell): string {
  return String(cell).toLowerCase();
}

function row(n: number, label: string, formula: string, value: string | number): string {
  const type = typeof value === 'string' ? ' t="str"' : '';
  const cached = typeof value === 'string' ? xmlText(value) : String(value);
  return `<row r="${n}"><c r="A${n}" t="inlineStr"><is><t>${xmlText(label)}</t></is></c><c r="B${n}"${type}>${formula}<v>${cached}</v></c></row>`;
}
