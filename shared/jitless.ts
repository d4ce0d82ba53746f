/**
 * Zod compiles checkers from text for speed, which the interface's content policy forbids. Imported by what makes the first schemas, because a
 * bundler may run those before anything that the interface itself imports first.
 */
import { z } from 'zod';

z.config({ jitless: true });
