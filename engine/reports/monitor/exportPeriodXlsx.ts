import type { ColumnDrift, MonitorPeriod } from '#shared/monitor/result';
import { writeXlsx, type ColumnToWrite, type SheetToWrite } from '../../formats/xlsxWriter.ts';

const text = (header: string, width = 16): ColumnToWrite => ({ header, kind: 'text', width });
const number = (header: string): ColumnToWrite => ({ header, kind: 'number', width: 14 });
const percent = (header: string): ColumnToWrite => ({ header, kind: 'percent', width: 14 });
const integer = (header: string): ColumnToWrite => ({ header, kind: 'integer', width: 14 });

/** Writes what became of one later file as a workbook: summary, columns, their distributions, scores and segments. @throws AppError as `writeXlsx` */
export async function exportPeriodXlsx(path: string, period: MonitorPeriod): Promise<void> {
  const sheets = [summary(period), columns(period), distributions(period), scores(period), segments(period)];
  await writeXlsx(
    path,
    sheets.filter(sheet => sheet !== null),
  );
}

function summary({ headline, light, n, nBefore, file, model, findings, rule, label }: MonitorPeriod): SheetToWrite {
  return {
    name: 'Summary',
    columns: [text('Light', 10), text('About', 24), text('Finding', 110)],
    rows: [
      [light, label, headline],
      ['', 'File', `${file.name}, SHA-256 ${file.sha256}`],
      ...(model ? [['', 'Held against', `the model ${model.name}, SHA-256 ${model.sha256}`]] : []),
      ['', 'Customers', `${n} of the file, ${nBefore} of development`],
      ...findings.map(finding => [finding.light, finding.name, finding.sentence]),
      ...rule.map(sentence => ['', 'Rule', sentence]),
    ],
    freezeHeader: true,
  };
}

function columns(period: MonitorPeriod): SheetToWrite {
  return {
    name: 'Columns',
    columns: [
      text('Column', 24),
      text('Light', 10),
      number('PSI'),
      number('PSI by chance'),
      number('p, corrected'),
      number('KS'),
      number('p of KS'),
      number('Chi-square'),
      number('p of chi-square'),
      percent('Missing before'),
      percent('Missing now'),
      percent('New levels'),
      percent('Out of range'),
      number('Mean before'),
      number('Mean now'),
      text('Finding', 90),
    ],
    rows: period.columns.map(columnRow),
    freezeHeader: true,
    autoFilter: true,
  };
}

function columnRow(column: ColumnDrift): (string | number | null)[] {
  const { index, ks, chiSquare, missing, newLevels, outOfRange, means } = column;
  const tests = [index?.value, index?.expected, column.corrected.index, ks?.distance, ks?.pValue];
  const rest = [chiSquare?.statistic, chiSquare?.pValue, missing.before.value, missing.now.value];
  const others = [newLevels?.share.value, outOfRange?.share.value, means?.before, means?.now];
  const figures = [...tests, ...rest, ...others].map(value => value ?? null);
  return [column.column, column.light, ...figures, column.sentences.join(' ')];
}

function distributions(period: MonitorPeriod): SheetToWrite {
  const ofScores = period.scores.map(score => ({ name: `Score: ${score.eventWords}`, bins: score.bins }));
  const all = [...period.columns.map(({ column, bins }) => ({ name: column, bins })), ...ofScores];
  return {
    name: 'Distributions',
    columns: [text('Column', 24), text('Values', 28), integer('Before'), integer('Now')],
    rows: all.flatMap(({ name, bins }) => bins.map(bin => [name, bin.label, bin.before, bin.now])),
    freezeHeader: true,
    autoFilter: true,
  };
}

const FIGURES = [
  ['n', 'Outcomes known'],
  ['nEvents', 'Events'],
  ['prevalence', 'Share of events'],
  ['rocAuc', 'ROC-AUC'],
  ['gini', 'Gini'],
  ['ks', 'KS'],
  ['brier', 'Brier score'],
  ['accuracy', 'Accuracy'],
  ['precision', 'Precision'],
  ['recall', 'Recall'],
  ['calibrationSlope', 'Calibration slope'],
  ['calibrationIntercept', 'Calibration intercept'],
  ['calibrationRatio', 'Happened over foretold'],
] as const;

function scores({ scores: found }: MonitorPeriod): SheetToWrite | null {
  if (found.length === 0) return null;
  const rows = found.flatMap(score =>
    FIGURES.map(([key, title]) => {
      const [before, now] = [score.development[key], score.measured?.performance[key] ?? null];
      const estimated = key in (score.estimated ?? {}) ? score.estimated![key as 'rocAuc'] : null;
      const figures = [before, now, estimated].map(figure => (typeof figure === 'number' ? figure : figure?.value));
      const isMeasure = typeof now === 'object' && now !== null;
      return [
        score.eventWords,
        title,
        figures[0] ?? null,
        figures[1] ?? null,
        isMeasure ? now.low : null,
        isMeasure ? now.high : null,
        figures[2] ?? null,
      ];
    }),
  );
  const header = ['Development', 'Now', 'Now, 95 % from', 'to', 'Estimated without outcomes'].map(number);
  return { name: 'Scores', columns: [text('Event', 24), text('Figure', 24), ...header], rows, freezeHeader: true };
}

function segments({ segments: found }: MonitorPeriod): SheetToWrite | null {
  if (!found) return null;
  return {
    name: 'Segments',
    columns: [
      text('Segment', 30),
      percent('Before'),
      percent('Now'),
      percent('Change'),
      percent('95 % from'),
      percent('to'),
    ],
    rows: found.segments.map(({ name, before, now, change }) => [
      name,
      before.value,
      now.value,
      change.value,
      change.low,
      change.high,
    ]),
    freezeHeader: true,
  };
}
