import type { FairnessFigures, FairnessReport } from '#shared/scoring/fairness';
import { integer, INTERVAL, intervalCells, known, number, text, type ScoreTable } from './scoreCells.ts';

/** Figures of a group, one per row. */
const FIGURES: readonly [string, (figures: FairnessFigures) => FairnessFigures['impactRatio']][] = [
  ['Favourable outcome, share', figures => figures.favourableRate],
  ['Favourable outcome over that of the reference', figures => figures.impactRatio],
  ['Difference of mean scores from the reference, in standard deviations', figures => figures.meanDifference],
  ['True positive rate', figures => figures.truePositiveRate],
  ['True positive rate less that of the reference', figures => figures.truePositiveGap],
  ['False positive rate', figures => figures.falsePositiveRate],
  ['False positive rate less that of the reference', figures => figures.falsePositiveGap],
  ['Had the event, share', figures => figures.eventRate],
  ['Mean probability less share of events', figures => figures.calibrationGap],
];

/** Figures by protected group; of a group that is too small its name only. */
export function fairnessTable({ columns }: FairnessReport): ScoreTable {
  return {
    sheet: 'Fairness diagnostics',
    file: 'fairness',
    description: 'What the score does to groups by protected columns that it never saw: a diagnosis, not a verdict',
    columns: [
      text('Protected column', 24),
      text('Group', 24),
      text('Reference', 24),
      text('Figure (a diagnosis, not a verdict)', 60),
      number('Value'),
      ...INTERVAL,
    ],
    rows: columns.flatMap(({ column, groups, reference }) =>
      groups.flatMap(({ name, figures, isSuppressed }) => {
        const start = [column, name, reference];
        if (!figures || isSuppressed) return [[...start, 'too few to show', null, ...intervalCells(null)]];
        return FIGURES.flatMap(([figure, of]) => {
          const measure = of(figures);
          return measure ? [[...start, figure, known(measure.value), ...intervalCells(measure)]] : [];
        });
      }),
    ),
  };
}

/** How well the features tell protected groups apart. */
export function proxyTable({ columns }: FairnessReport): ScoreTable {
  return {
    sheet: 'Fairness proxies',
    file: 'fairnessProxies',
    description: 'How well features tell the groups of protected columns apart',
    columns: [
      text('Protected column', 24),
      text('Feature', 28),
      number('AUC'),
      { header: '95 % interval from', kind: 'number' },
      { header: '95 % interval to', kind: 'number' },
      integer('n'),
    ],
    rows: columns.flatMap(({ column, proxy }) =>
      proxy
        ? [
            [column, 'all together', known(proxy.auc.value), ...intervalCells(proxy.auc)],
            ...proxy.strongest.map(({ feature, auc }) => [column, feature, auc, null, null, proxy.n]),
          ]
        : [],
    ),
  };
}
