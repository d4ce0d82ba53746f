import type { PrepareStep, Recipe } from '#shared/recipe';
import type { FittedCleaning, FittedStep, MadeColumn } from '../import/Cleaning.ts';

/**
 * Corrections of cells, decisions about single customers, lists of what became of them and rules that go by a name are about people, and no part of a model.
 * @param kept as `columnsBehind`
 * @param identifiers columns that name customers
 */
export function recipeWithoutCustomers(
  { feedback: _feedback, ...recipe }: Recipe,
  kept: ReadonlySet<string>,
  identifiers: ReadonlySet<string>,
): Recipe {
  const { credit, ...decisions } = recipe.decisions ?? {};
  const rules = recipe.offers.rules.filter(({ test }) => !('column' in test && identifiers.has(test.column)));
  return {
    ...recipe,
    edits: [],
    overrides: [],
    offers: { ...recipe.offers, rules },
    clean: recipe.clean.map(step => stepWithoutCustomers(step, kept)),
    ...(credit ? { decisions: { ...decisions, credit: { ...credit, overrides: [] } } } : {}),
  };
}

/**
 * What cleaning learned, without pairs of customers, spellings in columns that the model does not look at (they may be names), and what was
 * said of the first file: examples of its cells. What is left does to the columns of the model what it did.
 */
export function cleaningWithoutCustomers(fitted: FittedCleaning, kept: ReadonlySet<string>): FittedCleaning {
  const steps = fitted.steps.map(step => ({
    ...step,
    state: stateWithoutCustomers(step, kept),
    effect: '',
    notes: [],
  }));
  return { ...fitted, steps };
}

/** The columns, all that they are made from by cleaning steps, and columns of merged levels that rules look at. */
export function columnsBehind(names: ReadonlySet<string>, { made, steps }: FittedCleaning): Set<string> {
  const behind = new Set(names);
  const follow = ({ name, from }: MadeColumn) => behind.has(name) && from.forEach(source => behind.add(source));
  // The last step first, as in `madeFrom`.
  [...made].reverse().forEach(follow);
  const rules = JSON.stringify(steps.filter(({ step }) => step === 'rules').map(({ state }) => state));
  const merged = steps.flatMap(({ step, state }) =>
    step === 'mergeLevels' ? [(state as { readonly column: string }).column] : [],
  );
  for (const name of merged) if (rules.includes(JSON.stringify(name))) behind.add(name);
  return behind;
}

function stepWithoutCustomers(step: PrepareStep, kept: ReadonlySet<string>): PrepareStep {
  const { options } = step;
  if (step.step === 'nearDuplicates') return { ...step, options: withoutPairs(options) };
  if (step.step === 'mergeLevels' && !kept.has(String(options.column)))
    return { ...step, options: { ...options, pairs: [] } };
  return step;
}

function stateWithoutCustomers({ step, state }: FittedStep, kept: ReadonlySet<string>): unknown {
  if (step === 'nearDuplicates') {
    const { options, ...rest } = state as { readonly options: Readonly<Record<string, unknown>> };
    return { ...rest, options: withoutPairs(options) };
  }
  if (step !== 'mergeLevels') return state;
  const merging = state as { readonly column: string };
  return kept.has(merging.column) ? state : { ...merging, pairs: [], folds: null };
}

function withoutPairs(options: Readonly<Record<string, unknown>>) {
  return { ...options, pairs: [], differentPairs: [] };
}
