import { AppError } from '#shared/errors';
import type { RfmOptions } from '#shared/rfm';

/** What a list of transactions must have and these options do not name, in words. */
export function missingParts({ customer, date, amount, quantity, price }: RfmOptions): string[] {
  const parts: string[] = [];
  if (customer === '') parts.push('a column that names the customer');
  if (date === '') parts.push('the date of each row');
  if (amount === '' && (quantity === '' || price === '')) parts.push('an amount, or a quantity and a unit price');
  return parts;
}

/** @throws AppError `rfm.noColumn` */
export function requireParts(options: RfmOptions, name: string): void {
  const [what] = missingParts(options);
  if (what !== undefined) throw new AppError('rfm.noColumn', { what, name });
}
