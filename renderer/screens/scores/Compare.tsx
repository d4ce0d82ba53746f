import { useCallback } from 'react';
import { figureWords } from '#shared/text/scoringWords';
import type { ScoringResult } from '#shared/scoring/result';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { calibrationFigure, calibrationTable, calibrationTakeaway } from './calibrationFigure.ts';
import { precisionRecallFigure, precisionRecallTable, rocFigure, rocTable, rocTakeaway } from './curveFigures.ts';
import type { ViewProps } from './Findings.tsx';
import { foldFigure, foldTable } from './foldFigure.ts';
import { gainsFigure, gainsTable, gainsTakeaway, liftFigure, liftTable, liftTakeaway } from './liftFigures.ts';
import { ModelLegend } from './ModelLegend.tsx';
import { ModelTable } from './ModelTable.tsx';
import { SwapSets } from './SwapSets.tsx';
import { testedWords } from './testedWords.ts';

/** The models beside each other, on the same customers, and what follows from choosing one. */
export function Compare({ result }: ViewProps) {
  const { models } = result;
  return (
    <>
      <section className="stack" aria-labelledby="models-compared">
        <h2 id="models-compared">{result.recommendation}</h2>
        <ModelTable result={result} />
        <HowTested result={result} />
      </section>
      <div className="scoreCharts">
        <Picture kind={PICTURES.roc} result={result} />
        <Picture kind={PICTURES.precisionRecall} result={result} />
        <Picture kind={PICTURES.calibration} result={result} />
        <Picture kind={PICTURES.gains} result={result} />
        <Picture kind={PICTURES.lift} result={result} />
        <Picture kind={PICTURES.folds} result={result} height={80 + 38 * models.length} />
      </div>
      {models.length > 1 && <SwapSets result={result} />}
    </>
  );
}

function HowTested({ result }: ViewProps) {
  const { validation, resampling, calibration, search } = result;
  const sentences = [validation.text, resampling.text, calibration.text, search].filter(text => text !== '');
  return (
    <ul className="howTested muted" aria-label="How models were tested">
      {sentences.map(text => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

interface PictureKind {
  readonly file: string;
  readonly hasLegend: boolean;
  title(result: ScoringResult): string;
  detail(result: ScoringResult): string;
  table(result: ScoringResult): ChartTable;
  draw(result: ScoringResult, tokens: Tokens): Figure;
}

const PICTURES = {
  roc: {
    file: 'ROC curves',
    hasLegend: true,
    title: rocTakeaway,
    detail: result => `${figureWords.roc.about} ${testedWords(result)}`,
    table: rocTable,
    draw: rocFigure,
  },
  precisionRecall: {
    file: 'precision-recall curves',
    hasLegend: true,
    title: () => 'Of those acted on, how many have the event, as more of the events are found',
    detail: result => `${figureWords.precisionRecall.about} ${testedWords(result)}`,
    table: precisionRecallTable,
    draw: precisionRecallFigure,
  },
  calibration: {
    file: 'calibration',
    hasLegend: true,
    title: calibrationTakeaway,
    detail: result =>
      `${figureWords.calibrationCurve.about} Intervals are drawn for the model in use. ${testedWords(result)}`,
    table: calibrationTable,
    draw: calibrationFigure,
  },
  gains: {
    file: 'gains',
    hasLegend: true,
    title: gainsTakeaway,
    detail: result => `Events found when acting on the customers with the highest scores first. ${testedWords(result)}`,
    table: gainsTable,
    draw: gainsFigure,
  },
  lift: {
    file: 'lift',
    hasLegend: false,
    title: liftTakeaway,
    detail: result => `${figureWords.lift.about} Model in use; bars: 95 % intervals. ${testedWords(result)}`,
    table: liftTable,
    draw: liftFigure,
  },
  folds: {
    file: 'folds',
    hasLegend: false,
    title: () => 'How steady each model is from part to part',
    detail: () => 'ROC-AUC of each part that was tested; ◆ their mean.',
    table: foldTable,
    draw: foldFigure,
  },
} as const satisfies Record<string, PictureKind>;

interface PictureProps {
  readonly kind: PictureKind;
  readonly result: ScoringResult;
  readonly height?: number;
}

function Picture({ kind, result, height = 320 }: PictureProps) {
  const draw = useCallback((tokens: Tokens) => kind.draw(result, tokens), [kind, result]);
  return (
    <Chart
      title={kind.title(result)}
      detail={kind.detail(result)}
      fileName={kind.file}
      height={height}
      table={kind.table(result)}
      draw={draw}
      legend={kind.hasLegend ? <ModelLegend models={result.models} inUse={result.chosen} /> : undefined}
    />
  );
}
