import { AppError } from '#shared/errors';
import { formatCount, formatThings, listSome } from '#shared/format';
import type { Monitoring } from '#shared/monitor/choices';
import type { MonitorReference } from '#shared/monitor/reference';
import { LIGHTS, type ColumnDrift, type Finding, type MonitorPeriod, type ScoreDrift } from '#shared/monitor/result';
import type { Run } from '../jobs/Run.ts';
import { findColumn, type Table } from '../table/Column.ts';
import { columnDrifts } from './columnDrift.ts';
import type { Counted, CountInput } from './countTask.ts';
import { overallLight, ruleInWords } from './lights.ts';
import { scoreDrift, type LaterScores } from './scoreDrift.ts';
import { segmentsDrift } from './segmentsDrift.ts';

/** With fewer customers even large changes may be chance. */
export const FEWEST_CUSTOMERS = 30;

export interface LaterFile {
  readonly label: string;
  readonly file: { readonly name: string; readonly sha256: string };
  readonly table: Table;
  /** Days since 1970-01-01 at which ages of these customers are measured; NaN when there is none. */
  readonly referenceDay: number;
  /** Scores in the order of the reference's. */
  readonly scores: readonly LaterScores[];
  /** Customers by position of the segment; null where there are no segments. */
  readonly segmentSizes: readonly number[] | null;
}

/**
 * Refuses a file that cannot be held against the reference.
 * @throws AppError `monitor.fewCustomers`, `monitor.missingColumns`
 */
export function checkLaterTable(reference: MonitorReference, table: Table, name: string): void {
  if (table.nRows < FEWEST_CUSTOMERS)
    throw new AppError('monitor.fewCustomers', { name, need: FEWEST_CUSTOMERS, got: table.nRows });
  const lacking = reference.columns.map(({ column }) => column).filter(column => !findColumn(table, column));
  if (lacking.length > 0)
    throw new AppError('monitor.missingColumns', {
      name,
      columns: listSome(lacking, 12),
      n: lacking.length,
      found: listSome(
        table.columns.map(column => column.name),
        12,
      ),
    });
}

/**
 * A later file against the development customers: every column, the score, the segments, and the traffic light.
 * @throws AppError as `checkLaterTable`; Cancelled
 * Cost: one pass per column, on all threads; a sort of the scores.
 */
export async function comparePeriod(
  reference: MonitorReference,
  later: LaterFile,
  rule: Monitoring,
  run: Run,
): Promise<MonitorPeriod> {
  const { table, file, label, referenceDay } = later;
  checkLaterTable(reference, table, file.name);
  const columns = await compareColumns(reference, table, referenceDay, rule, run);
  run.progress(1, 2, 'Comparing scores and segments');
  const scores: ScoreDrift[] = [];
  for (const [i, own] of reference.scores.entries()) scores.push(await scoreDrift(own, later.scores[i], rule, run));
  const { segmentSizes } = later;
  const segments = reference.segments && segmentSizes && segmentsDrift(reference.segments, segmentSizes, rule);
  const others = [
    ...scores.flatMap(({ light, estimated, measured }) => [light, measured?.light ?? estimated?.light ?? 'green']),
    segments?.light ?? 'green',
  ];
  const light = overallLight(
    columns.map(column => column.light),
    others,
    rule,
  );
  const parts = { label, columns, scores, segments, light, n: table.nRows };
  return {
    ...parts,
    day: Number.isFinite(referenceDay) ? referenceDay : null,
    file,
    nBefore: reference.n,
    headline: headlineOf(parts),
    findings: findingsOf(parts),
    rule: ruleInWords(rule),
  };
}

/** Counts each column on a thread of its own and compares it with its reference. */
export async function compareColumns(
  reference: Pick<MonitorReference, 'columns'>,
  table: Table,
  referenceDay: number,
  rule: Monitoring,
  run: Run,
): Promise<ColumnDrift[]> {
  run.progress(0, 2, 'Comparing columns');
  const inputs = reference.columns.map(({ column, distribution }): CountInput => ({
    column: findColumn(table, column)!,
    distribution,
    referenceDay,
  }));
  const counted = await run.pool.map<CountInput, Counted>('monitor.count', inputs, run.signal);
  return columnDrifts(reference.columns, counted, table.nRows, rule);
}

type Parts = Pick<MonitorPeriod, 'label' | 'columns' | 'scores' | 'segments' | 'light' | 'n'>;

const LIGHT_WORDS = { green: 'green', amber: 'amber, worth a look', red: 'red, act on it' } as const;

function headlineOf({ label, columns, scores, light, n }: Parts): string {
  const count = (wanted: string) => columns.filter(column => column.light === wanted).length;
  const [nRed, nAmber] = [count('red'), count('amber')];
  const changed =
    nRed + nAmber === 0
      ? `none of ${formatThings(columns.length, 'column')} has changed clearly`
      : `${formatCount(nRed + nAmber)} of ${formatThings(columns.length, 'column')} ${nRed + nAmber === 1 ? 'has' : 'have'} changed${nRed > 0 ? `, ${formatCount(nRed)} much` : ''}`;
  const [score] = scores;
  const ofScore = score ? `; ${scoreWords(score)}` : '';
  return `${label}: ${LIGHT_WORDS[light]}. Of ${formatThings(n, 'customer')}, ${changed}${ofScore}.`;
}

function scoreWords({ light, measured }: ScoreDrift): string {
  const spread = light === 'green' ? 'the scores are spread as before' : 'the scores have shifted';
  if (!measured) return spread;
  return `${spread}, and they ${measured.light === 'green' ? 'are as good as' : 'are worse than'} at development`;
}

function findingsOf({ columns, scores, segments }: Parts): Finding[] {
  const found: Finding[] = scores.flatMap(score => scoreFindings(score));
  if (segments) found.push({ light: segments.light, about: 'segments', name: 'Segments', sentence: segments.sentence });
  const sorted = [...columns].sort((a, b) => (b.index?.value ?? 0) - (a.index?.value ?? 0));
  for (const { column, light, sentences } of sorted)
    for (const sentence of sentences) found.push({ light, about: 'column', name: column, sentence });
  const rank = (finding: Finding) => LIGHTS.length - LIGHTS.indexOf(finding.light);
  return found.filter(({ light }) => light !== 'green').sort((a, b) => rank(a) - rank(b));
}

function scoreFindings({ eventWords, light, sentence, measured, estimated }: ScoreDrift): Finding[] {
  const found: Finding[] = [{ light, about: 'score', name: eventWords, sentence }];
  if (measured)
    found.push({
      light: measured.light,
      about: 'performance',
      name: eventWords,
      sentence: measured.sentences.join(' '),
    });
  else if (estimated)
    found.push({ light: estimated.light, about: 'performance', name: eventWords, sentence: estimated.sentence });
  return found;
}
