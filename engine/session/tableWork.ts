import type { CandidateTable, NewStep, NewTable, RfmPreview, StepPreview } from '#shared/contract/tables';
import { AppError } from '#shared/errors';
import { defaultReading } from '#shared/reading';
import type { Recipe } from '#shared/recipe';
import { errorSentence } from '#shared/text/errorSentences';
import {
  appendReady,
  joined,
  putTogether,
  readyTable,
  requireFreeOrigin,
  type PutTogether,
} from '../combine/combineTables.ts';
import { joinTable, matchTables } from '../combine/join.ts';
import { proposeStep } from '../combine/proposeStep.ts';
import { missingWordSet } from '../import/cells/ColumnCells.ts';
import { scalarText } from '../import/cells/rawText.ts';
import type { Run } from '../jobs/Run.ts';
import { CELL_BOOLEAN, CELL_EMPTY, CELL_NUMBER } from '../table/RawTable.ts';
import { rfmProposal } from './proposeRecipe.ts';
import { atHand, furtherTables, mainTable } from './sourceTables.ts';
import type { ReadFile, SourceFile } from './SourceFile.ts';

/** Customers shown before RFM is applied. */
const SHOWN = 12;
/** What a table is called in a recipe that is only tried. */
const TRIED = 'tried';

/** The table of a project as its recipe puts it together, before it is imported. */
export function tableSoFar(source: SourceFile, recipe: Recipe, run: Run): Promise<PutTogether> {
  return putTogether(mainTable(source, recipe), furtherTables(source, recipe), recipe, run, false);
}

/** RFM of the main table, tried out. @throws AppError as `rfmTable` */
export async function previewRfm(
  source: SourceFile,
  options: Readonly<Record<string, unknown>>,
  recipe: Recipe,
  run: Run,
): Promise<RfmPreview> {
  const { table, account } = await readyTable({ ...mainTable(source, recipe), rfm: options }, recipe, run, true);
  const cell = (column: number, row: number) => {
    const kind = table.columns[column].kinds[row];
    const value = table.columns[column].values[row];
    if (kind === CELL_EMPTY) return null;
    if (kind === CELL_NUMBER) return value;
    return kind === CELL_BOOLEAN ? value === 1 : scalarText(kind, value, table.strings);
  };
  const rows = Array.from({ length: Math.min(SHOWN, table.nRows) }, (_row, row) =>
    table.names.map((_name, column) => cell(column, row)),
  );
  return { account: account.rfm!, columns: [...table.names], rows };
}

/** What a table that was read offers, and how it could be put together with the table so far. */
export async function candidate(
  file: ReadFile,
  isSheet: boolean,
  source: SourceFile,
  recipe: Recipe,
  run: Run,
): Promise<CandidateTable> {
  const reading = { ...defaultReading(), ...file.asked };
  const table: NewTable = { file: isSheet ? null : { name: file.name, sha256: file.sha256 }, reading, rfm: null };
  const rfm = await rfmProposal(file, reading, recipe, run);
  const ready = await readyTable(triedSource(file, { ...table, rfm: null }), recipe, run, true);
  const soFar = await tableSoFar(source, recipe, run);
  const proposal = proposeStep(soFar.table, ready.table);
  const isTransactions = rfm.looksLikeTransactions && proposal.how === 'join';
  const keys = { key: proposal.key, tableKey: isTransactions ? rfm.options.customer : proposal.tableKey };
  return {
    table: { ...table, rfm: isTransactions ? rfm.options : null },
    name: file.name,
    sheet: file.raw.sheet,
    nRows: ready.table.nRows,
    columns: [...ready.table.names],
    rfm,
    step:
      proposal.how === 'append'
        ? { how: 'append', origin: null }
        : { how: 'join', ...keys, unmatched: 'keep', duplicates: 'refuse' },
    why: proposal.why,
  };
}

/** A step tried out: its account, and why it cannot be done where it cannot. */
export async function previewStep(
  source: SourceFile,
  table: NewTable,
  step: NewStep,
  recipe: Recipe,
  run: Run,
): Promise<StepPreview> {
  const file = atHand(source, table);
  if (!file) throw new AppError('tables.missing', { name: table.file?.name ?? source.name, folder: 'this project' });
  const soFar = await tableSoFar(source, recipe, run);
  const ready = await readyTable(triedSource(file, table), recipe, run, false);
  const { rfm, styles = null } = ready.account;
  if (step.how === 'append') {
    const tried = { ...step, table: TRIED };
    const problem = problemOf(() => requireFreeOrigin(soFar.table, ready, tried));
    return { account: appendReady(soFar, ready, tried).account, rfm, styles, problem };
  }
  const words = missingWordSet(recipe.reading.missingWords);
  const whole = { ...step, table: TRIED };
  const { account } = matchTables(soFar.table, joined(ready), whole, words);
  return { account, rfm, styles, problem: problemOf(() => joinTable(soFar.table, joined(ready), whole, words)) };
}

function problemOf(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof AppError) return errorSentence(error);
    throw error;
  }
}

function triedSource({ name, sha256, sizeBytes, raw }: ReadFile, { reading, rfm }: NewTable) {
  return { id: TRIED, name, sha256, sizeBytes, raw, reading, rfm };
}
