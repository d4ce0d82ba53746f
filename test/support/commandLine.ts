import type { Console } from '../../headless/cli/Console.ts';
import { runCommandLine } from '../../headless/cli/runCommandLine.ts';

export interface CommandOutcome {
  status: number;
  out: string;
  messages: string[];
  labels: string[];
}

/** Runs a command as the terminal would and catches what it says. */
export async function tessera(...argv: string[]): Promise<CommandOutcome> {
  const outcome: CommandOutcome = { status: -1, out: '', messages: [], labels: [] };
  const console: Console = {
    result: text => void (outcome.out += `${text}\n`),
    message: text => void outcome.messages.push(text),
    progress: (_done, _total, label) => void (outcome.labels.at(-1) !== label && outcome.labels.push(label)),
    endProgress: () => undefined,
  };
  outcome.status = await runCommandLine(argv, console);
  return outcome;
}

export function json<T>(outcome: CommandOutcome): T {
  return JSON.parse(outcome.out) as T;
}
