import type { datasetContract } from '#shared/contract/dataset';
import type { Handlers, CallContext } from '#shared/contract/contract';
import { defaultRecipe, type Reading, type Recipe } from '#shared/recipe';
import type { ImportReport } from '#shared/results';
import type { OptionTable } from '#shared/option';
import { CLEAN_STEPS } from '../../clean/registry.ts';
import { STEPS } from '../../prepare/registry.ts';
import { assetFile } from '../../location.ts';
import { explicitRecipe } from '../explicitRecipe.ts';
import { importParts, importReport, openSource } from '../mainJob.ts';
import { changeColumns, columnsLabel } from '../columnChanges.ts';
import { cellsLabel, changeCells } from '../cellChanges.ts';
import { joinedTable } from '../joinedTable.ts';
import { gridColumns, levelCounts, Pages } from '../pages.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Session } from '../Session.ts';
import { PendingFile } from '../PendingFile.ts';
import type { SourceFile } from '../SourceFile.ts';
import type { HandlerParts } from './HandlerParts.ts';
import { leftOutHandlers } from './leftOutHandlers.ts';
import { previewHandlers } from './previewHandlers.ts';

export const SAMPLE = { path: assetFile('samples/RiskSummary.xlsx'), name: 'RiskSummary.xlsx' };

export function datasetHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof datasetContract> {
  const pending = new PendingFile();
  return {
    ...openHandlers(parts, pending),
    ...previewHandlers(parts, pending),
    ...leftOutHandlers(parts),
    ...changeHandlers(parts.session),
    ...editHandlers(parts.session),
    ...lookHandlers(parts.session),
  };
}

async function currentReport(session: Session): Promise<ImportReport> {
  return importReport(session.requireSource(), await session.imported(session.run()));
}

function openHandlers({ session, files }: HandlerParts, pending: PendingFile) {
  type Asked = { reading?: Partial<Reading>; columns?: Recipe['columns'] };
  async function open(
    { reading, columns = {} }: Asked,
    read: (recipe: Recipe, run: Run) => Promise<SourceFile>,
    context: CallContext,
  ): Promise<ImportReport> {
    const base = explicitRecipe(defaultRecipe(session.recipe.seed));
    const recipe: Recipe = { ...base, reading: { ...base.reading, ...reading }, columns };
    const run = session.run(context);
    const source = await read(recipe, run);
    const parts = await importParts(source, recipe, run);
    session.begin(source, parts, recipe);
    return importReport(source, parts.imported);
  }
  return {
    'dataset.open': ({ file, ...asked }, context) =>
      session.exclusive(() => {
        const known = files.resolve(file);
        return open(asked, (recipe, run) => pending.take(file, known, recipe, run), context);
      }),
    'dataset.openSample': (_input, context) =>
      session.exclusive(() => open({}, (recipe, run) => openSource(SAMPLE.path, SAMPLE.name, recipe, run), context)),
  } satisfies Partial<Handlers>;
}

function changeHandlers(session: Session) {
  // The recipe is made when its turn has come: of two changes asked for at once the second builds on the first.
  const changed = (label: string, change: (recipe: Recipe) => Recipe, context?: CallContext) =>
    session.exclusive(async () => {
      await session.change(label, change(session.recipe), context);
      return currentReport(session);
    });
  return {
    'dataset.setReading': ({ reading }, context) => {
      const label = `Reading: ${Object.keys(reading).map(readingWord).join(', ')}`;
      return changed(label, recipe => ({ ...recipe, reading: { ...recipe.reading, ...reading } }), context);
    },
    'dataset.setReferenceDate': ({ referenceDate }) =>
      changed(`Reference date: ${referenceDate ?? 'latest in the file'}`, recipe => ({ ...recipe, referenceDate })),
    'dataset.setColumns': ({ changes }) =>
      changed(columnsLabel(changes), recipe => changeColumns(recipe, changes, optionsOf)),
  } satisfies Partial<Handlers>;
}

function lookHandlers(session: Session) {
  const pages = new Pages();
  const source = async (run: Run) => {
    session.requireSource();
    const imported = await session.imported(run);
    return { imported, table: joinedTable(imported, session.resultsOf(imported)) };
  };
  return {
    'dataset.report': async () => (session.source ? currentReport(session) : null),
    'dataset.page': async request => pages.page(await source(session.run()), request),
    'dataset.columns': async () => {
      const shown = await source(session.run());
      return { columns: gridColumns(shown), of: shown.table.nRows };
    },
    'dataset.find': async (request, context) => {
      const run = session.run(context);
      return pages.find(await source(run), request, run);
    },
    'dataset.levels': async ({ column }) => levelCounts((await source(session.run())).table, column, MOST_LEVELS),
  } satisfies Partial<Handlers>;
}

function editHandlers(session: Session) {
  return {
    'dataset.editCells': ({ changes }) =>
      session.exclusive(async () => {
        const run = session.run();
        session.requireSource();
        const { sourceRows } = await session.imported(run);
        const before = session.recipe;
        const after = changeCells(before, changes, { base: await session.unedited(run), sourceRows });
        await session.change(cellsLabel(before, after, changes), after);
        return { edited: changes.length };
      }),
    'dataset.clearEdits': ({ column }) =>
      session.exclusive(async () => {
        const edits = column === null ? [] : session.recipe.edits.filter(edit => edit.column !== column);
        await session.change(`Took back the edits of ${column ?? 'all cells'}`, { ...session.recipe, edits });
        return { left: edits.length };
      }),
  } satisfies Partial<Handlers>;
}

/** Levels that a list to be put in order may have. */
const MOST_LEVELS = 1_000;

const READING_WORDS: Readonly<Record<string, string>> = {
  sheet: 'sheet',
  headerRow: 'header row',
  headerRowCount: 'rows of the header',
  range: 'cells that are read',
  encoding: 'encoding',
  separator: 'separator',
  decimalMark: 'decimal mark',
  dateOrder: 'order of dates',
  missingWords: 'missing words',
};

function readingWord(part: string): string {
  return READING_WORDS[part] ?? part;
}

/** What the options of a step are, for a column that is renamed in them. */
function optionsOf(step: string): OptionTable | undefined {
  return [...CLEAN_STEPS, ...STEPS].find(({ id }) => id === step)?.options;
}
