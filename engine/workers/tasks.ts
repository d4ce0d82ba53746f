import { KMEANS_TASKS } from '../algorithms/kmeans/tasks.ts';
import type { Task } from './Task.ts';

/** Everything a worker can be asked to do, by name. */
export const TASKS = {
  ...KMEANS_TASKS,
} as unknown as Readonly<Record<string, Task<unknown, unknown>>>;
