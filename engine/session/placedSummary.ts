import { CONFIDENCES, type PlacedFile } from '#shared/explanation';
import { formatCount, formatPercent, formatThings } from '#shared/format';
import { TIERS } from '#shared/results';
import type { Analysis } from './mainJob.ts';
import type { ScoredFile } from './scoreFile.ts';

/** More customers unlike any seen than this are a sign that the file is of another book. */
const MANY_UNLIKE = 0.05;

/** Where the customers of another file went, beside where those of the book are. */
export function placedSummary(
  model: Analysis,
  { source, imported, segmented, placing, notes }: ScoredFile,
): PlacedFile {
  const { segments } = model.segmented.segmentation;
  const customers = imported.table.nRows;
  const share = (size: number) => (customers > 0 ? size / customers : 0);
  const sizes = countsOf(segmented.labels, segments.length);
  const tiers = countsOf(segmented.tiers, TIERS.length);
  const sure = countsOf(placing.confidence, CONFIDENCES.length);
  const unlike = placing.unlikeAnySeen.reduce((sum, flag) => sum + flag, 0);
  const { read, rejected, duplicate, empty } = imported.report.rows;
  return {
    name: source.name,
    rows: { read, rejected, duplicate, empty },
    customers,
    segments: segments.map(({ id, name, share: shareOfBook }, s) => ({
      id,
      name,
      size: sizes[s],
      share: share(sizes[s]),
      shareOfBook,
    })),
    tiers: TIERS.map((tier, i) => ({ tier, size: tiers[i], share: share(tiers[i]) })).filter(({ size }) => size > 0),
    confidence: CONFIDENCES.map((word, i) => ({ word, size: sure[i], share: share(sure[i]) })),
    unlikeAnySeen: { size: unlike, share: share(unlike) },
    notes: [...notes],
    sentence: placedSentence(customers, sure[CONFIDENCES.indexOf('clear')], unlike, rejected),
  };
}

function countsOf(codes: Int32Array | Uint8Array, n: number): number[] {
  const counts = Array.from({ length: n }, () => 0);
  for (const code of codes) counts[code]++;
  return counts;
}

function placedSentence(customers: number, clear: number, unlike: number, rejected: number): string {
  const part = (n: number) => (customers > 0 ? formatPercent(n / customers) : formatPercent(0));
  const lost = rejected > 0 ? `; ${formatThings(rejected, 'row')} could not be read` : '';
  const start = `${formatThings(customers, 'customer')} placed, ${formatCount(clear)} (${part(clear)}) clearly; ${formatCount(unlike)} (${part(unlike)}) ${unlike === 1 ? 'is' : 'are'} unlike anything seen${lost}.`;
  if (unlike <= MANY_UNLIKE * customers) return start;
  return `${start} In the book that is 1 %: these may be customers of another kind, so treat the places with care.`;
}
