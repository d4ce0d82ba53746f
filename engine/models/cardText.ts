import { formatCount, formatNumber } from '#shared/format';
import type { ModelCard } from '#shared/models/card';

/** A model card as plain text, section by section after Mitchell et al. (2019), doi:10.1145/3287560.3287596. */
export function cardText(card: ModelCard): string {
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['Purpose', [card.purpose]],
    ['Predicted', card.targets],
    ['Made on', [card.population, card.period]],
    ['Method', card.methods],
    ['Columns it looks at', [card.features.join(', ')]],
    ['Left out, and why', card.leftOut.map(({ column, reason }) => `${column}: ${reason}`)],
    [
      'Figures, with 95 % interval',
      card.performance.map(
        ({ title, value, low, high, n }) =>
          `${title} ${formatNumber(value)} (${formatNumber(low)} to ${formatNumber(high)}, n = ${formatCount(n)})`,
      ),
    ],
    ['Limits', card.limits],
    ['Groups of customers', card.fairness],
    ['Kept to hold later files against', card.reference ?? []],
    ['Owner', [card.owner ?? 'not named']],
    ['May be used for', card.use ? [card.use] : []],
    ['Materiality', card.materiality ? [card.materiality] : []],
    ['Status', [card.status, ...signedOff(card)]],
  ];
  const parts = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map(line => `  ${line}`).join('\n')}`);
  return `${[card.name, ...parts].join('\n\n')}\n`;
}

function signedOff({ signedOff: said }: ModelCard): string[] {
  return said ? [`by ${said.by} on ${said.at.slice(0, 10)}: ${said.words}`] : [];
}
