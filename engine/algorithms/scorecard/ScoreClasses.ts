/** What is counted of the rows of one class, each by its weight. */
export interface Counts {
  readonly n: number;
  readonly events: number;
}
export interface ClassCounts extends Counts {
  /** Weight of evidence: ln of the class's share of all rows without the event over its share of those with it; above 0 the event is rarer there. */
  readonly woe: number;
  /** Too few rows to say anything: weighs 0. */
  readonly isNeutral: boolean;
}
/** The classes of one feature, by where its values fall. */
export interface FeatureClasses {
  /** Numbers: class i holds cuts[i - 1] ≤ value < cuts[i]. Empty for a category. */
  readonly cuts: Float64Array;
  /** Categories: [levels] class of each level, -1 for one without training rows. Empty for numbers. */
  readonly classOf: Int32Array;
  /** Class of the levels that are rare, and of gaps; -1 where there is none. */
  readonly rareClass: number;
  readonly gapClass: number;
  readonly classes: readonly ClassCounts[];
  /** Information value: how well the classes tell the outcomes apart. Below 0.02 not at all, from 0.3 well, far above it is worth a second look. */
  readonly iv: number;
}
export interface BinChoices {
  readonly fineClasses: number;
  readonly maxClasses: number;
  readonly minShare: number;
  readonly minEvents: number;
}

/** Class of a value; -1 where it says nothing: a gap where training had none, a level without training rows. */
export function classOfValue({ cuts, classOf, gapClass }: FeatureClasses, isNumber: boolean, value: number): number {
  if (isNumber) return value === value ? placeAmong(cuts, value) : gapClass;
  const known = value >= 0 && value < classOf.length ? classOf[value] : -1;
  return known >= 0 ? known : gapClass;
}

/** How many cuts are at or below a value. */
export function placeAmong(cuts: Float64Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value >= cuts[middle]) low = middle + 1;
    else high = middle;
  }
  return low;
}

const HALF = 0.5;

/**
 * Adds weights of evidence, and their information value. A class with one outcome only counts half a row more of each; one of fewer rows than `soundRows`
 * weighs nothing. Source: Siddiqi (2006, 2017), chapter on grouping, doi:10.1002/9781119282396.
 */
export function withEvidence(counts: readonly Counts[], soundRows: number): { classes: ClassCounts[]; iv: number } {
  const allEvents = counts.reduce((sum, { events }) => sum + events, 0);
  const allOthers = counts.reduce((sum, { n, events }) => sum + n - events, 0);
  let iv = 0;
  const classes = counts.map(({ n, events }): ClassCounts => {
    if (n < soundRows) return { n, events, woe: 0, isNeutral: true };
    const more = events > 0 && n > events ? 0 : HALF;
    const event = (events + more) / allEvents;
    const other = (n - events + more) / allOthers;
    const woe = Math.log(other / event);
    iv += (other - event) * woe;
    return { n, events, woe, isNeutral: false };
  });
  return { classes, iv };
}

/** Rows in which as many events, and as many others, are to be expected by the share that all have. */
export function soundRowsFor(all: Counts, minEvents: number): number {
  return (minEvents * all.n) / Math.min(all.events, all.n - all.events);
}
