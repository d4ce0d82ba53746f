import { parseArgs } from 'node:util';

/** The command line was not understood; exit status 2. */
export class UsageError extends Error {}

const OPTIONS = {
  recipe: { type: 'string' },
  out: { type: 'string' },
  formats: { type: 'string' },
  paper: { type: 'string' },
  seed: { type: 'string' },
  threads: { type: 'string' },
  project: { type: 'string' },
  sheet: { type: 'string' },
  'header-row': { type: 'string' },
  range: { type: 'string' },
  encoding: { type: 'string' },
  separator: { type: 'string' },
  decimal: { type: 'string' },
  dates: { type: 'string' },
  head: { type: 'string' },
  input: { type: 'string' },
  port: { type: 'string' },
  token: { type: 'string' },
  rate: { type: 'string' },
  with: { type: 'string', multiple: true },
  target: { type: 'string' },
  event: { type: 'string' },
  model: { type: 'string' },
  owner: { type: 'string' },
  sign: { type: 'string' },
  trust: { type: 'string' },
  label: { type: 'string' },
  date: { type: 'string' },
  outcomes: { type: 'string' },
  format: { type: 'string' },
  part: { type: 'string' },
  customer: { type: 'string' },
  product: { type: 'string' },
  weight: { type: 'string' },
  time: { type: 'string' },
  products: { type: 'string' },
  split: { type: 'string' },
  top: { type: 'string' },
  at: { type: 'string' },
  'relevant-from': { type: 'string' },
  offers: { type: 'boolean' },
  rfm: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;
type OptionName = keyof typeof OPTIONS;
/** How the file is read; see `readingOf`. */
const READING = ['sheet', 'header-row', 'range', 'encoding', 'separator', 'decimal', 'dates'] as const;

/** What offers are made from and how they are compared; see `withOffers`. */
const OFFERS = ['customer', 'product', 'weight', 'time', 'products', 'split', 'top', 'at', 'relevant-from'] as const;

type ValueOf<O> = O extends { multiple: true } ? string[] : O extends { type: 'boolean' } ? boolean : string;

export interface Command {
  readonly name: string;
  readonly positionals: readonly string[];
  readonly options: { readonly [K in OptionName]?: ValueOf<(typeof OPTIONS)[K]> };
}

interface CommandForm {
  /** How many files it is given; `some` is one or more, `mayBe` one or none. */
  readonly positionals: number | 'some' | 'mayBe';
  /** An option that may name the first of them instead. */
  readonly firstBy?: OptionName;
  readonly options: readonly OptionName[];
}
const COMMANDS: Record<string, CommandForm> = {
  run: {
    positionals: 1,
    options: [
      'recipe',
      'out',
      'formats',
      'paper',
      'seed',
      'threads',
      'project',
      'model',
      'owner',
      'sign',
      ...READING,
      'target',
      'event',
      'with',
      'rfm',
      'offers',
      ...OFFERS,
      'json',
    ],
  },
  profile: { positionals: 1, options: [...READING, 'head', 'rfm', 'with', 'recipe', 'threads', 'json'] },
  convert: { positionals: 1, options: ['out', ...READING, 'rfm', 'with', 'recipe', 'json'] },
  score: { positionals: 2, options: ['out', 'with', 'trust', 'threads', 'json'] },
  model: { positionals: 1, options: ['trust', 'json'] },
  models: { positionals: 'mayBe', options: ['out', 'json'] },
  monitor: {
    positionals: 2,
    firstBy: 'model',
    options: ['model', 'out', 'label', 'date', 'outcomes', 'with', 'trust', 'threads', 'json'],
  },
  export: { positionals: 1, options: ['format', 'part', 'out', 'trust', 'json'] },
  offers: {
    positionals: 1,
    options: ['recipe', 'out', 'seed', 'threads', ...READING, 'with', ...OFFERS, 'json'],
  },
  serve: { positionals: 'some', options: ['port', 'token', 'rate', 'trust', 'threads', 'json'] },
  verify: { positionals: 1, options: ['input', 'with', 'threads', 'json'] },
  help: { positionals: 0, options: [] },
  version: { positionals: 0, options: ['json'] },
};

/** @throws UsageError naming what is not understood */
export function parseCommand(argv: readonly string[]): Command {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
  const { values, positionals } = parsed;
  if (values.help || positionals.length === 0)
    return { name: values.version ? 'version' : 'help', positionals: [], options: values };
  const [name, ...rest] = positionals;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : null;
  if (!command)
    throw new UsageError(`There is no command "${name}"; the commands are ${Object.keys(COMMANDS).join(', ')}`);
  for (const option of Object.keys(values) as OptionName[]) {
    if (!command.options.includes(option)) throw new UsageError(`tessera ${name} does not take --${option}`);
  }
  const named = command.firstBy !== undefined && values[command.firstBy] !== undefined;
  checkFiles(name, command.positionals, rest.length + Number(named));
  return { name, positionals: rest, options: values };
}

function checkFiles(name: string, wanted: CommandForm['positionals'], got: number): void {
  if (wanted === 'mayBe' && got <= 1) return;
  if (wanted === 'some' ? got > 0 : got === wanted) return;
  const some: Readonly<Record<string, string>> = {
    some: 'one file or more',
    mayBe: 'one folder or none',
    1: 'one file',
  };
  const files = some[wanted] ?? `${wanted} files`;
  throw new UsageError(`tessera ${name} takes ${files}, got ${got}`);
}

/** @throws UsageError when the text is not a whole number in range */
export function wholeNumber(
  text: string | undefined,
  option: string,
  min: number,
  max: number,
  fallback: number,
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new UsageError(`--${option} takes a whole number from ${min} to ${max}, got ${text}`);
}

/** @throws UsageError naming the first entry that is not allowed */
export function listOf<T extends string>(
  text: string | undefined,
  option: string,
  allowed: readonly T[],
  fallback: readonly T[],
): T[] {
  if (text === undefined) return [...fallback];
  const entries = text.split(',').map(entry => entry.trim().toLowerCase());
  const wrong = entries.find(entry => !allowed.some(a => a.toLowerCase() === entry));
  if (wrong !== undefined) throw new UsageError(`--${option} takes ${allowed.join(', ')}, got "${wrong}"`);
  return allowed.filter(a => entries.includes(a.toLowerCase()));
}
