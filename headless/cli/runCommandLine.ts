import { AppError, Cancelled } from '#shared/errors';
import { errorSentence } from '#shared/text/errorSentences';
import type { Console } from './Console.ts';
import { COMMANDS } from './commands/registry.ts';
import { safeLines } from './safeText.ts';
import { parseCommand, UsageError, type Command } from './parseCommand.ts';

const EXIT = { done: 0, userCanAct: 1, usage: 2, bug: 3 } as const;

/** Runs one command and says with which status the process should end. */
export async function runCommandLine(argv: readonly string[], output: Console): Promise<number> {
  const wantsJson = argv.includes('--json');
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  let command: Command | null = null;
  try {
    command = parseCommand(argv);
    await COMMANDS[command.name](command, output, controller.signal);
    return EXIT.done;
  } catch (error) {
    output.endProgress();
    return report(error, command, wantsJson, output);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

function report(error: unknown, command: Command | null, wantsJson: boolean, output: Console): number {
  const [status, code, args, message] = describe(error, command);
  if (wantsJson) output.result(JSON.stringify({ error: { code, args, message } }));
  else output.message(safeLines(message));
  if (status === EXIT.bug && error instanceof Error) output.message(error.stack ?? error.message);
  return status;
}

function describe(error: unknown, command: Command | null): [number, string, object, string] {
  if (error instanceof UsageError)
    return [EXIT.usage, 'usage', {}, `${error.message}. "tessera help" lists the commands.`];
  if (error instanceof AppError) return [EXIT.userCanAct, error.code, error.args, errorSentence(error)];
  if (error instanceof Cancelled)
    return [EXIT.userCanAct, 'job.cancelled', {}, 'Stopped, as asked. Nothing was changed.'];
  return [
    EXIT.bug,
    'bug',
    {},
    `Something went wrong in tessera ${command?.name ?? ''}: this is a defect of Tessera, not of your file.`,
  ];
}
