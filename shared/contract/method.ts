import type { z } from 'zod';

/** One method of the contract: what it accepts (checked at the engine's door) and what it answers. */
export interface Method<I, O> {
  readonly input: z.ZodType<I>;
  /** Long work: reports progress and can be cancelled. */
  readonly job: boolean;
  readonly output?: (output: O) => void;
}

/** A method that is long work. */
export interface JobMethod<I, O> extends Method<I, O> {
  readonly job: true;
}

export const method = <I>(input: z.ZodType<I>) => ({
  returns: <O>(): Method<I, O> => ({ input, job: false }),
  job: <O>(): JobMethod<I, O> => ({ input, job: true }),
});
