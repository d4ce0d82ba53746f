import { BANDS } from '#shared/scoring/bands';
import type { ReportInput } from '../ReportInput.ts';
import { challengeTable } from './challengeTable.ts';
import { fairnessTable, proxyTable } from './fairnessTables.ts';
import { columnsTable, curvesTable, figuresTable, swapsTable } from './modelTables.ts';
import { integer, INTERVAL, intervalCells, known, number, text, type Scores, type ScoreTable } from './scoreCells.ts';

/** Every table of results of the scores; none where customers were not scored. */
export function scoreTables({ scoring }: ReportInput): ScoreTable[] {
  if (!scoring) return [];
  const tables = [
    bandsTable(scoring),
    segmentsTable(scoring),
    driversTable(scoring),
    statementsTable(scoring),
    figuresTable(scoring),
    curvesTable(scoring),
    swapsTable(scoring),
    columnsTable(scoring),
    fairnessTable(scoring.result.fairness),
    proxyTable(scoring.result.fairness),
    challengeTable(scoring.result.challenge),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

function bandsTable({ result: { bands } }: Scores): ScoreTable {
  return {
    sheet: 'Score bands',
    file: 'scoreBands',
    description: 'Customers and events by band of the score',
    columns: [
      text('Band (a rule, not a model)', 24),
      number('Probability from'),
      integer('Customers'),
      { header: 'Share', kind: 'percent' },
      { header: 'Mean probability', kind: 'percent' },
      { header: 'Had the event', kind: 'percent' },
      ...INTERVAL,
    ],
    rows: bands.map(({ band, from, n, share, meanScore, rate }) => [
      band,
      from,
      n,
      share,
      known(meanScore),
      known(rate.value),
      ...intervalCells(rate),
    ]),
  };
}

function segmentsTable({ segments: { segments, exposure } }: Scores): ScoreTable {
  return {
    sheet: 'Scores by segment',
    file: 'scoreSegments',
    description: 'Expected events, loss and net by segment',
    columns: [
      integer('Segment'),
      text('Segment name', 28),
      integer('Customers'),
      { header: 'Mean probability', kind: 'percent' },
      number('Expected events'),
      integer('Events seen'),
      { header: 'Had the event', kind: 'percent' },
      ...INTERVAL,
      ...BANDS.map(band => integer(`Band ${band.toLowerCase()}`)),
      integer('At or above the threshold'),
      number(exposure === null ? 'Expected loss' : `Expected loss of ${exposure}`),
      number('Expected net'),
    ],
    rows: segments.map(segment => [
      segment.id,
      segment.name,
      segment.n,
      known(segment.meanScore),
      segment.expectedEvents,
      segment.events,
      segment.rate && known(segment.rate.value),
      ...intervalCells(segment.rate),
      ...segment.bands,
      segment.nAbove,
      segment.expectedLoss,
      segment.expectedNet,
    ]),
  };
}

function driversTable({ result: { explanation, features } }: Scores): ScoreTable {
  const made = new Map(features.map(feature => [feature.name, feature]));
  return {
    sheet: 'Score drivers',
    file: 'scoreDrivers',
    description: 'Features of the models and what each does to the score in use',
    columns: [
      text('Feature', 28),
      text('Column', 28),
      text('Kind'),
      text('Made by', 30),
      { header: 'Share of what moves the score', kind: 'percent' },
      number('Mean size of its contribution'),
      text('Direction', 60),
      { header: 'Share of gain', kind: 'percent' },
      number('ROC-AUC lost when shuffled'),
      ...INTERVAL,
    ],
    rows: explanation.importance.map(one => [
      one.feature,
      one.column,
      made.get(one.feature)?.kind ?? null,
      made.get(one.feature)?.transform ?? null,
      one.share,
      one.meanAbs,
      one.direction,
      one.gainShare,
      one.drop && known(one.drop.value),
      ...intervalCells(one.drop),
    ]),
  };
}

function statementsTable({ result: { statements } }: Scores): ScoreTable {
  return {
    sheet: 'Score statements',
    file: 'scoreStatements',
    description: 'Groups of customers that have the event more or less often than the others',
    columns: [
      text('Customers with', 60),
      number('Times as often as others'),
      ...INTERVAL,
      { header: 'Had the event', kind: 'percent' },
      { header: 'Others had it', kind: 'percent' },
      number('p-value'),
      integer('Customers in the whole file'),
      integer('of them with the event'),
      text('Statement', 110),
    ],
    rows: statements.statements.map(one => [
      one.words,
      known(one.ratio.value),
      ...intervalCells(one.ratio),
      known(one.rate.value),
      known(one.otherRate.value),
      one.pValue,
      one.inAll.n,
      one.inAll.nEvents,
      one.sentence,
    ]),
  };
}
