import { z } from 'zod';

// The content policy forbids compiling code from text, which zod otherwise does for speed. Imported before any schema is made.
z.config({ jitless: true });
