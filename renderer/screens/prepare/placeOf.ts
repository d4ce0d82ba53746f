/**
 * Where a step is added: before the first that the catalogue has after it, so that a regression fills gaps before "Fill gaps" leaves none, and
 * categories are replaced before they are flags.
 */
export function placeOf(
  id: string,
  steps: readonly { readonly step: string }[],
  catalog: readonly { readonly id: string }[],
): number {
  const rank = (step: string) => catalog.findIndex(info => info.id === step);
  const after = steps.findIndex(({ step }) => rank(step) > rank(id));
  return after < 0 ? steps.length : after;
}
