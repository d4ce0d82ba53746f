import type { OptionTable } from '#shared/option';
import type { PrepareStep, Recipe, TierRule } from '#shared/recipe';

/** The option table of a step by its id; undefined for a step that is not known. */
export type OptionsOf = (step: string) => OptionTable | undefined;

/** Everything in a recipe that names the column goes on naming it under its new name. */
export function renameInRecipe(recipe: Recipe, from: string, to: string, optionsOf: OptionsOf): Recipe {
  const swap = (name: string) => (name === from ? to : name);
  return {
    ...recipe,
    edits: recipe.edits.map(edit => (edit.column === from ? { ...edit, column: to } : edit)),
    clean: recipe.clean.map(step => renameInStep(step, swap, optionsOf(step.step))),
    prepare: recipe.prepare.map(step => renameInStep(step, swap, optionsOf(step.step))),
    tiers: recipe.tiers && renameInTiers(recipe.tiers, swap),
  };
}

function renameInStep(step: PrepareStep, swap: (name: string) => string, table: OptionTable | undefined): PrepareStep {
  if (!table) return step;
  const options = Object.entries(step.options).map(([name, value]) => [
    name,
    renameValue(value, swap, table[name]?.kind),
  ]);
  return { ...step, options: Object.fromEntries(options) };
}

function renameValue(value: unknown, swap: (name: string) => string, kind: string | undefined): unknown {
  if (kind === 'column' && typeof value === 'string') return swap(value);
  if (kind === 'columns' && Array.isArray(value)) return value.map(swap);
  return value;
}

function renameInTiers(rule: TierRule, swap: (name: string) => string): TierRule {
  return {
    ...rule,
    drivers: rule.drivers.map(driver => ({
      ...driver,
      column: swap(driver.column),
      against: driver.against === null ? null : swap(driver.against),
    })),
  };
}
