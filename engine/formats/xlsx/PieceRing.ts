import { sharedInt32, sharedUint8 } from '../../table/Matrix.ts';
import type { TaskContext } from '../../workers/Task.ts';

const N_SLOTS = 8;
const SLOT_BYTES = 256 * 1024;
/** Places of the words: pieces that were put, pieces that were taken, whether no more are wanted. */
const PUT = 0;
const TAKEN = 1;
const IS_CLOSED = 2;
const N_WORDS = 3;
/** How long a thread sleeps before it looks at whether it is to stop. */
const WAIT_MS = 20;

/** What the two threads share. */
export interface RingMemory {
  readonly words: Int32Array;
  /** [slots] */
  readonly lengths: Int32Array;
  readonly bytes: Uint8Array;
}

interface WaitAsync {
  waitAsync(words: Int32Array, place: number, value: number, ms: number): { value: unknown };
}
/** In every Node that we run on; the type declarations of ES2023 do not have it. */
const { waitAsync } = Atomics as unknown as WaitAsync;

export function newRingMemory(): RingMemory {
  return { words: sharedInt32(N_WORDS), lengths: sharedInt32(N_SLOTS), bytes: sharedUint8(N_SLOTS * SLOT_BYTES) };
}

/** Puts bytes in the ring, and sleeps while it is full. @returns false when no more are wanted */
export function putPiece({ words, lengths, bytes }: RingMemory, piece: Uint8Array, context: TaskContext): boolean {
  for (let from = 0; from < piece.length; from += SLOT_BYTES) {
    const n = Atomics.load(words, PUT);
    for (let taken = Atomics.load(words, TAKEN); n - taken >= N_SLOTS; taken = Atomics.load(words, TAKEN)) {
      context.throwIfCancelled();
      if (Atomics.load(words, IS_CLOSED) === 1) return false;
      Atomics.wait(words, TAKEN, taken, WAIT_MS);
    }
    const part = piece.subarray(from, from + SLOT_BYTES);
    const slot = n % N_SLOTS;
    bytes.set(part, slot * SLOT_BYTES);
    lengths[slot] = part.length;
    Atomics.store(words, PUT, n + 1);
    Atomics.notify(words, PUT);
  }
  return Atomics.load(words, IS_CLOSED) === 0;
}

/**
 * The pieces that another thread puts, each good until the next is asked for.
 * @param work what the other thread does; over when it has put its last piece
 */
export async function* takePieces(
  { words, lengths, bytes }: RingMemory,
  work: Promise<unknown>,
): AsyncGenerator<Uint8Array> {
  let isOver = false;
  const over = () => (isOver = true);
  const end = work.then(over, over);
  try {
    for (let n = 0; ; n++) {
      while (Atomics.load(words, PUT) === n) {
        if (isOver) {
          await work;
          if (Atomics.load(words, PUT) === n) return;
        } else await Promise.race([waitAsync(words, PUT, n, WAIT_MS).value, end]);
      }
      const slot = n % N_SLOTS;
      yield bytes.subarray(slot * SLOT_BYTES, slot * SLOT_BYTES + lengths[slot]);
      Atomics.add(words, TAKEN, 1);
      Atomics.notify(words, TAKEN);
    }
  } finally {
    Atomics.store(words, IS_CLOSED, 1);
    Atomics.add(words, TAKEN, 1);
    Atomics.notify(words, TAKEN);
    // Nothing goes on with the file behind the back of whoever hears of a failure.
    await Promise.allSettled([work]);
  }
}
