import { checkOptions } from '#shared/option';
import type { Scoring } from '#shared/scoring/choices';
import type { Classifier, Training } from '../../algorithms/defineAlgorithm.ts';
import { stratifiedFolds } from '../../explain/stratifiedFolds.ts';
import type { Run } from '../../jobs/Run.ts';
import { rocAuc } from '../../metrics/classification/rocAuc.ts';
import { scoreGroups } from '../../metrics/classification/scoreGroups.ts';
import { selectFeatureRows } from '../../table/FeatureTable.ts';
import { SEARCH_SPACES } from './searchSpaces.ts';

/** One part in four is kept to compare settings by. */
const PARTS = 4;
type Options = Readonly<Record<string, unknown>>;

/**
 * The best of the given options and as many drawn by seed as were asked for, by ROC-AUC on a quarter of the training rows that the others were not
 * fitted on; the given ones on a tie. Sees training rows only, so that what is tested later stays unseen.
 * @throws Cancelled
 */
export async function searchOptions(
  classifier: Classifier,
  given: Options,
  training: Training,
  { searchTrials }: Pick<Scoring, 'searchTrials'>,
  run: Run,
): Promise<Options> {
  const checked = checkOptions(classifier.options, given);
  const draws = Array.from({ length: searchTrials }, (_none, i) => drawn(classifier, given, run, i));
  if (draws.every(options => Object.keys(options).length === 0)) return checked;
  const { fit, check, y } = split(training, run);
  if (!fit || !y.includes(1) || !y.includes(0)) return checked;
  let best: { options: Options; auc: number } = { options: checked, auc: -Infinity };
  for (const options of [checked, ...draws]) {
    run.throwIfCancelled();
    const { model } = await classifier.fit(fit, options as never, run);
    const auc = rocAuc(await scoreGroups(y, await classifier.predict(model, check.x, run), run)).value;
    if (auc > best.auc) best = { options, auc };
  }
  return best.options;
}

function drawn({ id, options }: Classifier, given: Options, run: Run, i: number): Options {
  return checkOptions(options, { ...given, ...SEARCH_SPACES[id](run.stream(`search.${id}`, i)) });
}

function split(training: Training, run: Run) {
  const folds = stratifiedFolds(Int32Array.from(training.y), 2, PARTS, run.stream('search.split'));
  const rows = Int32Array.from(folds.keys());
  const [fitRows, checkRows] = [rows.filter(row => folds[row] !== 0), rows.filter(row => folds[row] === 0)];
  const y = Uint8Array.from(checkRows, row => training.y[row]);
  const fitY = Uint8Array.from(fitRows, row => training.y[row]);
  const hasBoth = fitY.includes(1) && fitY.includes(0);
  return {
    fit: hasBoth ? { ...training, x: selectFeatureRows(training.x, fitRows), y: fitY, weights: null } : null,
    check: { x: selectFeatureRows(training.x, checkRows) },
    y,
  };
}
