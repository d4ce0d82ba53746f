import type { FormField } from '#shared/results';
import { madeFrom } from '../clean/madeFrom.ts';
import type { Imported } from '../import/Imported.ts';
import { columnsOfPlan } from '../scoring/features.ts';
import { formField } from '../segments/formFields.ts';
import type { EventPart, SegmentsPart } from './ModelDocument.ts';

/** Columns that a model looks at, after cleaning. */
export function columnsLookedAt(segments: SegmentsPart | null, events: readonly EventPart[]): Set<string> {
  const wanted = new Set(segments?.pipeline.inputs);
  for (const { column, against } of segments?.segmentation.tierRule.drivers ?? []) {
    wanted.add(column);
    if (against !== null) wanted.add(against);
  }
  for (const { plan, creditLine } of events) {
    for (const column of columnsOfPlan(plan)) wanted.add(column);
    if (creditLine) wanted.add(creditLine.income);
  }
  return wanted;
}

/** What is asked of a customer: columns of the file, from which those that cleaning steps make are computed. */
export function modelInputs(
  imported: Imported,
  segments: SegmentsPart | null,
  events: readonly EventPart[],
): FormField[] {
  return fieldsOf(imported, columnsLookedAt(segments, events));
}

/** The same for columns after cleaning. */
export function fieldsOf({ table, cleaning }: Imported, wanted: ReadonlySet<string>): FormField[] {
  const asked = madeFrom(wanted, cleaning?.fitted);
  return (cleaning?.before ?? table).columns.filter(({ name }) => asked.has(name)).map(formField);
}
