import { Cancelled, fromWireError } from '#shared/errors';
import type { KernelMemory } from '../kernels/KernelMemory.ts';
import type { TaskAnswer, WorkerData } from './message.ts';
import type { Pool } from './Pool.ts';
import { WorkerThread } from './WorkerThread.ts';

/** How long a cancelled or failed task may take to see its flag before its thread is ended and replaced. */
const GRACE_MS = 120;

interface Batch {
  readonly task: string;
  /** Kept until every thread has answered or ended: what they read must not become garbage here before, since its memory is then used again. */
  readonly inputs: readonly unknown[];
  readonly outputs: unknown[];
  readonly stop: Int32Array;
  next: number;
  running: number;
  failure: Error | null;
  grace: NodeJS.Timeout | null;
  settle(): void;
}

/** Inputs of all maps wait in one line; a thread that becomes free takes the first. */
export class ThreadPool implements Pool {
  readonly threads: number;
  readonly kernelMemory: KernelMemory;
  readonly #file: string;
  readonly #data: WorkerData;
  readonly #idle: WorkerThread[] = [];
  readonly #busy = new Map<WorkerThread, { batch: Batch; index: number }>();
  #waiting: Batch[] = [];
  #isClosed = false;

  constructor(parts: { threads: number; file: string; data: WorkerData; kernelMemory: KernelMemory }) {
    this.threads = parts.threads;
    this.kernelMemory = parts.kernelMemory;
    this.#file = parts.file;
    this.#data = parts.data;
  }

  map<I, O>(task: string, inputs: readonly I[], signal?: AbortSignal): Promise<O[]> {
    if (this.#isClosed) return Promise.reject(new Error('the pool is closed'));
    if (signal?.aborted) return Promise.reject(new Cancelled());
    if (inputs.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const cancel = () => this.#fail(batch, new Cancelled());
      const batch: Batch = {
        task,
        inputs,
        outputs: Array.from({ length: inputs.length }),
        stop: new Int32Array(new SharedArrayBuffer(4)),
        next: 0,
        running: 0,
        failure: null,
        grace: null,
        settle: () => {
          signal?.removeEventListener('abort', cancel);
          if (batch.grace) clearTimeout(batch.grace);
          if (batch.failure) reject(batch.failure);
          else resolve(batch.outputs as O[]);
        },
      };
      signal?.addEventListener('abort', cancel, { once: true });
      this.#waiting.push(batch);
      this.#dispatch();
    });
  }

  async start(): Promise<void> {
    const fresh: WorkerThread[] = [];
    for (let n = this.#idle.length + this.#busy.size; n < this.threads && !this.#isClosed; n++)
      fresh.push(this.#newThread());
    this.#idle.push(...fresh);
    await Promise.all(fresh.map(thread => thread.ready()));
    for (const thread of fresh) if (this.#idle.includes(thread)) thread.rest();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const threads = [...this.#idle, ...this.#busy.keys()];
    const open = this.#openBatches();
    this.#idle.length = 0;
    this.#busy.clear();
    this.#waiting = [];
    await Promise.all(threads.map(thread => thread.end()));
    for (const batch of open) {
      batch.failure ??= new Cancelled();
      batch.settle();
    }
  }

  #openBatches(): Set<Batch> {
    return new Set([...this.#waiting, ...[...this.#busy.values()].map(({ batch }) => batch)]);
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#idle.pop() ?? this.#start();
      if (!thread) return;
      const batch = this.#waiting[0];
      const index = batch.next++;
      batch.running++;
      if (batch.next === batch.inputs.length) this.#waiting.shift();
      this.#busy.set(thread, { batch, index });
      this.#send(thread, batch, index);
    }
  }

  #send(thread: WorkerThread, batch: Batch, index: number): void {
    try {
      thread.send({ id: index, task: batch.task, input: batch.inputs[index], stop: batch.stop });
    } catch (error) {
      // An input that cannot be cloned is a defect of the caller; the thread never saw it.
      this.#release(thread);
      this.#finishOne(batch, error instanceof Error ? error : new Error(String(error)));
    }
  }

  #start(): WorkerThread | undefined {
    return this.#busy.size >= this.threads ? undefined : this.#newThread();
  }

  #newThread(): WorkerThread {
    return new WorkerThread(this.#file, this.#data, {
      answered: (thread, answer) => this.#answered(thread, answer),
      died: (thread, reason) => this.#died(thread, reason),
    });
  }

  #answered(thread: WorkerThread, answer: TaskAnswer): void {
    const work = this.#busy.get(thread);
    if (!work) return;
    this.#release(thread);
    if ('error' in answer) this.#finishOne(work.batch, fromWireError(answer.error));
    else {
      work.batch.outputs[work.index] = answer.output;
      this.#finishOne(work.batch, null);
    }
    this.#dispatch();
  }

  #died(thread: WorkerThread, reason: Error): void {
    const work = this.#busy.get(thread);
    this.#busy.delete(thread);
    const at = this.#idle.indexOf(thread);
    if (at >= 0) this.#idle.splice(at, 1);
    if (work)
      this.#finishOne(work.batch, new Error(`a worker thread stopped in ${work.batch.task}`, { cause: reason }));
    this.#dispatch();
  }

  #release(thread: WorkerThread): void {
    this.#busy.delete(thread);
    this.#idle.push(thread);
    thread.rest();
  }

  #finishOne(batch: Batch, failure: Error | null): void {
    batch.running--;
    if (failure) this.#fail(batch, failure);
    else if (batch.running === 0 && (batch.failure || batch.next === batch.inputs.length)) batch.settle();
  }

  /** Stops a map: nothing more of it starts, what runs is told to stop and after a grace its threads are replaced. */
  #fail(batch: Batch, failure: Error): void {
    batch.failure ??= failure;
    Atomics.store(batch.stop, 0, 1);
    this.#waiting = this.#waiting.filter(other => other !== batch);
    if (batch.running <= 0) batch.settle();
    else batch.grace ??= setTimeout(() => this.#replaceThreadsOf(batch), GRACE_MS);
  }

  /** The map fails only when its threads have ended: until then they may still write to the arrays they were given. */
  #replaceThreadsOf(batch: Batch): void {
    const ends: Promise<void>[] = [];
    for (const [thread, work] of this.#busy) {
      if (work.batch !== batch) continue;
      this.#busy.delete(thread);
      ends.push(thread.end());
    }
    void Promise.all(ends).then(() => batch.settle());
    this.#dispatch();
  }
}
