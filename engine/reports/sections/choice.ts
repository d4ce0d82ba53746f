import { formatCount, formatFixed, formatNumber, formatThings } from '#shared/format';
import { dendrogramBasis, dendrogramSentence } from '#shared/dendrogram';
import { candidateLinesScene } from '../charts/candidateLines.ts';
import { dendrogramScene } from '../charts/dendrogramTree.ts';
import type { Block, DataTable, Section } from '../document.ts';
import type { Dendrogram } from '#shared/results';
import { foundSegments, shownSegments } from '#shared/segmentCounts';
import { structureBlocks } from './structure.ts';
import { customers, type ReportContext } from './ReportContext.ts';

/** Why there are as many segments as there are. */
export function choiceSection(context: ReportContext): Section {
  const { segmentation } = context.input;
  const { candidates, elbow, silhouette, byHand } = segmentation;
  const nClusters = foundSegments(segmentation);
  const blocks: Block[] = [];
  const table = candidatesTable(context);
  if (candidates.length > 1) {
    blocks.push({
      kind: 'figure',
      figure: {
        id: 'figure-choice',
        title: 'The measures over the number of segments',
        caption: `The line marks the number in use, ${nClusters}. ${silhouetteWords(context)}`,
        description: `Silhouette, Davies–Bouldin, Calinski–Harabasz, inertia, gap statistic and stability, as far as known, for ${candidates[0].nClusters} to ${candidates[candidates.length - 1].nClusters} segments; the table gives the numbers.`,
        scene: candidateLinesScene(context.fonts, candidates, nClusters, elbow),
        table,
      },
    });
  }
  blocks.push({ kind: 'table', table }, ...treeFigure(context));
  if (byHand) blocks.push({ kind: 'paragraph', text: byHand.text });
  const nMeasured = byHand?.measuresOf === 'shown' ? shownSegments(segmentation) : nClusters;
  const interval = `95 % interval ${formatFixed(silhouette.low, 3)} to ${formatFixed(silhouette.high, 3)}`;
  const after = segmentation.iterations > 0 ? `, after ${formatThings(segmentation.iterations, 'iteration')}` : '';
  blocks.push({
    kind: 'paragraph',
    text: `With ${formatThings(nMeasured, 'segment')}: silhouette ${formatFixed(silhouette.value, 3)} (${interval}), Davies–Bouldin ${formatNumber(segmentation.daviesBouldin)}, Calinski–Harabasz ${formatNumber(segmentation.calinskiHarabasz)}, inertia ${formatNumber(segmentation.inertia, 6)}${after}. A silhouette near 1 means tight, separate groups; near 0, groups that run into each other.`,
  });
  blocks.push(...structureBlocks(context));
  const challenge = context.input.explanation?.challenge;
  if (challenge) blocks.push({ kind: 'paragraph', text: challenge.sentence });
  return { id: 'choice', title: 'How many segments', headline: segmentation.reason, blocks };
}

/** The tree that the segments are a cut of, where there is one. */
function treeFigure(context: ReportContext): Block[] {
  const { tree } = context.input;
  if (!tree || tree.leaves.length < 2) return [];
  const sentence = dendrogramSentence(tree);
  return [
    {
      kind: 'figure',
      figure: {
        id: 'figure-tree',
        title: 'Tree of the customers',
        caption: `${sentence}. ${dendrogramBasis(tree)}; branches of one segment are in its colour, and larger marks are more customers.`,
        description: `${sentence}. The dashed line cuts the tree into ${formatThings(context.labels.length, 'segment')}; the table gives the joins above it and the one below.`,
        scene: dendrogramScene(context.fonts, tree, context.labels),
        table: joinsTable(context, tree),
      },
    },
  ];
}

/** The joins that were undone, highest first, and the highest that was kept. */
function joinsTable(context: ReportContext, { merges }: Dendrogram): DataTable {
  const shown = merges.toReversed().slice(0, context.labels.length);
  return {
    id: 'joins',
    title: 'Highest joins of the tree',
    n: customers(context),
    columns: [
      { header: 'Branches when undone', align: 'left' },
      { header: 'Height', align: 'right' },
      { header: 'Customers joined', align: 'right' },
    ],
    rows: shown.map(({ height, size }, i) => [String(i + 2), formatNumber(height, 5), formatCount(size)]),
  };
}

function silhouetteWords(context: ReportContext): string {
  const { silhouette, nCustomers } = context.input.segmentation;
  if (!silhouette.sampled) return `All measures stand on ${formatThings(nCustomers, 'customer')}.`;
  return `The silhouette stands on a sample of ${formatCount(silhouette.n)} of ${formatThings(nCustomers, 'customer')}, drawn with seed ${silhouette.seed}; the other measures on all.`;
}

function candidatesTable(context: ReportContext): DataTable {
  const { candidates, elbow } = context.input.segmentation;
  const nClusters = foundSegments(context.input.segmentation);
  const hasBic = candidates.some(candidate => candidate.bic !== null);
  return {
    id: 'candidates',
    title: 'Numbers of segments tried',
    n: customers(context),
    columns: [
      { header: 'Segments', align: 'left' },
      { header: 'Silhouette', align: 'right' },
      { header: 'Davies–Bouldin', align: 'right' },
      { header: 'Calinski–Harabasz', align: 'right' },
      { header: 'Inertia', align: 'right' },
      { header: 'Gap', align: 'right' },
      { header: 'Stability', align: 'right' },
      ...(hasBic ? [{ header: 'BIC', align: 'right' as const }] : []),
      { header: 'Smallest segment', align: 'right' },
    ],
    rows: candidates.map(candidate => {
      const isChosen = candidate.nClusters === nClusters || candidates.length === 1;
      const marks = [isChosen ? 'in use' : '', candidate.nClusters === elbow ? 'elbow' : ''].filter(
        word => word !== '',
      );
      const first = marks.length === 0 ? String(candidate.nClusters) : `${candidate.nClusters} (${marks.join(', ')})`;
      return [
        first,
        formatFixed(candidate.silhouette, 3),
        formatFixed(candidate.daviesBouldin, 3),
        formatFixed(candidate.calinskiHarabasz, 1),
        formatNumber(candidate.inertia, 6),
        withError(candidate.gap, candidate.gapError),
        candidate.stability ? formatFixed(candidate.stability.value, 2) : '–',
        ...(hasBic ? [candidate.bic === null ? '–' : formatNumber(candidate.bic, 6)] : []),
        formatCount(candidate.smallest),
      ].map(text => ({ text, isStrong: isChosen }));
    }),
  };
}

function withError(gap: number | null, error: number | null): string {
  return gap === null || error === null ? '–' : `${formatFixed(gap, 3)} ± ${formatFixed(error, 3)}`;
}
