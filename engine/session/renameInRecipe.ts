import type { Option, OptionTable } from '#shared/option';
import type { Decisions } from '#shared/decisions/decisions';
import type { OutcomeWindow } from '#shared/scoring/window';
import type { Playbook } from '#shared/playbook';
import type { PrepareStep, Recipe, TierRule } from '#shared/recipe';
import { renameInFormula } from '../clean/formula/renameInFormula.ts';

/** The option table of a step by its id; undefined for a step that is not known. */
export type OptionsOf = (step: string) => OptionTable | undefined;

interface Rename {
  swap(name: string): string;
  inFormula(formula: string): string;
}

/** Everything in a recipe that names the column goes on naming it under its new name. */
export function renameInRecipe(recipe: Recipe, from: string, to: string, optionsOf: OptionsOf): Recipe {
  const swap = (name: string) => (name === from ? to : name);
  const made = madeNames(recipe, optionsOf);
  // Formulas may write a name in other letters, unless a step makes a column that is written so.
  const isColumn = (name: string) => name === from || (name.toLowerCase() === from.toLowerCase() && !made.has(name));
  const rename: Rename = { swap, inFormula: formula => renameInFormula(formula, isColumn, to) };
  return {
    ...recipe,
    edits: recipe.edits.map(edit => (edit.column === from ? { ...edit, column: to } : edit)),
    clean: recipe.clean.map(step => renameInStep(step, rename, optionsOf(step.step))),
    prepare: recipe.prepare.map(step => renameInStep(step, rename, optionsOf(step.step))),
    tiers: recipe.tiers && renameInTiers(recipe.tiers, swap),
    playbook: recipe.playbook && renameInPlaybook(recipe.playbook, swap),
    scoring: renameInScoring(recipe.scoring, swap),
    offers: renameInOffers(recipe.offers, swap),
    ...(recipe.decisions ? { decisions: renameInDecisions(recipe.decisions, swap) } : {}),
  };
}

function renameInScoring(scoring: Recipe['scoring'], swap: Rename['swap']): Recipe['scoring'] {
  const { target, exclude, keep, monotone, validation, window } = scoring;
  return {
    ...scoring,
    ...(window ? { window: renameInWindow(window, swap) } : {}),
    target: target === null ? null : swap(target),
    exclude: exclude.map(swap),
    keep: keep.map(swap),
    monotone: Object.fromEntries(Object.entries(monotone).map(([name, way]) => [swap(name), way])),
    validation: { ...validation, column: validation.column === null ? null : swap(validation.column) },
  };
}

function renameInWindow(window: OutcomeWindow, swap: Rename['swap']): OutcomeWindow {
  const { observed, eventDate } = window;
  return {
    ...window,
    observed: 'column' in observed ? { column: swap(observed.column) } : observed,
    eventDate: eventDate === null ? null : swap(eventDate),
  };
}

function renameInDecisions({ contact, credit }: Decisions, swap: Rename['swap']): Decisions {
  const { value } = contact ?? {};
  return {
    ...(contact && value && 'column' in value
      ? { contact: { ...contact, value: { ...value, column: swap(value.column) } } }
      : { contact }),
    ...(credit
      ? { credit: { ...credit, rules: credit.rules.map(rule => ({ ...rule, column: swap(rule.column) })) } }
      : {}),
  };
}

/** Products of an ownership table are columns; those of a list are not, and its columns are those of the file. */
function renameInOffers(offers: Recipe['offers'], swap: Rename['swap']): Recipe['offers'] {
  const { source, rules, excludeProducts } = offers;
  const isList = source?.from === 'list';
  const swapProduct = isList ? (name: string) => name : swap;
  return {
    ...offers,
    source: source?.from === 'ownership' ? { ...source, products: source.products.map(swap) } : source,
    excludeProducts: excludeProducts.map(swapProduct),
    rules: rules.map(rule => ({
      ...rule,
      products: rule.products.map(swapProduct),
      test: 'column' in rule.test ? { ...rule.test, column: swap(rule.test.column) } : rule.test,
    })),
  };
}

function renameInPlaybook({ plays, ...rest }: Playbook, swap: Rename['swap']): Playbook {
  const renamed = plays.map(play => ({
    ...play,
    when: play.when.map(condition => ('of' in condition ? { ...condition, of: condition.of.map(swap) } : condition)),
    worth: play.worth && 'of' in play.worth ? { ...play.worth, of: play.worth.of.map(swap) } : play.worth,
  }));
  return { ...rest, plays: renamed };
}

function renameInStep(step: PrepareStep, rename: Rename, table: OptionTable | undefined): PrepareStep {
  if (!table) return step;
  const options = Object.entries(step.options).map(([name, value]) => [name, renameValue(value, rename, table[name])]);
  return { ...step, options: Object.fromEntries(options) };
}

function renameValue(value: unknown, { swap, inFormula }: Rename, option: Option | undefined): unknown {
  if (option?.kind === 'columns' && Array.isArray(value)) return value.map(swap);
  if (typeof value !== 'string') return value;
  if (option?.kind === 'column') return swap(value);
  if (option?.kind !== 'text') return value;
  if (option.names === 'column') return swap(value.trim());
  return option.names === 'formula' ? inFormula(value) : value;
}

/** Columns that steps make by a name of their own. */
function madeNames({ clean }: Recipe, optionsOf: OptionsOf): Set<unknown> {
  return new Set(
    clean.flatMap(({ step, options }) =>
      Object.entries(optionsOf(step) ?? {}).flatMap(([name, option]) =>
        option.kind === 'text' && option.names === 'column' ? [options[name]] : [],
      ),
    ),
  );
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
