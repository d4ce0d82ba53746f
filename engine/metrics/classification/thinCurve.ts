/** A curve is first cut to this many points at even distances along it, so that thinning takes the same time for any number of customers. */
const MOST_LOOKED_AT = 10_000;
/** Distance from the line between its neighbours below which a point says nothing. */
const NOTHING = 1e-12;

/**
 * Numbers of the points that draw a curve best: both ends, and then again and again the point furthest from the line drawn so far, until `most` are
 * taken or none is off the line. Corners are taken first.
 * @param x [n] and `y` [n], the points in order, both on scales of about one
 * @returns ascending, at most `most`
 * Source: Ramer (1972), doi:10.1016/S0146-664X(72)80017-0; Douglas & Peucker (1973), doi:10.3138/FM57-6770-U75U-7727.
 */
export function thinCurve(x: Float64Array, y: Float64Array, most: number): number[] {
  const points = evenly(x, y);
  const last = points.length - 1;
  if (last < 1) return points;
  const open = [furthest(x, y, points, 0, last)];
  const taken = new Set([0, last]);
  while (taken.size < most) {
    let widest = 0;
    for (let i = 1; i < open.length; i++) if (open[i].distance > open[widest].distance) widest = i;
    const { from, to, at, distance } = open[widest];
    if (!(distance > NOTHING)) break;
    taken.add(at);
    open.splice(widest, 1, furthest(x, y, points, from, at), furthest(x, y, points, at, to));
  }
  return points.filter((_point, i) => taken.has(i));
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly distance: number;
}

function furthest(x: Float64Array, y: Float64Array, points: readonly number[], from: number, to: number): Stretch {
  const [x0, y0] = [x[points[from]], y[points[from]]];
  const [dx, dy] = [x[points[to]] - x0, y[points[to]] - y0];
  const length = Math.sqrt(dx * dx + dy * dy);
  let [at, distance] = [from, 0];
  for (let i = from + 1; i < to; i++) {
    const [ox, oy] = [x[points[i]] - x0, y[points[i]] - y0];
    const off = length > 0 ? Math.abs(dx * oy - dy * ox) / length : Math.sqrt(ox * ox + oy * oy);
    if (off > distance) [at, distance] = [i, off];
  }
  return { from, to, at, distance };
}

/** All points of a short curve; of a long one those at even distances, and both ends of every leap. */
function evenly(x: Float64Array, y: Float64Array): number[] {
  if (x.length <= MOST_LOOKED_AT) return Array.from(x.keys());
  const leap = (i: number) => Math.abs(x[i] - x[i - 1]) + Math.abs(y[i] - y[i - 1]);
  let total = 0;
  for (let i = 1; i < x.length; i++) total += leap(i);
  const step = (2 * total) / MOST_LOOKED_AT;
  const points = [0];
  let gone = 0;
  for (let i = 1; i < x.length - 1; i++) {
    const length = leap(i);
    gone += length;
    if (gone < step) continue;
    if (length >= step && points[points.length - 1] !== i - 1) points.push(i - 1);
    points.push(i);
    gone = 0;
  }
  points.push(x.length - 1);
  return points;
}
