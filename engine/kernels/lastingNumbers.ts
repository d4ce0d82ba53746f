import type { Arena, ArenaHandle, KernelMemory } from './KernelMemory.ts';
import { newKernelMemory } from './newKernelMemory.ts';
import { WasmSpace } from './WasmSpace.ts';

/** Fewer numbers are copied in no time. */
const MANY = 2 ** 20;
/**
 * How many such arrays a pool may have at a time; further ones are copied by who reads them. What nobody has any more counts until the thread
 * next looks for what is garbage.
 */
const MOST = 4;

/** By the buffer under the numbers, which is alive as long as they are. */
const spaces = new WeakMap<ArrayBufferLike, WasmSpace>();
const memories = new WeakMap<KernelMemory, LastingMemory>();
const forgotten = new FinalizationRegistry<() => void>(release => release());

/**
 * Numbers that many fits will read; what they hold at first is unspecified. Where they are many they lie in a WASM memory in which kernels read them
 * without a copy and find their working space beside them. It is apart from that of the pool, which is given up when it has become large.
 *
 * Their place is used again once this thread has no view of them any more. So no task may answer with a view, or keep one when it is done.
 */
export function lastingNumbers(length: number, ofPool: KernelMemory | undefined): Float64Array {
  const placed = length >= MANY && ofPool?.kind === 'wasm' ? memoryOf(ofPool).numbers(length) : null;
  return placed ?? new Float64Array(new SharedArrayBuffer(length * 8));
}

function memoryOf(pool: KernelMemory): LastingMemory {
  const known = memories.get(pool) ?? new LastingMemory();
  memories.set(pool, known);
  return known;
}

/** Never given up: idle threads would keep it until they look for garbage, which they rarely do, and the next would come on top of it. */
class LastingMemory {
  #space: WasmSpace | null = null;
  #nTaken = 0;

  /** Null where there are too many already, or there is no room. */
  numbers(length: number): Float64Array | null {
    if (this.#nTaken >= MOST) return null;
    this.#space ??= WasmSpace.make();
    const space = this.#space;
    const arena = space?.arena(length * 8);
    if (!space || !arena) return null;
    // In a buffer object of its own over the same memory: when it is garbage, so is every view of these numbers.
    const values = structuredClone(arena.float64(length));
    spaces.set(values.buffer, space);
    forgotten.register(values.buffer, () => {
      arena.release();
      this.#nTaken--;
    });
    this.#nTaken++;
    return values;
  }
}

/**
 * Working space for kernels that read `values`: beside them where they lie in a memory of `lastingNumbers` that can hold it, else in the memory
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
  const beside = ofPool.kind === 'wasm' ? spaces.get(values.buffer)?.arena(sizeBytes) : null;
  return beside ?? ofPool.arena(sizeBytes + copyBytes);
}

/** Whether the kernels of an arena can read `values` where they are. */
export function canRead({ kind, memory }: ArenaHandle, values: Float64Array): boolean {
  return kind === 'typescript' || spaces.get(values.buffer)?.memory === memory;
}
