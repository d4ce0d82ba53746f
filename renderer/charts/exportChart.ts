import { saveBlob } from '../components/saveBlob.ts';
import { FONT, TOKENS } from '../theme/tokens.ts';
import type { ChartTable, Figure } from './figure.ts';
import { loadPlotly } from './loadPlotly.ts';

const WIDTH = 960;
const HEIGHT = 560;

/** Saves a figure with its title as a picture, always in light colours. */
export async function exportPicture(
  figure: Figure,
  title: string,
  fileName: string,
  format: 'png' | 'svg',
): Promise<void> {
  const plotly = await loadPlotly();
  const { light } = TOKENS;
  const layout = {
    ...figure.layout,
    width: WIDTH,
    height: HEIGHT,
    paper_bgcolor: light.paper,
    margin: { l: 60, r: 24, t: 56, b: 56 },
    title: {
      text: escapeMarkup(title),
      font: { family: FONT, size: 16, color: light.ink },
      x: 0.02,
      xanchor: 'left' as const,
    },
  };
  const address = await plotly.toImage(
    { data: figure.data, layout },
    { format, width: WIDTH, height: HEIGHT, scale: format === 'png' ? 2 : 1 },
  );
  saveBlob(blobOf(address), `${fileName}.${format}`);
}

export function exportCsv(table: ChartTable, fileName: string): void {
  const lines = [table.columns, ...table.rows].map(row => row.map(csvCell).join(','));
  // Excel reads a CSV as UTF-8 only when it starts with a byte order mark.
  saveBlob(new Blob(['\uFEFF', lines.join('\r\n'), '\r\n'], { type: 'text/csv' }), `${fileName}.csv`);
}

/** Text from data must not be read as Plotly's own little markup. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
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
