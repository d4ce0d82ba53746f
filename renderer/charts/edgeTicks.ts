import { formatCompact } from '#shared/format';
import { placeOnEdges } from '#shared/placeOnEdges';
import { compactTicks } from './compactTicks.ts';

/** Round values for an axis of bins that are drawn equally wide, at most about `most`: 0, 1, 10, 100 where the bins grow by a factor, rather than their edges. */
export function edgeTicks(
  edges: readonly number[],
  most: number,
  text: (value: number) => string = formatCompact,
): { tickvals: number[]; ticktext: string[] } {
  const [low, high] = [edges[0], edges[edges.length - 1]];
  const values = isEven(edges) ? compactTicks(low, high).tickvals : spaced(edges, most);
  return { tickvals: values.map(value => placeOnEdges(edges, value)), ticktext: values.map(text) };
}

function isEven(edges: readonly number[]): boolean {
  const width = (edges[edges.length - 1] - edges[0]) / (edges.length - 1);
  return edges.every((edge, i) => Math.abs(edge - edges[0] - i * width) <= 1e-6 * width);
}

/** Powers of ten first, then halves and fifths of them, as long as their labels keep apart. */
function spaced(edges: readonly number[], most: number): number[] {
  const [low, high] = [edges[0], edges[edges.length - 1]];
  const apart = (edges.length - 1) / (most + 0.5);
  const kept: number[] = [];
  const add = (value: number) => {
    if (value < low || value > high) return;
    const place = placeOnEdges(edges, value);
    if (kept.every(other => Math.abs(placeOnEdges(edges, other) - place) >= apart)) kept.push(value);
  };
  add(0);
  const largest = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high), Number.MIN_VALUE)));
  for (const times of [1, 5, 2])
    for (let power = largest; power > largest - 9; power--) {
      add(times * 10 ** power);
      add(-times * 10 ** power);
    }
  return kept.sort((a, b) => a - b);
}
