import type { CellValue, ColumnRole } from '#shared/columns';
import { AppError } from '#shared/errors';
import { TIERS, type Assignment, type CustomerCard } from '#shared/results';
import type { Run } from '../jobs/Run.ts';
import { cleanedRow } from '../clean/cleanedRow.ts';
import { applyPreparation } from '../prepare/pipeline.ts';
import { cellValue } from '../table/cellValue.ts';
import type { AnalysisParts } from './AnalysisParts.ts';
import { assignmentOf } from './assignment.ts';
import { classifierOf } from './classifier.ts';
import { identifierColumns } from '../import/findCustomer.ts';
export { formFields } from './formFields.ts';
import { customerKey, findByKey } from './overrides/customerKey.ts';
import { handDecision } from './overrides/handDecisions.ts';
import type { SetByHand } from './overrides/SetByHand.ts';
import { placeCustomers } from './placeCustomers.ts';

/**
 * Which segment a customer with these values is in, and what drives the answer. Columns not given are missing; levels never seen are allowed.
 * @throws AppError `data.unknownColumn`, `option.invalid` (a value that does not fit its column)
 */
export async function assignCustomer(
  values: Readonly<Record<string, CellValue>>,
  parts: AnalysisParts,
  run: Run,
): Promise<Assignment> {
  const { imported, prepared } = parts;
  const table = await cleanedRow(values, imported, run);
  const context = { run, referenceDay: prepared.pipeline.referenceDay };
  const matrix = await applyPreparation(prepared.pipeline, table, imported.roles, context);
  const [own] = await placeCustomers(parts.segmented, matrix, run);
  const probabilities = await probabilitiesOf(matrix.values, parts, run);
  return assignmentOf({ x: matrix.values, table, row: 0, probabilities }, own, parts);
}

/** @param x [nColumns], one prepared row */
async function probabilitiesOf(x: Float64Array, parts: AnalysisParts, run: Run): Promise<Float64Array> {
  const classifier = await classifierOf(parts, run);
  return classifier.probabilities(x, 0, new Float64Array(parts.segmented.segmentation.nClusters));
}

/** The answer with what a person decided in place of what the segmentation and the rule say. */
function decided(found: Assignment, decisions: readonly SetByHand[], { segmented }: AnalysisParts): Assignment {
  if (decisions.length === 0) return found;
  const { segmentation } = segmented;
  let answer = found;
  for (const { what, to } of decisions) {
    const segment = segmentation.segments[to];
    if (what === 'segment') answer = { ...answer, segment: segment.id, segmentName: segment.name };
    else if (answer.tier !== 'None') answer = { ...answer, tier: TIERS[to] };
  }
  const said = decisions.map(one => `${handDecision(one, segmentation).text}.`).join(' ');
  return { ...answer, sentence: `${said} Otherwise: ${found.sentence}` };
}

/**
 * One customer of the book with all values and the segment's answer, by identifier ("row 17" of the sheet where there is none) or by row of the
 * customer table.
 * @throws AppError `data.unknownCustomer`
 */
export async function customerCard(
  which: { id: string } | { row: number },
  parts: AnalysisParts,
  run: Run,
): Promise<CustomerCard> {
  const { table, roles } = parts.imported;
  const row = 'row' in which ? which.row : findByKey(parts.imported, which.id);
  if (row < 0 || row >= table.nRows)
    throw new AppError('data.unknownCustomer', { id: 'row' in which ? `row ${which.row}` : which.id });
  const { matrix } = parts.prepared;
  const x = matrix.values.subarray(row * matrix.nColumns, (row + 1) * matrix.nColumns);
  const probabilities = await probabilitiesOf(x, parts, run);
  const [identifier] = identifierColumns(parts.imported);
  const id = identifier ? cellValue(identifier, row) : null;
  const decisions = parts.segmented.byHand?.filter(one => one.row === row) ?? [];
  const found = decisions.find(({ what }) => what === 'segment')?.was ?? parts.segmented.labels[row];
  return {
    row,
    id: id === null ? null : String(id),
    customer: customerKey(parts.imported, row),
    values: table.columns.map((column, i) => ({
      column: column.name,
      role: roles[i] as ColumnRole,
      value: cellValue(column, row),
    })),
    assignment: decided(assignmentOf({ x, table, row, probabilities }, found, parts), decisions, parts),
    ...(decisions.length > 0 && { byHand: decisions.map(one => handDecision(one, parts.segmented.segmentation)) }),
  };
}
