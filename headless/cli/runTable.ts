import { formatCount, formatPercent } from '#shared/format';
import { noteSentence } from '#shared/text/noteSentences';
import { offerLines } from './offerLines.ts';
import type { runDocument } from './runDocument.ts';

const TIER_MARKS: Record<string, string> = { High: '▲', Medium: '◆', Low: '●' };

/** What a person reads in a terminal when a run is done. */
export function runTable(document: ReturnType<typeof runDocument>): string {
  const { segmentation, input, import: read } = document;
  const rows = segmentation.segments.map(segment => [
    String(segment.id),
    segment.name,
    formatCount(segment.size),
    formatPercent(segment.share),
    `${TIER_MARKS[segment.tier] ?? '○'} ${segment.tier}`,
  ]);
  const { rows: account } = read;
  const lines = [
    segmentation.headline,
    '',
    ...combineLines(document),
    `${document.combine ? 'Combined table' : input.name}: ${formatCount(account.read)} rows read = ${formatCount(account.kept)} kept + ${formatCount(account.rejected)} rejected + ` +
      `${formatCount(account.duplicate)} duplicates + ${formatCount(account.empty)} empty; ${formatCount(read.customers)} customers`,
    segmentation.reason,
    '',
    table(['', 'Segment', 'Customers', 'Share', 'Risk tier'], rows),
    '',
    ...segmentation.segments.map(segment => `${segment.id}  ${segment.sentence}`),
    ...segmentation.notes.map(note => `!  ${noteSentence(note)}`),
    ...scoringLines(document),
    ...(document.offers ? ['', ...offerLines(document.offers)] : []),
    '',
    `Result ${document.resultSha256.slice(0, 12)} · seed ${segmentation.silhouette.seed} · ${(document.timings.total / 1000).toFixed(1)} s · peak ${formatCount(Math.round(document.peakRssBytes / 1_048_576))} MiB`,
    ...document.files.map(file => `   ${file.path}`),
  ];
  return lines.join('\n');
}

/** What scoring found, model by model. */
function scoringLines({ scoring }: ReturnType<typeof runDocument>): string[] {
  if (!scoring) return [];
  if ('notScored' in scoring) return ['', `!  Not scored: ${scoring.notScored}`];
  const rows = scoring.models.map(({ id, title, metrics }) => [
    id === scoring.model ? '●' : '',
    title,
    `${metrics.rocAuc.value.toFixed(4)} (${metrics.rocAuc.low.toFixed(3)} to ${metrics.rocAuc.high.toFixed(3)})`,
    metrics.prAuc.value.toFixed(4),
    metrics.brier.value.toFixed(4),
    metrics.ks.value.toFixed(3),
  ]);
  return [
    '',
    scoring.headline,
    scoring.recommendation,
    scoring.validation.text,
    '',
    table(['', 'Model', 'ROC-AUC (95 %)', 'Average precision', 'Brier', 'KS'], rows),
    ...scoring.leaks.map(({ sentence }) => `!  ${sentence}`),
    ...scoring.notes.map(note => `!  ${noteSentence(note)}`),
  ];
}

/** How a list of transactions or several tables became the one that is counted below. */
function combineLines({ combine, rfm }: ReturnType<typeof runDocument>): string[] {
  if (!combine) return [];
  const lines = combine.tables.map(
    ({ name, read, data, rejected, empty }) =>
      `${name}: ${formatCount(read)} rows read = ${formatCount(data)} of data + ${formatCount(rejected)} rejected + ${formatCount(empty)} empty`,
  );
  if (rfm) {
    const left = Object.values(rfm.leftOut).reduce((sum, n) => sum + n, 0);
    lines.push(
      `RFM: ${formatCount(rfm.rows)} transactions = ${formatCount(rfm.used)} used + ${formatCount(rfm.netted)} netted + ${formatCount(left)} left out; ${formatCount(rfm.customers)} customers at ${rfm.referenceDay}`,
    );
  }
  return lines;
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map(row => row[i].length)));
  const isNumeric = header.map((_title, i) => rows.length > 0 && rows.every(row => /^[-\d.,]+( %)?$/.test(row[i])));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (isNumeric[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  return [line(header), widths.map(width => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
