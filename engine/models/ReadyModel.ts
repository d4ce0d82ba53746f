import { GaussianNaiveBayes } from '../algorithms/gaussianNaiveBayes.ts';
import { madeFrom } from '../clean/madeFrom.ts';
import type { ReasonTeller } from '../scoring/explain/reasons.ts';
import type { RowExplainer } from '../scoring/explain/RowExplainer.ts';
import type { Placer } from '../segments/Placer.ts';
import { columnsOfRules } from '../recommend/OffersPart.ts';
import type { Table } from '../table/Column.ts';
import { emptyTable } from './bookColumns.ts';
import type { EventPart, ModelDocument, SegmentsPart } from './ModelDocument.ts';
import { columnsLookedAt } from './modelInputs.ts';

/** One scored event with what its reasons are told by. */
export interface ReadyEvent extends EventPart {
  readonly teller: ReasonTeller;
  /** Explains single customers; where there is none yet, they are explained as a table would be. */
  readonly explainer?: RowExplainer;
}
/** A document with everything made once that answers need. */
export interface ReadyModel {
  readonly document: ModelDocument;
  /** The columns of the book, without customers. */
  readonly book: Table;
  /** Those of the file, before cleaning. */
  readonly before: Table;
  /** Columns that decide segments and scores, after cleaning; those of the file that decide any answer, rules of offers too. */
  readonly wanted: ReadonlySet<string>;
  readonly asked: ReadonlySet<string>;
  readonly placer: Placer | null;
  readonly events: readonly ReadyEvent[];
}

export function readyModel(document: ModelDocument): ReadyModel {
  const { segments, events, columns, cleaning, offers } = document;
  const wanted = columnsLookedAt(segments, events);
  return {
    document,
    book: emptyTable(columns),
    before: emptyTable(cleaning?.before ?? columns),
    wanted,
    asked: madeFrom(new Set([...wanted, ...(offers ? columnsOfRules(offers.made) : [])]), cleaning?.fitted),
    placer: segments && placerOf(segments),
    events: events.map(event => ({ ...event, teller: tellerOf(event) })),
  };
}

function placerOf(segments: SegmentsPart): Placer {
  const { pipeline, classifier, foundCentroids, ...segmented } = segments;
  const { centroids, segmentation } = segmented;
  // Of the segments as found, placing needs the centres alone.
  const fitted = foundCentroids && {
    labels: new Int32Array(0),
    centroids: foundCentroids,
    sizes: [],
    evidence: segmentation,
    stability: [],
  };
  return {
    pipeline,
    segmented: { ...segmented, centroids, ...(fitted && { fitted }) },
    classifier: new GaussianNaiveBayes(classifier),
  };
}

function tellerOf({ plan, reasons }: EventPart): ReasonTeller {
  return { planned: plan.features, sorted: reasons.cuts, least: reasons.least };
}
