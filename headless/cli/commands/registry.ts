import type { Console } from '../Console.ts';
import type { Command } from '../parseCommand.ts';
import { convert } from './convert.ts';
import { exportCommand } from './export.ts';
import { help, version } from './help.ts';
import { model } from './model.ts';
import { models } from './models.ts';
import { monitor } from './monitor.ts';
import { offers } from './offers.ts';
import { profile } from './profile.ts';
import { run } from './run.ts';
import { score } from './score.ts';
import { serve } from './serve.ts';
import { verify } from './verify.ts';

export type CommandHandler = (command: Command, output: Console, signal: AbortSignal) => Promise<void>;

export const COMMANDS: Record<string, CommandHandler> = {
  run,
  profile,
  convert,
  score,
  model,
  models,
  monitor,
  export: exportCommand,
  offers,
  serve,
  verify,
  help,
  version,
};
