/** Pictures of the segments as plain data: what the engine counts and the window draws. */

/** How many customers pass the filters of a selection, in which segments, and which points of the map they are. */
export interface Selected {
  n: number;
  of: number;
  /** By position of the segment. */
  bySegment: number[];
  /** Indices into the points of `segment.map`. */
  onMap: number[];
}
/** Customers inside a line drawn on the map. */
export interface MapArea {
  /** All customers inside, drawn or not. */
  n: number;
  /** At most 20,000 of them, evenly spread. */
  rows: number[];
}

/** One column inside another, where each level of the inner one lies (nearly) in one level of the outer one. */
export interface Hierarchy {
  outer: string;
  inner: string;
  /** Share of customers whose inner level lies in their outer level for most customers. */
  share: number;
  /** How much better the inner level tells the outer one than guessing the most frequent: 0 not at all, 1 always. */
  lambda: number;
}
export interface PictureColumns {
  /** Columns whose levels exclude one another: either tier of a nested treemap. */
  nestable: string[];
  hierarchies: Hierarchy[];
  /** Columns with an order: the axis of a curve. */
  ordered: string[];
  /** Numbers, and yes or no: what a curve can be the mean of. */
  measured: string[];
}

/** A level, the missing (null), or several rare levels put together. */
export interface NestedLevel {
  level: string | null;
  /** So many levels are put together here. */
  pooled?: number;
  /** Customers by position of the segment. */
  counts: number[];
}
/** Customers by two columns, one inside the other; at most 2,000 tiles. */
export interface NestedCounts {
  columns: [string, string];
  segmentIds: number[];
  outer: (NestedLevel & { inner: NestedLevel[] })[];
}

export interface CurvePoint {
  n: number;
  /** NaN where n is 0. A share where `measure` is share. */
  mean: number;
  /** 95 % interval of the mean. */
  low: number;
  high: number;
}
/** The mean of one column over an ordered other one, by segment. */
export interface SegmentCurve {
  x: string;
  y: string;
  measure: 'mean' | 'share';
  /** bin: from ≤ value < to, the last one to its upper edge too; value: each value on its own; level: a category. Dates in days. */
  kind: 'bin' | 'value' | 'level';
  isDate: boolean;
  bins: { from: number; to: number; label: string | null }[];
  segmentIds: number[];
  /** [segment][bin] */
  points: CurvePoint[][];
  book: CurvePoint[];
  /** Customers without one of the two values. */
  missing: number;
}
