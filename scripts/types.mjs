// Type-checks every floor, or the named ones, with only that floor's libraries.
import { runChecks, typeChecks } from './lib/checks.mjs';

const named = process.argv.slice(2);
const failed = await runChecks(typeChecks(named.length ? named : undefined));
process.exit(failed.length ? 1 : 0);
