import { AppError } from '#shared/errors';
import type { LearnFrom, ModelChallenge } from '#shared/monitor/challenge';
import type { MonitorReference } from '#shared/monitor/reference';
import { identifierColumns } from '../import/findCustomer.ts';
import type { Imported } from '../import/Imported.ts';
import { withSeed, type Run } from '../jobs/Run.ts';
import { challenge } from '../monitor/challenge.ts';
import { laterOutcomes } from '../monitor/laterOutcomes.ts';
import { takeFeatures, type FeaturePlan } from '../scoring/features.ts';
import type { ScoringBase } from '../scoring/Scored.ts';
import { cellValue } from '../table/cellValue.ts';
import { findColumn, type Table } from '../table/Column.ts';
import { planAt } from './planAt.ts';
import type { Watched } from './watchFile.ts';
import type { WatchedModel } from './Watcher.ts';

/**
 * The model in use against the same recipe fitted with the customers of a later file, on these customers.
 * @param fed [nRows at development], 1 event, 0 none, 255 not known, with what feedback says of them
 * @throws AppError `scores.none` where nothing is scored, `monitor.fewOutcomes`; Cancelled
 */
export async function challengeModel(
  model: WatchedModel,
  reference: MonitorReference,
  { imported, period, referenceDay, scores: [scores] }: Watched,
  learnFrom: LearnFrom,
  run: Run,
  fed: { readonly y: Uint8Array; readonly words: string } | null = null,
): Promise<ModelChallenge> {
  const { scored, recipe } = model;
  if (!scored || !scores) throw new AppError('scores.none', {});
  const { id } = scored.models[scored.chosen];
  const { options } = recipe.scoring.models.find(one => one.id === id)!;
  const plan = withLaterLevels(scored.plan, imported.table);
  const told = toldOutcomes({ period, imported, referenceDay }, scored, scores.y);
  const outcomesFrom = told.outcomesFrom ?? fed?.words;
  const made = await challenge(
    {
      learnFrom,
      id,
      options,
      scoring: recipe.scoring,
      reference: reference.scores[0],
      development: { x: takeFeatures(plan, model.imported.table), y: fed ? knownY(fed.y) : scored.y },
      later: { x: takeFeatures(planAt(plan, referenceDay), imported.table), y: told.y },
      p: scores.p,
      sameAs: sameCustomers(model.imported, imported),
      label: period.label,
      file: period.file,
    },
    withSeed(run, recipe.seed),
  );
  return outcomesFrom === undefined ? made : { ...made, outcomesFrom };
}

/** The outcomes of the later customers that a model can learn from: within a window, those that the file itself tells. */
export function toldOutcomes(
  { period: { outcomesFrom }, imported, referenceDay }: Pick<Watched, 'period' | 'imported' | 'referenceDay'>,
  { target, plan }: Pick<ScoringBase, 'target' | 'plan'>,
  y: Uint8Array,
): { readonly y: Uint8Array; readonly outcomesFrom?: string } {
  if (outcomesFrom === undefined || !target.window) return { y, outcomesFrom };
  return { y: laterOutcomes(imported.table, target, plan.observed, referenceDay), outcomesFrom: LEFT_OUT };
}
const LEFT_OUT =
  'Outcomes that came in by feedback are left out: the score asks within a window, and models cannot learn that from them.';

function knownY(y: Uint8Array): Int8Array {
  return Int8Array.from(y, value => (value <= 1 ? value : -1));
}

/** Levels that only later customers have are learned too. */
function withLaterLevels(plan: FeaturePlan, table: Table): FeaturePlan {
  return {
    ...plan,
    features: plan.features.map(feature => {
      const column = findColumn(table, feature.column);
      if (feature.kind !== 'category' || !column || !('levels' in column)) return feature;
      const seen = new Set(feature.levels);
      return { ...feature, levels: [...feature.levels, ...column.levels.filter(level => !seen.has(level))] };
    }),
  };
}

/** [later rows], row of the same customer at development by the first identifier; -1 where there is none. */
function sameCustomers(before: Imported, later: Imported): Int32Array {
  const rows = new Int32Array(later.table.nRows).fill(-1);
  const [key] = identifierColumns(before);
  const own = key && findColumn(later.table, key.name);
  if (!key || !own) return rows;
  const rowOf = new Map<string, number>();
  for (let row = 0; row < before.table.nRows; row++) {
    const value = cellValue(key, row);
    if (value !== null && !rowOf.has(String(value))) rowOf.set(String(value), row);
  }
  for (let row = 0; row < rows.length; row++) {
    const value = cellValue(own, row);
    if (value !== null) rows[row] = rowOf.get(String(value)) ?? -1;
  }
  return rows;
}
