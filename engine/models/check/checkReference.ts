import type {
  ColumnReference,
  Distribution,
  LevelDistribution,
  MonitorReference,
  NumberDistribution,
} from '#shared/monitor/reference';
import type { ModelDocument } from '../ModelDocument.ts';
import { columnsLookedAt } from '../modelInputs.ts';
import { maySay } from '../referenceWithoutCustomers.ts';
import { requireThat } from './requireThat.ts';

const COUNTS = 'what later files are held against';

/**
 * Whether later files can be held against a reference: it is of the model's own customers, columns, scores and segments, points ascend, and counts add up
 * to the customers.
 * @throws DamagedModel
 */
export function checkReference(reference: MonitorReference, document: ModelDocument): void {
  const { columns, segments, events, data, referenceDay } = document;
  requireThat(reference.n === data.customers && reference.referenceDay === referenceDay, COUNTS);
  const looked = columnsLookedAt(segments, events);
  const kinds = new Map(columns.flatMap(({ name, kind, role }) => (maySay(role) ? [[name, kind] as const] : [])));
  for (const one of reference.columns) {
    requireThat(looked.has(one.column) && kinds.get(one.column) === one.kind, COUNTS);
    checkColumn(one, reference.n);
  }
  requireThat(new Set(reference.columns.map(({ column }) => column)).size === reference.columns.length, COUNTS);
  requireThat(reference.scores.length === events.length, COUNTS);
  for (const [i, { target, threshold, distribution }] of reference.scores.entries()) {
    const event = events[i];
    requireThat(JSON.stringify(target) === JSON.stringify(event.target), COUNTS);
    requireThat(Object.is(threshold, event.threshold), COUNTS);
    checkDistribution(distribution, reference.n);
  }
  checkSizes(reference, document);
}

function checkColumn({ kind, transform, distribution }: ColumnReference, n: number): void {
  const isNumber = kind === 'number' || kind === 'date';
  requireThat(kind !== 'text' && (distribution.kind === 'number') === isNumber, COUNTS);
  requireThat((transform !== null) === (kind === 'date'), COUNTS);
  checkDistribution(distribution, n);
}

function checkDistribution(distribution: Distribution, n: number): void {
  const total = distribution.kind === 'number' ? numbersIn(distribution) : levelsIn(distribution);
  requireThat(total === n, COUNTS);
}

function numbersIn({ points, at, between, binStarts, nMissing, mean }: NumberDistribution): number {
  requireThat(at.length === points.length && between.length === points.length + 1, COUNTS);
  requireThat(between[0] === 0 && between[points.length] === 0, COUNTS);
  requireThat(isRising(points, -Infinity) && isRising(binStarts, 0), COUNTS);
  requireThat(binStarts.length === 0 || binStarts[binStarts.length - 1] < points.length, COUNTS);
  requireThat((mean === null) === (points.length === 0), COUNTS);
  return sumOf(at) + sumOf(between) + nMissing;
}

function levelsIn({ levels, counts, nOtherLevels, nOthers, nMissing }: LevelDistribution): number {
  requireThat(levels.length === counts.length && new Set(levels).size === levels.length, COUNTS);
  requireThat(nOthers >= nOtherLevels && (nOthers === 0) === (nOtherLevels === 0), COUNTS);
  return sumOf(counts) + nOthers + nMissing;
}

function checkSizes({ n, segments }: MonitorReference, document: ModelDocument): void {
  requireThat((segments === null) === (document.segments === null), COUNTS);
  if (!segments || !document.segments) return;
  const own = document.segments.segmentation.segments;
  requireThat(segments.segments.length === own.length, COUNTS);
  requireThat(
    segments.segments.every(({ id, name }, i) => id === own[i].id && name === own[i].name),
    COUNTS,
  );
  requireThat(sumOf(segments.segments.map(({ size }) => size)) <= n, COUNTS);
}

/** Each above the one before, the first above `least`. */
function isRising(values: readonly number[], least: number): boolean {
  return values.every((value, i) => value > (i > 0 ? values[i - 1] : least));
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
