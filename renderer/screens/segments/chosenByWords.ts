import type { Segmentation } from '#shared/results';

/** Who said how many segments there are. */
export function chosenByWords(chosenBy: Segmentation['chosenBy']): string {
  if (chosenBy === 'itself') return 'found by the method itself';
  return chosenBy === 'evidence' ? 'chosen by evidence' : 'given';
}
