import { Worker } from 'node:worker_threads';
import type { TaskAnswer, TaskMessage, WorkerData } from './message.ts';

export interface WorkerEvents {
  answered(thread: WorkerThread, answer: TaskAnswer): void;
  /** The thread ended without being asked to. */
  died(thread: WorkerThread, reason: Error): void;
}

/** One worker; it keeps the process alive only while it works. */
export class WorkerThread {
  readonly #worker: Worker;
  #isEnding = false;

  constructor(file: string, data: WorkerData, events: WorkerEvents) {
    this.#worker = new Worker(file, { workerData: data });
    this.#worker.unref();
    let reason = new Error('a worker thread ended');
    this.#worker.on('message', (answer: TaskAnswer) => events.answered(this, answer));
    this.#worker.on('messageerror', error => (reason = error));
    this.#worker.on('error', error => (reason = error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', () => {
      if (!this.#isEnding) events.died(this, reason);
    });
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
