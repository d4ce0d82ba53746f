import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Has this thread look for all that is garbage, and waits until those who want to know of it have been told. */
export async function collectGarbage(): Promise<void> {
  // What a function has just left is still within sight of it.
  await setImmediate();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
  await setImmediate();
  await setImmediate();
}
