/**
 * Seeded streams. Every unit of work draws from `stream(seed, purpose, index)`, so a result never depends on which worker came
 * first. Generator: xoshiro128** seeded by splitmix32 over an FNV-1a hash of the purpose.
 * Source: Blackman & Vigna (2021), doi:10.1145/3460772.
 */
export interface RandomStream {
  /** Uniform in [0, 1) with 53 bits. */
  uniform(): number;
  /** Uniform whole number in [0, bound), without modulo bias. */
  below(bound: number): number;
  /** Standard normal, by the polar method. */
  normal(): number;
  /** `count` distinct whole numbers from [0, n) in ascending order. */
  sample(n: number, count: number): Int32Array;
}

export function stream(seed: number, purpose: string, index = 0): RandomStream {
  let mixed = (seed ^ hash(purpose)) >>> 0;
  mixed = (mixed + Math.imul(index + 1, 0x9e3779b1)) >>> 0;
  const next = splitmix(mixed);
  const s = new Uint32Array([next(), next(), next(), next() | 1]);
  const bits = () => {
    const result = Math.imul(rotl(Math.imul(s[1], 5), 7), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 11);
    return result;
  };
  return withDraws(s, bits);
}

function withDraws(state: Uint32Array, bits: () => number): RandomStream {
  const uniform = () => ((bits() >>> 5) * 67_108_864 + (bits() >>> 6)) / 9_007_199_254_740_992;
  const below = (bound: number) => Math.floor(uniform() * bound);
  const normal = () => {
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const r = u * u + v * v;
      if (r > 0 && r < 1) return u * Math.sqrt((-2 * Math.log(r)) / r);
    }
  };
  const sample = (n: number, count: number) => drawSample(state, n, count);
  return { uniform, below, normal, sample };
}

/** Each of n is asked for by one `uniform`, drawn here with the words of the generator at hand: of a million customers a million times. */
function drawSample(state: Uint32Array, n: number, count: number): Int32Array {
  const chosen = new Int32Array(Math.min(n, count));
  let [a, b, c, d] = state;
  let taken = 0;
  for (let i = 0; i < n && taken < chosen.length; i++) {
    const first = Math.imul(b, 5);
    let t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    const second = Math.imul(b, 5);
    t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    const high = Math.imul((first << 7) | (first >>> 25), 9) >>> 5;
    const low = Math.imul((second << 7) | (second >>> 25), 9) >>> 6;
    const uniform = (high * 67_108_864 + low) / 9_007_199_254_740_992;
    if (uniform * (n - i) < chosen.length - taken) chosen[taken++] = i;
  }
  state.set([a, b, c, d]);
  return chosen;
}

function rotl(x: number, k: number): number {
  return ((x << k) | (x >>> (32 - k))) >>> 0;
}

function splitmix(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
