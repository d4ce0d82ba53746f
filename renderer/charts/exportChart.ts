import { saveBlob } from '../components/saveBlob.ts';
import { exportLayout, EXPORT_WIDTH, type ExportedChart } from './exportLayout.ts';
import type { ChartTable } from './figure.ts';
import { loadPlotly } from './loadPlotly.ts';

/** Saves a chart with its title as a picture, always in light colours. */
export async function exportPicture(chart: ExportedChart, fileName: string, format: 'png' | 'svg'): Promise<void> {
  const plotly = await loadPlotly();
  const layout = exportLayout(chart);
  const address = await plotly.toImage(
    { data: chart.figure.data, layout },
    { format, width: EXPORT_WIDTH, height: layout.height!, scale: format === 'png' ? 2 : 1 },
  );
  saveBlob(blobOf(address), `${fileName}.${format}`);
}

export function exportCsv(table: ChartTable, fileName: string): void {
  const lines = [table.columns, ...table.rows].map(row => row.map(csvCell).join(','));
  // Excel reads a CSV as UTF-8 only when it starts with a byte order mark.
  saveBlob(new Blob(['\uFEFF', lines.join('\r\n'), '\r\n'], { type: 'text/csv' }), `${fileName}.csv`);
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function blobOf(dataAddress: string): Blob {
  const comma = dataAddress.indexOf(',');
  const head = dataAddress.slice(5, comma);
  const body = dataAddress.slice(comma + 1);
  const type = head.split(';')[0];
  if (!head.endsWith('base64')) return new Blob([decodeURIComponent(body)], { type });
  return new Blob([Uint8Array.from(atob(body), letter => letter.charCodeAt(0))], { type });
}
