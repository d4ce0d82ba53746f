import { Worker } from 'node:worker_threads';
import { THREAD_READY, type TaskAnswer, type TaskMessage, type WorkerData } from './message.ts';

export interface WorkerEvents {
  answered(thread: WorkerThread, answer: TaskAnswer): void;
  /** The thread ended without being asked to. */
  died(thread: WorkerThread, reason: Error): void;
}

/** One worker; it keeps the process alive only while it works. */
export class WorkerThread {
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  #isEnding = false;

  constructor(file: string, data: WorkerData, events: WorkerEvents) {
    this.#worker = new Worker(file, { workerData: data });
    this.#worker.unref();
    // Not made before it is needed: an error keeps alive what was within sight of the line that made it.
    let reason: Error | null = null;
    this.#ready = new Promise(resolve => {
      this.#worker.on('message', (answer: TaskAnswer | typeof THREAD_READY) => {
        if (answer === THREAD_READY) resolve();
        else events.answered(this, answer);
      });
      this.#worker.on('exit', () => resolve());
    });
    this.#worker.on('messageerror', error => (reason = error));
    this.#worker.on('error', error => (reason = error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', () => {
      if (!this.#isEnding) events.died(this, reason ?? new Error('a worker thread ended'));
    });
  }

  /** Waits until its code is loaded, or it has ended. */
  async ready(): Promise<void> {
    this.#worker.ref();
    await this.#ready;
  }

  send(message: TaskMessage): void {
    this.#worker.ref();
    this.#worker.postMessage(message);
  }

  rest(): void {
    this.#worker.unref();
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    await this.#worker.terminate();
  }
}
