import type { TaskContext } from './Task.ts';

/** Places of the shared words. */
const LED = 0;
const TICKET = 1;
const DONE = 2;
const OVER = 3;
const N_WORDS = 4;
const SPINS = 300;
const WAIT_MS = 20;

/** What the threads of a crew share. */
export interface CrewWords {
  readonly words: Int32Array;
}
/** The crew as its leader sees it. */
export interface Crew {
  /** Has items 0 to nItems - 1 done, by helpers too where they are free, and waits for all. */
  share(nItems: number): void;
  /** Does them in this thread: for work that is over before a helper would have come. */
  alone(nItems: number): void;
}

export function newCrew(): CrewWords {
  return { words: new Int32Array(new SharedArrayBuffer(N_WORDS * 4)) };
}

/**
 * Long work in many short steps: the thread that comes first leads, the others help with items of the step that is under way until the
 * leader is through. The leader never waits for a helper that has not taken an item, so nothing stands still while threads are busy elsewhere.
 * Everything an item needs lies in shared arrays that the leader writes between two steps.
 *
 * @returns what the leader found; null for a helper
 */
export function inCrew<T>(
  { words }: CrewWords,
  context: TaskContext,
  work: (item: number) => void,
  lead: (crew: Crew) => T,
): T | null {
  if (Atomics.exchange(words, LED, 1) === 1) {
    help(words, context, work);
    return null;
  }
  const alone = (nItems: number) => {
    context.throwIfCancelled();
    for (let item = 0; item < nItems; item++) work(item);
  };
  const share = (nItems: number) => {
    Atomics.store(words, DONE, 0);
    Atomics.store(words, TICKET, nItems);
    Atomics.notify(words, TICKET);
    for (let item = take(words); item >= 0; item = take(words)) {
      context.throwIfCancelled();
      work(item);
      Atomics.add(words, DONE, 1);
    }
    waitForHelpers(words, nItems, context);
  };
  const found = lead({ share, alone });
  Atomics.store(words, OVER, 1);
  Atomics.notify(words, TICKET);
  return found;
}

function take(words: Int32Array): number {
  for (;;) {
    const left = Atomics.load(words, TICKET);
    if (left === 0) return -1;
    if (Atomics.compareExchange(words, TICKET, left, left - 1) === left) return left - 1;
  }
}

function waitForHelpers(words: Int32Array, nItems: number, context: TaskContext): void {
  for (let spins = 0; ; spins++) {
    const done = Atomics.load(words, DONE);
    if (done === nItems) return;
    if (spins < SPINS) continue;
    context.throwIfCancelled();
    Atomics.wait(words, DONE, done, WAIT_MS);
  }
}

function help(words: Int32Array, context: TaskContext, work: (item: number) => void): void {
  for (let spins = 0; Atomics.load(words, OVER) === 0; spins++) {
    const item = take(words);
    if (item >= 0) {
      context.throwIfCancelled();
      work(item);
      Atomics.add(words, DONE, 1);
      Atomics.notify(words, DONE);
      spins = 0;
    } else if (spins >= SPINS) {
      context.throwIfCancelled();
      Atomics.wait(words, TICKET, 0, WAIT_MS);
    }
  }
}
