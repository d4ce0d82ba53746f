import type { ContactList } from '#shared/decisions/contact';
import { formatCount } from '#shared/format';
import type { Figure } from '../../components/KeyFigures.tsx';

/** The numbers of a contact list. */
export function contactFigures({ n, nCandidates, nHadIt, cost, expected, tested }: ContactList): Figure[] {
  const money = (value: number) => formatCount(Math.round(value));
  const figures: Figure[] = [
    {
      label: 'To contact',
      value: formatCount(n),
      detail: `of ${formatCount(nCandidates)}; ${formatCount(nHadIt)} had the event already`,
      how: 'Customers without the event whose expected value is above its cost, within contacts and money.',
    },
    { label: 'Cost', value: money(cost), how: 'Sum of the costs of these contacts.' },
    {
      label: 'Expected beyond cost',
      value: money(expected.value),
      detail: `${money(expected.low)} to ${money(expected.high)}, careful to hopeful`,
      how: 'Sum of probability × success × value − cost. The ends take the lower and the upper success, and the ends of the interval of the observed share where the model was tested.',
    },
  ];
  if (!tested) return figures;
  const { difference, perContact, byChance } = tested;
  return [
    ...figures,
    {
      label: 'More than by chance, a contact',
      value: fixed(difference.value),
      detail: `95 % ${fixed(difference.low)} to ${fixed(difference.high)}, n = ${formatCount(tested.n)}`,
      how: `The same share of customers with a known outcome, chosen by models that had not seen them, brought ${fixed(perContact.value)} a contact; chosen by chance ${fixed(byChance.value)}.`,
    },
  ];
}

function fixed(value: number): string {
  return formatCount(Math.round(10 * value) / 10);
}
