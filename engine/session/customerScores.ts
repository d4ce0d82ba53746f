import type { CellValue } from '#shared/columns';
import type { RankedCustomer, ScoredCustomer, WhatIf } from '#shared/contract/score';
import { AppError } from '#shared/errors';
import { TIERS } from '#shared/results';
import { BANDS, bandOf } from '#shared/scoring/bands';
import type { CustomerExplanation } from '#shared/scoring/explanation';
import { cleanedRow } from '../clean/cleanedRow.ts';
import { madeFrom } from '../clean/madeFrom.ts';
import { columnConcept } from '../import/dictionary/conceptOf.ts';
import { identifierColumns } from '../import/findCustomer.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { answer } from '../scoring/answer.ts';
import { shareOfEvents } from '../scoring/bandSummaries.ts';
import { creditLine, creditLineRule } from '../scoring/creditLine.ts';
import type { ReasonTeller } from '../scoring/explain/reasons.ts';
import { explainRows } from '../scoring/explainScores.ts';
import { columnsOfPlan, takeFeatures } from '../scoring/features.ts';
import type { RankedRows } from '../scoring/rankCustomers.ts';
import { chosenScores, SCORED_BY_ALL, type ModelScorers, type Scored } from '../scoring/Scored.ts';
import { cellValue } from '../table/cellValue.ts';
import type { Column, NumberColumn, Table } from '../table/Column.ts';
import { selectFeatureRows, type FeatureTable } from '../table/FeatureTable.ts';
import type { Results } from './joinedTable.ts';
import type { ShownScores } from './Scores.ts';

/** What the answers about single customers are made from. */
export interface CustomerScoring {
  readonly shown: ShownScores;
  /** Features of the whole book. */
  readonly x: FeatureTable;
  readonly scorers: ModelScorers;
  readonly teller: ReasonTeller;
  readonly results: Results;
}

/** @param rows of the customer table, few @returns in their order */
export async function rankedCustomers(scoring: CustomerScoring, rows: Int32Array, run: Run): Promise<RankedCustomer[]> {
  const explanations = await explainedBy(scoring, rows, run);
  return Array.from(rows, (row, i) => rankedCustomer(scoring, row, explanations[i]));
}

/** One customer's score in depth. @throws AppError `data.unknownCustomer` */
export async function scoredCustomer(
  scoring: CustomerScoring,
  ranks: RankedRows,
  row: number,
  run: Run,
): Promise<ScoredCustomer> {
  const { imported, scored } = scoring.shown;
  if (row >= imported.table.nRows) throw new AppError('data.unknownCustomer', { id: `row ${row}` });
  const [explanation] = await explainedBy(scoring, Int32Array.of(row), run);
  const income = incomeColumn(imported.table);
  const isDefault = scored.target.purpose === 'default';
  return {
    ...rankedCustomer(scoring, row, explanation),
    rank: ranks.rankOf(row),
    explanation,
    inputs: inputsOf(imported, scored, row),
    scoredBy:
      scored.foldOf[row] === SCORED_BY_ALL
        ? 'Scored by the model that learned from all customers with a known outcome.'
        : 'Scored by a model that learned from other customers only.',
    creditLineRule: isDefault && income ? creditLineRule(income.name, scoring.shown.recipe.scoring.creditLine) : null,
  };
}

/**
 * What the score would be with other values, by the model that scored this customer.
 * @throws AppError `data.unknownCustomer`, and as `oneRowTable`
 */
export async function whatIf(
  scoring: CustomerScoring,
  row: number,
  values: Readonly<Record<string, CellValue>>,
  run: Run,
): Promise<WhatIf> {
  const { imported, scored } = scoring.shown;
  if (row >= imported.table.nRows) throw new AppError('data.unknownCustomer', { id: `row ${row}` });
  const before = imported.cleaning?.before ?? imported.table;
  const own = Object.fromEntries(before.columns.map(column => [column.name, cellValue(column, row)]));
  const table = await cleanedRow({ ...own, ...values }, imported, run);
  const x = takeFeatures(scored.plan, table);
  const scorer = scorerOf(scoring, row);
  const [after] = await answer(scorer, x, run);
  const [explanation] = await explainRows(scorer, x, Int32Array.of(row), scoring.teller, run);
  const prevalence = shareOfEvents(scored.target);
  const was = chosenScores(scored)[row];
  return {
    before: was,
    after,
    bandBefore: BANDS[bandOf(was, prevalence)],
    bandAfter: BANDS[bandOf(after, prevalence)],
    explanation,
  };
}

function scorerOf({ shown, scorers }: Omit<CustomerScoring, 'results'>, row: number) {
  const fold = shown.scored.foldOf[row];
  return fold === SCORED_BY_ALL ? scorers.all : scorers.folds[fold];
}

/** Each row is explained by the model that scored it. */
export async function explainedBy(
  scoring: Omit<CustomerScoring, 'results'>,
  rows: Int32Array,
  run: Run,
): Promise<CustomerExplanation[]> {
  const { foldOf } = scoring.shown.scored;
  const explained: CustomerExplanation[] = [];
  for (const fold of new Set(Array.from(rows, row => foldOf[row]))) {
    const places = Array.from(rows.keys()).filter(i => foldOf[rows[i]] === fold);
    const own = Int32Array.from(places, i => rows[i]);
    const scorer = scorerOf(scoring, own[0]);
    const found = await explainRows(scorer, selectFeatureRows(scoring.x, own), own, scoring.teller, run);
    places.forEach((place, i) => (explained[place] = found[i]));
  }
  return explained;
}

function rankedCustomer(
  { shown, results }: CustomerScoring,
  row: number,
  { raises }: CustomerExplanation,
): RankedCustomer {
  const { imported, scored, recipe } = shown;
  const [identifier] = identifierColumns(imported);
  const id = identifier ? cellValue(identifier, row) : null;
  const { segmented } = results;
  const tier = segmented ? TIERS[segmented.tiers[row]] : null;
  const income = scored.target.purpose === 'default' ? incomeColumn(imported.table) : null;
  return {
    row,
    customer: id === null ? `row ${imported.sourceRows[row]}` : String(id),
    score: chosenScores(scored)[row],
    band: BANDS[scored.bands[row]],
    reasons: raises,
    segment: segmented ? (segmented.segmentation.segments[segmented.labels[row]]?.name ?? null) : null,
    tier: tier === 'None' ? null : tier,
    outcome: scored.y[row] < 0 ? null : (scored.y[row] as 0 | 1),
    creditLine: income ? creditLine(scored.bands[row], income.values[row], recipe.scoring.creditLine) : null,
  };
}

/** [nRows], suggested credit lines, NaN where there is no income; null where nothing is said about repaying. */
export function creditLinesOf({ scored, imported, recipe }: ShownScores): Float64Array | null {
  const income = scored.target.purpose === 'default' ? incomeColumn(imported.table) : null;
  if (!income) return null;
  const { creditLine: shares } = recipe.scoring;
  return income.values.map((value, row) => creditLine(scored.bands[row], value, shares) ?? NaN);
}

/** The yearly income, where a column says it. */
export function incomeColumn({ columns }: Table): NumberColumn | null {
  const found = columns.find(column => column.kind === 'number' && columnConcept(column)?.id === 'annualIncome');
  return found?.kind === 'number' ? found : null;
}

/** What a model looks at and can be changed: columns of the file, with the customer's own values. */
function inputsOf({ table, cleaning }: Imported, { plan }: Scored, row: number): ScoredCustomer['inputs'] {
  const asked = madeFrom(columnsOfPlan(plan), cleaning?.fitted);
  const before = cleaning?.before ?? table;
  return before.columns
    .filter(column => asked.has(column.name))
    .map(column => ({
      column: column.name,
      kind: column.kind,
      value: cellValue(column, row),
      levels: levelsOf(column),
    }));
}

const MOST_LEVELS = 200;

function levelsOf(column: Column): string[] {
  if (column.kind === 'category' || column.kind === 'text') return column.levels.slice(0, MOST_LEVELS);
  return column.kind === 'set' ? column.members.slice(0, MOST_LEVELS) : [];
}
