import { terminalConsole } from './Console.ts';
import { runCommandLine } from './runCommandLine.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), terminalConsole());
