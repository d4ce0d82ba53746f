import type { WireError } from '#shared/errors';
import type { WasmModule } from '../kernels/webAssembly.ts';

/** Given to every worker when it starts. */
export interface WorkerData {
  /** The compiled kernels; null runs their TypeScript twins. */
  readonly kernels: WasmModule | null;
}
export interface TaskMessage {
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
  /** [1], shared: not 0 once the map is cancelled. */
  readonly stop: Int32Array;
}
/** The first word of a thread: its code is loaded. */
export const THREAD_READY = 'ready';
export type TaskAnswer =
  { readonly id: number; readonly output: unknown } | { readonly id: number; readonly error: WireError };
