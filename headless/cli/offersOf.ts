import { basename } from 'node:path';
import { SPLITS, type Offers } from '#shared/offers/choices';
import type { Recipe } from '#shared/recipe';
import { withLists } from '#engine/session/makeOffers';
import { UsageError, wholeNumber, type Command } from './parseCommand.ts';
import { namedFiles } from './withEngine.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The recipe with what the command says about offers; further files that are named become lists where the recipe has no place for them.
 * @throws UsageError
 */
export function withOffers(recipe: Recipe, command: Command): Recipe {
  const { customer, product, weight, time, products } = command.options;
  const names = namedFiles(command).map(file => basename(file));
  const listed = withLists(recipe, names);
  const table = listed.tables.find(({ file }) => file !== null && names.includes(file.name))?.id ?? 'main';
  const offers: Offers = { ...recipe.offers, ...splitOf(command), ...lengthsOf(command) };
  if ((customer === undefined) !== (product === undefined))
    throw new UsageError('--customer and --product go together: the two columns of a list');
  if (customer !== undefined && product !== undefined)
    offers.source = { from: 'list', table, customer, product, weight: weight ?? null, time: time ?? null };
  else if (weight !== undefined || time !== undefined)
    throw new UsageError('--weight and --time need --customer and --product');
  else if (products !== undefined) offers.source = { from: 'ownership', products: products.split(',') };
  return { ...listed, offers };
}

function lengthsOf(command: Command): Partial<Offers> {
  const { top, at, 'relevant-from': from } = command.options;
  const relevantFrom = Number(from);
  if (from !== undefined && !Number.isFinite(relevantFrom))
    throw new UsageError(`--relevant-from takes a number, got ${from}`);
  return {
    ...(top !== undefined && { perCustomer: wholeNumber(top, 'top', 1, 20, 3) }),
    ...(at !== undefined && { compareAt: wholeNumber(at, 'at', 1, 50, 10) }),
    ...(from !== undefined && { relevantFrom }),
  };
}

function splitOf(command: Command): Partial<Offers> {
  const { split } = command.options;
  if (split === undefined) return {};
  if (DAY.test(split)) return { split: { kind: 'day', testShare: 0.2, day: split } };
  const kind = SPLITS.find(known => known === split);
  if (!kind) throw new UsageError(`--split takes random, last, day or a day such as 2025-06-30, got ${split}`);
  return { split: { kind, testShare: 0.2, day: null } };
}
