import type { ComponentProps } from 'react';
import { NumberField } from '../../components/NumberField.tsx';

/** A number with its name above it. */
export function NamedNumber({ label, ...field }: { label: string } & ComponentProps<typeof NumberField>) {
  return (
    <div className="moneyField">
      <label htmlFor={field.id}>{label}</label>
      <NumberField {...field} />
    </div>
  );
}

/** Without the dust of binary fractions: 0.3 → 30. */
export function percent(share: number): number {
  return Number((100 * share).toFixed(6));
}
