import { formatFixed, formatNumber, formatPercent, formatQuantity } from '#shared/format';
import type { Assignment, ProfileTable, SegmentSummary } from '#shared/results';
import { comparedValue } from '#shared/separation';
import { columnWords } from '../explain/columnWords.ts';
import { beforeValue } from '../explain/measuredWords.ts';
import { yearsBefore } from '../explain/contrasts.ts';
import { cellValue } from '../table/cellValue.ts';
import { findColumn, isMissing, type Table } from '../table/Column.ts';
import type { AnalysisParts } from './AnalysisParts.ts';
import { squaredDistance } from './centreDistances.ts';
import { CLOSE_CALL, confidenceOf } from './confidence.ts';
import { pullsByColumn } from './pulls.ts';
import { scoreOne } from './tiers/scoreOne.ts';
import { profileTable } from './views/profileTable.ts';

const MAX_DRIVERS = 5;
/** A margin beyond this says no more than "far nearer". */
const MAX_MARGIN = 1e6;

/** One customer to place: the prepared row, and the row of a table its own values can be read from. */
export interface Placed {
  /** [nColumns] */
  readonly x: Float64Array;
  readonly table: Table;
  readonly row: number;
  /** [nSegments], by the classifier. */
  readonly probabilities: Float64Array;
}

/** How clearly a prepared customer is in its segment, why, and the risk score with its parts. @param own 0-based position of the segment */
export function assignmentOf(placed: Placed, own: number, parts: AnalysisParts): Assignment {
  const { segmented, imported, prepared } = parts;
  const { centroids, segmentation } = segmented;
  const squared = segmentation.segments.map((_segment, s) => squaredDistance(placed.x, 0, centroids, s));
  // Those that are like no group have no place that others could be near to.
  const other = nearest(
    squared.map((value, s) => (segmentation.segments[s].isOutliers ? Infinity : value)),
    own,
  );
  const distances = squared.map(Math.sqrt);
  const segment = segmentation.segments[own];
  const isOutlier = segment.isOutliers === true;
  const scored = scoreOne(placed.table, placed.row, imported.table, segmentation.tierRule, segmented.ranks);
  const profile = profileTable(parts);
  // Nothing pulls towards those that are like no group.
  const pulls = isOutlier ? [] : pullsByColumn(placed.x, prepared.features, centroids, own, other);
  const drivers = pulls
    .sort((a, b) => b.pull - a.pull)
    .filter(({ pull }) => pull > 0)
    .slice(0, MAX_DRIVERS)
    .map(({ column, pull }) => {
      const words = { column, own, other, profile, otherName: segmentation.segments[other].name };
      return { column, level: levelIn(placed, column), pull, text: pullText(placed, words, imported.referenceDay) };
    });
  const margin = marginOf(distances[own], distances[other]);
  const unlikeAnySeen = !isOutlier && distances[own] > segmented.farFrom[own];
  const answer = { segment: segment.id, segmentName: segment.name, tier: scored.tier, score: scored.score };
  return {
    ...answer,
    distances,
    margin,
    ...sureness(placed.probabilities, { margin, own, unlikeAnySeen }, segmentation.segments),
    unlikeAnySeen,
    drivers,
    scoreParts: scored.parts,
    sentence: sentence(
      answer,
      { margin, isOutlier, unlikeAnySeen, otherName: segmentation.segments[other].name },
      drivers,
    ),
  };
}

function sureness(
  probabilities: Float64Array,
  { margin, own, unlikeAnySeen }: { margin: number; own: number; unlikeAnySeen: boolean },
  segments: readonly SegmentSummary[],
): Pick<Assignment, 'probabilities' | 'confidence' | 'confidenceText'> {
  const confidence = confidenceOf(probabilities[own], margin, segments.length, unlikeAnySeen);
  const share = formatPercent(probabilities[own]);
  const likeliest = probabilities.indexOf(Math.max(...probabilities));
  const words = { clear: 'Clear', likely: 'Likely', 'toss-up': 'A toss-up' }[confidence];
  const other =
    likeliest === own
      ? ''
      : `; it would rather say "${segments[likeliest].name}" (${formatPercent(probabilities[likeliest])})`;
  const near = confidence === 'toss-up' && margin < CLOSE_CALL ? '; another centre is nearly as near' : '';
  const far = unlikeAnySeen ? '; but the customer is unlike anything seen' : '';
  const confidenceText = `${words}: the classifier gives this segment ${share}${other}${near}${far}.`;
  return { probabilities: [...probabilities], confidence, confidenceText };
}

/** The smallest, the first of equals, leaving one out; the one left out where it is alone. */
function nearest(squared: readonly number[], except: number): number {
  let best = -1;
  for (let s = 0; s < squared.length; s++) if (s !== except && (best < 0 || squared[s] < squared[best])) best = s;
  return best < 0 ? except : best;
}

export function marginOf(own: number, other: number): number {
  if (own === other) return 1;
  return own === 0 ? MAX_MARGIN : Math.min(MAX_MARGIN, other / own);
}

function levelIn({ table, row }: Placed, columnName: string): string | null {
  const column = findColumn(table, columnName);
  if (!column || column.kind === 'number' || column.kind === 'date' || isMissing(column, row)) return null;
  return column.kind === 'boolean' ? (column.values[row] === 1 ? 'Yes' : 'No') : String(cellValue(column, row));
}

interface PullWords {
  readonly column: string;
  readonly own: number;
  readonly other: number;
  readonly profile: ProfileTable;
  readonly otherName: string;
}

/** "annual income 78 (86.5 in this segment, 26.3 in "Low income")". */
function pullText(placed: Placed, words: PullWords, referenceDay: number): string {
  const column = findColumn(placed.table, words.column);
  const label = columnWords(words.column);
  if (!column) return label;
  if (isMissing(column, placed.row)) return `${label} missing, filled in from similar customers`;
  const level = levelIn(placed, words.column);
  const entry = words.profile.rows.find(
    row => row.column === words.column && (row.level === level || row.level === null),
  );
  const value = valueText(placed, words.column, level, referenceDay, entry?.unit === 'percent');
  const named = `${column.kind === 'number' ? beforeValue(label) : label} ${value}`;
  if (!entry) return named;
  const unit = column.kind === 'boolean' ? ' yes' : '';
  const here = formatQuantity(comparedValue(entry, words.own), entry.unit);
  const there = formatQuantity(comparedValue(entry, words.other), entry.unit);
  return `${named} (${here}${unit} in this segment, ${there}${unit} in "${words.otherName}")`;
}

/** @param isPercent numbers are said in percent, as those they stand beside */
function valueText(
  { table, row }: Placed,
  columnName: string,
  level: string | null,
  referenceDay: number,
  isPercent: boolean,
): string {
  const column = findColumn(table, columnName);
  if (column?.kind === 'number') return formatQuantity(column.values[row], isPercent ? 'percent' : 'number');
  if (column?.kind !== 'date') return level === 'Yes' || level === 'No' ? level.toLowerCase() : `"${level}"`;
  const years = yearsBefore(column.values.subarray(row, row + 1), referenceDay)[0];
  return Number.isFinite(years) ? `${formatNumber(years)} years` : String(cellValue(column, row));
}

interface Placement {
  readonly margin: number;
  readonly isOutlier: boolean;
  readonly unlikeAnySeen: boolean;
  readonly otherName: string;
}

function sentence(
  answer: Pick<Assignment, 'segmentName' | 'tier' | 'score'>,
  { margin, isOutlier, unlikeAnySeen, otherName }: Placement,
  drivers: Assignment['drivers'],
): string {
  const why = drivers.length > 0 ? `, mostly for ${drivers[0].text}` : '';
  const far = unlikeAnySeen
    ? ' This customer lies farther out than 99 % of that segment: treat the answer with care.'
    : '';
  const tier =
    answer.tier === 'None'
      ? ' No risk drivers were recognised; no tier is assigned.'
      : ` Risk score ${formatFixed(answer.score, 1)} of 100: ${answer.tier}.`;
  if (isOutlier) return `Like none of the groups; the nearest centre is that of "${otherName}".${tier}`;
  return `Segment "${answer.segmentName}"${clearly(margin, otherName)}${why}.${tier}${far}`;
}

/** The method need not go by the nearest centre. */
function clearly(margin: number, otherName: string): string {
  if (margin < 1) return `; the centre of "${otherName}" is nearer, but the method does not go by centres alone`;
  if (margin < CLOSE_CALL) return `; a close call, "${otherName}" is nearly as near`;
  return `, ${margin >= 100 ? 'over 100' : formatNumber(margin)} times nearer than "${otherName}"`;
}
