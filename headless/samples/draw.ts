import type { RandomStream } from '#engine/random';

export type Weighted<T> = readonly (readonly [T, number])[];

/** One of the values, each as often as its weight says. */
export function pick<T>(random: RandomStream, choices: Weighted<T>): T {
  let total = 0;
  for (const [, weight] of choices) total += weight;
  let left = random.uniform() * total;
  for (const [value, weight] of choices) {
    left -= weight;
    if (left < 0) return value;
  }
  return choices[choices.length - 1][0];
}

export function chance(random: RandomStream, probability: number): boolean {
  return random.uniform() < probability;
}

/** Normal, drawn again until it lies within [low, high]. */
export function normalWithin(random: RandomStream, mean: number, sd: number, low: number, high: number): number {
  for (;;) {
    const value = mean + sd * random.normal();
    if (value >= low && value <= high) return value;
  }
}

/** Events when `mean` are expected. Source: Knuth (1969), The Art of Computer Programming 2, 3.4.1. */
export function poisson(random: RandomStream, mean: number): number {
  const limit = Math.exp(-mean);
  let product = random.uniform();
  let n = 0;
  while (product > limit) {
    product *= random.uniform();
    n++;
  }
  return n;
}
