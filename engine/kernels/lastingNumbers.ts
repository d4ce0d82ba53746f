import type { Arena, ArenaHandle, KernelMemory } from './KernelMemory.ts';
import { newKernelMemory } from './newKernelMemory.ts';
import { WasmSpace } from './WasmSpace.ts';

/** Fewer numbers are copied faster than a memory is made for them. */
const MANY = 2 ** 20;
/**
 * How many of a pool's memories may be alive that numbers have for themselves: the matrix of now, that of before and one more. A memory that nobody has any
 * more lives until its threads next look for what is garbage, which nothing urges them to; until then new numbers go without.
 */
const MOST = 3;

/** By the buffer under the numbers, which is alive as long as they are. */
const spaces = new WeakMap<ArrayBufferLike, WasmSpace>();
const living = new WeakMap<KernelMemory, readonly WeakRef<WasmSpace>[]>();

/**
 * Numbers that many fits will read, 0 at first. Where they are many they get a WASM memory of their own, in which kernels read them without a copy and
 * find their working space beside them.
 */
export function lastingNumbers(length: number, ofPool: KernelMemory | undefined): Float64Array {
  return (length >= MANY && ofPool?.kind === 'wasm' && inOwnMemory(length, ofPool)) || plain(length);
}

function plain(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * 8));
}

function inOwnMemory(length: number, ofPool: KernelMemory): Float64Array | null {
  const others = (living.get(ofPool) ?? []).filter(space => space.deref());
  if (others.length >= MOST) return null;
  const space = WasmSpace.make();
  // Never given back: the memory goes with the numbers.
  const values = space?.arena(length * 8)?.float64(length);
  if (!space || !values) return null;
  spaces.set(values.buffer, space);
  living.set(ofPool, [...others, new WeakRef(space)]);
  return values;
}

/**
 * Working space for kernels that read `values`: beside them where they have a memory of their own that can hold it, else in the memory
 * of the pool. There `canRead` may say that they have to be copied first.
 *
 * @param sizeBytes  as of `KernelMemory.arena`
 * @param copyBytes  how much more is needed where they have to be copied
 */
export function arenaBeside(
  values: Float64Array,
  ofPool: KernelMemory = newKernelMemory('typescript'),
  sizeBytes: number,
  copyBytes: number,
): Arena {
  const own = ofPool.kind === 'wasm' ? spaces.get(values.buffer)?.arena(sizeBytes) : null;
  return own ?? ofPool.arena(sizeBytes + copyBytes);
}

/** Whether the kernels of an arena can read `values` where they are. */
export function canRead({ kind, memory }: ArenaHandle, values: Float64Array): boolean {
  return kind === 'typescript' || spaces.get(values.buffer)?.memory === memory;
}
