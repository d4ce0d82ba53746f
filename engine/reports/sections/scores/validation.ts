import { formatCount, formatFixed, formatPercent, formatThings } from '#shared/format';
import { FIGURES, figureWords } from '#shared/text/scoringWords';
import type { Block, KeyFigure, Section } from '../../document.ts';
import { asFigure, intervalText } from '../../scores/measureWords.ts';
import type { ReportContext } from '../ReportContext.ts';
import { calibrationBlocks } from './calibration.ts';
import { confusionBlocks } from './confusion.ts';
import { curveBlocks } from './curves.ts';
import { driversTable } from './drivers.ts';
import { featureBlocks } from './features.ts';
import { leakBlocks } from './leaks.ts';
import { limitBlocks } from './limits.ts';
import { allFiguresTable, comparisonTable, foldBlocks, optionsTable } from './models.ts';
import { scoreContext, type ScoreContext } from './ScoreContext.ts';

/** What a validator asks of a score, in the order it is asked; nothing where customers were not scored. */
export function validationSection(report: ReportContext): Section | null {
  const context = scoreContext(report);
  if (!context) return null;
  const { result } = context;
  const ways = [result.validation.text, result.resampling.text, result.calibration.text, result.search];
  const blocks: Block[] = [
    { kind: 'keyFigures', items: keyFigures(context) },
    { kind: 'heading', text: 'How the figures came about' },
    { kind: 'notes', items: ways.filter(text => text !== '') },
    ...leakBlocks(context),
    ...featureBlocks(context),
    { kind: 'heading', text: 'The models compared' },
    { kind: 'table', table: comparisonTable(context) },
    { kind: 'table', table: optionsTable(context) },
    ...foldBlocks(context),
    ...curveBlocks(context),
    ...calibrationBlocks(context),
    ...confusionBlocks(context),
    { kind: 'heading', text: 'What the score is made of' },
    { kind: 'paragraph', text: result.explanation.method },
    { kind: 'table', table: driversTable(context) },
    ...limitBlocks(context),
    { kind: 'heading', text: 'All figures of all models' },
    { kind: 'table', table: allFiguresTable(context) },
    { kind: 'heading', text: 'What the figures say' },
    { kind: 'notes', items: FIGURES.map(figure => `${figureWords[figure].title}: ${figureWords[figure].about}`) },
  ];
  return { id: 'validation', title: 'Validation of the scores', headline: headline(context), blocks };
}

function headline({ result, inUse }: ScoreContext): string {
  const { rocAuc, calibration, n, nEvents } = inUse.evaluation;
  const models = formatThings(result.models.length, 'model');
  return `${inUse.title}, one of ${models}, was tested on ${formatThings(n, 'customer')} that it had not seen, ${formatCount(nEvents)} with the event: ROC-AUC ${asFigure(rocAuc.value)} (${intervalText(rocAuc, asFigure)}), and ${formatFixed(calibration.ratio.value, 2)} times as many events as were foretold (${intervalText(calibration.ratio, value => formatFixed(value, 2))}).`;
}

function keyFigures({ inUse: { evaluation } }: ScoreContext): KeyFigure[] {
  const { gini, ks, brier, brierParts, calibration } = evaluation;
  const figure = (label: string, measure: typeof gini): KeyFigure => ({
    label,
    value: asFigure(measure.value),
    detail: `95 % interval ${intervalText(measure, asFigure)}, n = ${formatCount(measure.n)}`,
  });
  return [
    figure('Gini', gini),
    figure('KS', ks),
    figure('Brier score', brier),
    figure('Calibration slope', calibration.slope),
    {
      label: 'Brier skill',
      value: formatPercent(brierParts.skill),
      detail: `of the uncertainty taken away, n = ${formatCount(evaluation.n)}`,
    },
  ];
}
