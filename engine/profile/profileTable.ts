import type { Profile } from '#shared/profile';
import { breathe } from '../import/breathe.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { associate } from './associations/associate.ts';
import { predictions } from './associations/predictions.ts';
import { columnFacts } from './columnFacts.ts';
import { findAll, profileHeadline } from './findings/findAll.ts';
import { gapMap } from './gapMap.ts';

/**
 * Looks at a table as a careful person would before using it.
 * @param isReferenceGiven the reference date was set by hand rather than taken from the file
 * @throws Cancelled
 */
export async function profileTable(imported: Imported, isReferenceGiven: boolean, run: Run): Promise<Profile> {
  const { table } = imported;
  const columns = await columnFacts(imported, run);
  const associations = await associate(imported, run);
  run.progress(0, 1, 'Looking for gaps');
  const gaps = await gapMap(table, run);
  await breathe(run, table.nRows);
  const findings = findAll({
    columns,
    nRows: table.nRows,
    associations,
    predictions: predictions(associations, columns),
    referenceDay: imported.referenceDay,
    isReferenceGiven,
    missingTokens: imported.report.missingTokens,
  });
  return {
    headline: profileHeadline(findings, table.columns.length),
    nRows: table.nRows,
    columns: columns.map(({ detail }) => detail),
    findings,
    correlations: associations.correlations,
    gaps,
  };
}
