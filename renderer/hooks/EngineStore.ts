import {
  contract,
  type EngineRestarted,
  type In,
  type JobName,
  type MethodName,
  type Out,
} from '#shared/contract/contract';
import type { ProjectState } from '#shared/contract/project';
import { Cancelled } from '#shared/errors';
import type { EngineClient } from '#shared/transport/connect';

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly label: string;
}
/** One answer of the engine as a screen sees it. `data` stays while a newer answer is on its way. */
export interface Answer<O = unknown> {
  readonly data: O | undefined;
  readonly error: Error | undefined;
  readonly isWorking: boolean;
}
/** Long work under way or just ended. */
export interface Job {
  readonly method: JobName;
  readonly progress: Progress;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly error: Error | undefined;
  readonly wasCancelled: boolean;
}
interface Entry {
  answer: Answer;
  subscribers: number;
  revision: number;
  ask(): Promise<unknown>;
}

const NOTHING: Answer = { data: undefined, error: undefined, isWorking: false };
const MAX_IDLE_ENTRIES = 150;

/** What the interface knows of the engine: answers by question, the project, the job under way. Screens subscribe to it. */
export class EngineStore {
  readonly client: EngineClient;
  project: ProjectState | null = null;
  isConnected = true;
  /** Why the engine was started anew, until the person has read it. */
  restarted: EngineRestarted | null = null;
  readonly jobs = new Map<JobName, Job>();
  readonly #entries = new Map<string, Entry>();
  readonly #controllers = new Map<JobName, AbortController>();
  readonly #listeners = new Set<() => void>();
  #revision = 0;
  #fingerprint = '';

  constructor(client: EngineClient) {
    this.client = client;
    client.on('project.changed', state => this.#receive(state));
    client.on('engine.restarted', restarted => {
      this.restarted = restarted;
      this.#notify();
    });
    client.onClose(() => {
      this.isConnected = false;
      this.#notify();
    });
  }

  /** Changes with the data, the recipe and the results: answers of before are old then. */
  get revision(): number {
    return this.#revision;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async start(): Promise<void> {
    this.#receive(await this.client.call('project.state', {}));
  }

  /** Calls the engine; long work is shown in the status line, and starting it again cancels the one before. */
  async call<M extends MethodName>(method: M, input: In<M>): Promise<Out<M>> {
    if (!isJob(method)) return this.client.call(method, input);
    this.cancel(method);
    const controller = new AbortController();
    this.#controllers.set(method, controller);
    const startedAt = Date.now();
    const base = { method, startedAt, endedAt: null, error: undefined, wasCancelled: false };
    this.#setJob({ ...base, progress: { done: 0, total: 0, label: '' } });
    const onProgress = (done: number, total: number, label: string) => {
      if (this.#controllers.get(method) === controller) this.#setJob({ ...base, progress: { done, total, label } });
    };
    let error: Error | undefined;
    try {
      return await this.client.call(method, input, { signal: controller.signal, onProgress });
    } catch (reason) {
      error = reason as Error;
      throw reason;
    } finally {
      if (this.#controllers.get(method) === controller) {
        this.#controllers.delete(method);
        const progress = this.jobs.get(method)!.progress;
        const wasCancelled = error instanceof Cancelled;
        this.#setJob({ ...base, progress, endedAt: Date.now(), error: wasCancelled ? undefined : error, wasCancelled });
      }
    }
  }

  dismissRestart = (): void => {
    this.restarted = null;
    this.#notify();
  };

  cancel(method: JobName): void {
    this.#controllers.get(method)?.abort();
  }

  /** Subscribes to the answer of a question and asks it when it is not known or not fresh. */
  watch<M extends MethodName>(key: string, method: M, input: In<M>): () => void {
    const entry = this.#entry(key, () => this.call(method, input));
    entry.subscribers++;
    if (entry.revision !== this.#revision) void this.#refresh(key, entry);
    return () => {
      entry.subscribers--;
      this.#dropIdle();
    };
  }

  answer(key: string): Answer {
    return this.#entries.get(key)?.answer ?? NOTHING;
  }

  askAgain(key: string): void {
    const entry = this.#entries.get(key);
    if (entry) void this.#refresh(key, entry);
  }

  /** One answer, from memory when it is fresh. */
  async fetch<M extends MethodName>(method: M, input: In<M>): Promise<Out<M>> {
    const entry = this.#entries.get(questionKey(method, input));
    if (entry && entry.revision === this.#revision && entry.answer.data !== undefined)
      return entry.answer.data as Out<M>;
    return this.call(method, input);
  }

  #entry(key: string, ask: () => Promise<unknown>): Entry {
    const known = this.#entries.get(key);
    if (known) return known;
    const entry: Entry = { answer: NOTHING, subscribers: 0, revision: -1, ask };
    this.#entries.set(key, entry);
    return entry;
  }

  async #refresh(key: string, entry: Entry): Promise<void> {
    const revision = this.#revision;
    entry.revision = revision;
    entry.answer = { ...entry.answer, isWorking: true };
    this.#notify();
    let answer: Answer;
    try {
      answer = { data: await entry.ask(), error: undefined, isWorking: false };
    } catch (error) {
      answer = { data: undefined, error: error as Error, isWorking: false };
    }
    if (entry.revision !== revision || this.#entries.get(key) !== entry) return;
    entry.answer = answer;
    // Another question took its place: whoever comes back to this one asks it anew.
    if (answer.error instanceof Cancelled) entry.revision = -1;
    this.#notify();
  }

  #receive(state: ProjectState): void {
    this.project = state;
    const { source, recipe, segments, scores, offers, runId, resultSha256, nRows, nColumns } = state;
    const { nComparisons, nWatched } = state;
    const results = [segments, scores, offers, runId, resultSha256, nComparisons, nWatched];
    const parts = [source, recipe, nRows, nColumns, results];
    const fingerprint = JSON.stringify(parts);
    if (fingerprint !== this.#fingerprint) {
      this.#fingerprint = fingerprint;
      this.#revision++;
      for (const [key, entry] of this.#entries) {
        if (entry.subscribers > 0) void this.#refresh(key, entry);
        else this.#entries.delete(key);
      }
    }
    this.#notify();
  }

  #dropIdle(): void {
    const idle = [...this.#entries].filter(([, entry]) => entry.subscribers === 0);
    for (const [key] of idle.slice(0, Math.max(0, idle.length - MAX_IDLE_ENTRIES))) this.#entries.delete(key);
  }

  #setJob(job: Job): void {
    this.jobs.set(job.method, job);
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isJob<M extends MethodName>(method: M): method is M & JobName {
  return contract[method].job;
}

export function questionKey(method: MethodName, input: unknown): string {
  return `${method} ${JSON.stringify(input)}`;
}
