import { defaultRecipe, type Recipe } from '#shared/recipe';
import { newRun, type Run } from '#engine/jobs/Run';
import { fitPreparation } from '#engine/prepare/pipeline';
import { stream } from '#engine/random';
import type { AnalysisParts } from '#engine/segments/AnalysisParts';
import { runSegmentation } from '#engine/segments/runSegmentation';
import type { Pool } from '#engine/workers/Pool';
import { categories, dates, flags, importedOf, numbers, sets } from './tables.ts';

const REFERENCE_DAY = Date.parse('2024-12-31T00:00:00Z') / 86_400_000;

/** Two kinds of customers: 60 salaried ones with small volumes, 40 traders with large ones, a few PEPs among them; one gap in each. */
export function bankColumns() {
  const draw = stream(11, 'test.bank');
  const isTrader = Array.from({ length: 100 }, (_none, i) => i >= 60);
  const volumes = isTrader.map(trader => Math.round((trader ? 900_000 : 50_000) * Math.exp(0.3 * draw.normal())));
  return [
    categories(
      'CustomerID',
      isTrader.map((_trader, i) => `C${1000 + i}`),
      'text',
    ),
    flags(
      'isPep',
      isTrader.map((trader, i) => (i === 5 ? null : trader && i % 4 === 0)),
    ),
    categories(
      'Occupation',
      isTrader.map((trader, i) => (i === 7 ? null : trader ? 'Trader' : 'Salaried')),
    ),
    categories(
      'Gender',
      isTrader.map((trader, i) => (trader || i % 3 > 0 ? 'M' : 'F')),
    ),
    numbers(
      'ActualVolume',
      volumes.map((volume, i) => (i === 9 ? null : volume)),
    ),
    numbers(
      'ExpVolume',
      isTrader.map(trader => (trader ? 500_000 : 60_000)),
    ),
    numbers(
      'NumAlerts',
      isTrader.map((trader, i) => (trader ? i % 4 : 0)),
    ),
    sets(
      'SubscribedChannels',
      isTrader.map((trader, i) => (trader ? ['Branch', 'RTGS'] : i % 2 > 0 ? ['ATM', 'App'] : ['App'])),
    ),
    dates(
      'CustomerSince',
      isTrader.map((trader, i) => (trader ? `20${10 + (i % 5)}-06-30` : `20${18 + (i % 5)}-06-30`)),
    ),
  ];
}

export async function bankAnalysis(pool: Pool, change: Partial<Recipe> = {}): Promise<AnalysisParts & { run: Run }> {
  const run = newRun({ seed: 42, pool });
  const recipe = { ...defaultRecipe(42), ...change };
  const roles = { CustomerID: 'identifier', Gender: 'protected', CustomerSince: 'date' } as const;
  const imported = importedOf(bankColumns(), 100, roles, REFERENCE_DAY);
  const prepared = await fitPreparation(imported.table, imported.roles, recipe.prepare, {
    run,
    referenceDay: REFERENCE_DAY,
  });
  const segmented = await runSegmentation({ imported, prepared, recipe }, run);
  return { imported, prepared, segmented, recipe, run };
}
