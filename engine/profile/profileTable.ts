import type { ColumnChange, Finding, Profile } from '#shared/profile';
import type { Recipe } from '#shared/recipe';
import { breathe } from '../import/breathe.ts';
import type { Imported } from '../import/Imported.ts';
import { newMoment } from '../jobs/moment.ts';
import type { Run } from '../jobs/Run.ts';
import { associate, ASSOCIATION_LIMITS } from './associations/associate.ts';
import { predictions } from './associations/predictions.ts';
import { columnFacts } from './columnFacts.ts';
import { findAll, profileHeadline } from './findings/findAll.ts';
import { gapMap } from './gapMap.ts';

/**
 * Looks at a table as a careful person would before using it.
 * @throws Cancelled
 */
export async function profileTable(imported: Imported, recipe: Recipe, run: Run): Promise<Profile> {
  const { table } = imported;
  const columns = await columnFacts(imported, run);
  const { associations, gaps } = await comparedAndGaps(imported, run);
  await breathe(run, table.nRows);
  const findings = findAll({
    columns,
    nRows: table.nRows,
    associations,
    predictions: predictions(associations, columns),
    referenceDay: imported.referenceDay,
    isReferenceGiven: recipe.referenceDate !== null,
    missingTokens: imported.report.missingTokens,
  });
  return {
    headline: profileHeadline(findings, table.columns.length),
    nRows: table.nRows,
    columns: columns.map(({ detail }) => detail),
    findings: findings.map(finding => withCodesSoFar(finding, recipe)),
    correlations: associations.correlations,
    gaps,
  };
}

/** Gaps are looked for while the threads compare columns. */
async function comparedAndGaps(imported: Imported, run: Run) {
  const taken = newMoment();
  const associating = associate(imported, run, ASSOCIATION_LIMITS, taken.reach);
  const parts = [
    associating,
    Promise.race([taken.reached, associating]).then(() => gapMap(imported.table, run)),
  ] as const;
  // Nothing goes on behind the back of whoever hears of a failure.
  await Promise.allSettled(parts);
  const [associations, gaps] = await Promise.all(parts);
  return { associations, gaps };
}

/** Missing codes are set as a list: those that a column has already stay in it. */
function withCodesSoFar(finding: Finding, recipe: Recipe): Finding {
  const { action } = finding;
  if (action?.kind !== 'columns') return finding;
  const changes = action.changes.map((change): ColumnChange => {
    if (!change.missingCodes) return change;
    const renamed = Object.values(recipe.columns).find(({ name }) => name === change.name);
    const before = (renamed ?? recipe.columns[change.name])?.missingCodes ?? [];
    return { ...change, missingCodes: [...new Set([...before, ...change.missingCodes])].slice(0, 100) };
  });
  return { ...finding, action: { ...action, changes } };
}
