import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers, CallContext } from '#shared/contract/contract';
import type { NewStep, NewTable, tablesContract } from '#shared/contract/tables';
import { defaultReading } from '#shared/reading';
import type { Recipe } from '#shared/recipe';
import type { ImportReport } from '#shared/results';
import { checkedOptions } from '../../combine/rfm/rfmTable.ts';
import { writeCsv } from '../../reports/customers/writeCsv.ts';
import { baseName } from '../baseName.ts';
import { leftOutRows } from '../leftOutRows.ts';
import { importReport } from '../mainJob.ts';
import { rfmProposal } from '../proposeRecipe.ts';
import type { Session } from '../Session.ts';
import type { SourceFile } from '../SourceFile.ts';
import { atHand, readTable } from '../sourceTables.ts';
import { candidate, previewRfm, previewStep, tableSoFar } from '../tableWork.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function tablesHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof tablesContract> {
  return { ...lookHandlers(parts), ...readHandlers(parts), ...changeHandlers(parts.session) };
}

function lookHandlers({ session, files, workDirectory }: HandlerParts) {
  return {
    'tables.state': async () => {
      const { name, raw } = session.requireSource();
      const { recipe } = session;
      const imported = await session.imported(session.run());
      return {
        main: { name, sheet: raw.sheet, rfm: recipe.rfm },
        further: recipe.tables.map(table => ({
          table,
          step: recipe.combine.find(step => step.table === table.id) ?? null,
        })),
        sheets: raw.sheets.map(sheet => sheet.name).filter(sheet => sheet !== raw.sheet),
        columns: imported.report.columns.map(column => column.original || column.name),
      };
    },
    'tables.proposeRfm': (_input, context) => {
      const source = session.requireSource();
      return rfmProposal(source, session.recipe.reading, session.recipe, session.run(context));
    },
    'tables.previewRfm': ({ options }, context) =>
      previewRfm(session.requireSource(), options, session.recipe, session.run(context)),
    'tables.leftOut': async ({ table, list }, context) => {
      const source = session.requireSource();
      const found = await leftOutRows(source, table, list, session.recipe, session.run(context));
      await mkdir(workDirectory, { recursive: true });
      const name = `${baseName(holderOf(source, table, list, session.recipe))} ${LIST_NAMES[list]}.csv`;
      const path = join(await mkdtemp(join(workDirectory, 'rows-')), name);
      await writeCsv(path, found.header, found.rows);
      return { token: files.register(path, name), name, rows: found.nRows };
    },
  } satisfies Partial<Handlers>;
}

/** The file whose rows a list holds: of those without a partner it is the main one, to which the table was joined. */
function holderOf(source: SourceFile, table: string, list: keyof typeof LIST_NAMES, recipe: Recipe): string {
  const own = recipe.tables.find(({ id }) => id === table);
  return list === 'unmatched' ? source.name : (own?.file?.name ?? source.name);
}

const LIST_NAMES = {
  rejected: 'rejected rows',
  rfm: 'transactions left out',
  unmatched: 'rows without a partner',
  tableUnmatched: 'rows that were not joined',
} as const;

function readHandlers({ session, files }: HandlerParts) {
  return {
    'tables.read': ({ file, sheet }, context) =>
      session.exclusive(async () => {
        const run = session.run(context);
        const source = session.requireSource();
        const place = file === null ? { path: source.path, name: source.name } : files.resolve(file);
        const reading = { ...defaultReading(), sheet };
        const known = file === null ? atHand(source, { file: null, reading }) : undefined;
        const read = known ?? (await readTable(place.path ?? place.name, place.name, reading, run));
        const isKept = atHand(source, { file: { name: read.name, sha256: read.sha256 }, reading });
        if (!isKept) session.hold(read);
        return candidate(read, file === null, session.requireSource(), session.recipe, run);
      }),
    'tables.preview': ({ table, step }, context) =>
      previewStep(session.requireSource(), table, step, session.recipe, session.run(context)),
  } satisfies Partial<Handlers>;
}

function changeHandlers(session: Session) {
  const changed = (label: string, change: (recipe: Recipe) => Recipe, context: CallContext): Promise<ImportReport> =>
    session.exclusive(async () => {
      const recipe = await fitting(session, change(session.recipe), context);
      await session.change(label, recipe, context);
      return importReport(session.requireSource(), await session.imported(session.run()));
    });
  return {
    'tables.setRfm': ({ options }, context) => {
      const rfm = options === null ? null : checkedOptions(options);
      const label = rfm === null ? 'Rows of the file as they are' : 'One row per customer from transactions (RFM)';
      return changed(label, recipe => ({ ...recipe, rfm }), context);
    },
    'tables.add': ({ table, step }, context) =>
      changed(addLabel(table, step), recipe => withTable(recipe, table, step), context),
    'tables.remove': ({ table }, context) =>
      changed(
        'A table removed',
        recipe => ({
          ...recipe,
          tables: recipe.tables.filter(known => known.id !== table),
          combine: recipe.combine.filter(step => step.table !== table),
        }),
        context,
      ),
  } satisfies Partial<Handlers>;
}

/** Choices about columns that the new table no longer has are let go of; undo brings them back. */
async function fitting(session: Session, recipe: Recipe, context: CallContext): Promise<Recipe> {
  if (Object.keys(recipe.columns).length === 0) return recipe;
  const { table } = await tableSoFar(session.requireSource(), recipe, session.run(context));
  const known = new Set(table.names);
  const columns = Object.entries(recipe.columns).filter(([name]) => known.has(name));
  return { ...recipe, columns: Object.fromEntries(columns) };
}

function withTable(recipe: Recipe, table: NewTable, step: NewStep): Recipe {
  const taken = new Set(recipe.tables.map(known => known.id));
  let n = recipe.tables.length + 1;
  while (taken.has(`table-${n}`)) n++;
  const id = `table-${n}`;
  return {
    ...recipe,
    tables: [...recipe.tables, { ...table, id }],
    combine: [...recipe.combine, { ...step, table: id }],
  };
}

function addLabel({ file, reading }: NewTable, step: NewStep): string {
  const name = file?.name ?? `the sheet ${reading.sheet ?? ''}`;
  return step.how === 'append' ? `Appended ${name}` : `Joined ${name} by ${step.key}`;
}
