import type { RfmOptions } from '#shared/rfm';
import { findColumnAt } from '../columnAt.ts';

/** The options with columns by the names that a list of transactions has for them; one that it does not have stays as it is. */
export function underOwnNames(options: RfmOptions, names: readonly string[]): RfmOptions {
  const own = (name: string) => names[findColumnAt(names, name)] ?? name;
  const { customer, date, amount, quantity, price, invoice, carryMostFrequent, carryLast } = options;
  return {
    ...options,
    customer: own(customer),
    date: own(date),
    amount: own(amount),
    quantity: own(quantity),
    price: own(price),
    invoice: own(invoice),
    carryMostFrequent: carryMostFrequent.map(own),
    carryLast: carryLast.map(own),
  };
}
