import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors';
import { formatReadingSchema } from '#shared/reading';
import { recipeSchema } from '#shared/recipe';
import { isRunning } from '../files/isRunning.ts';
import { writeTextFile } from '../files/writeTextFile.ts';
import { parseDocument } from './parseDocument.ts';

const named = z.string().max(32_767);

const placedSource = z.strictObject({
  name: named,
  path: named.nullable(),
  sizeBytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  asked: formatReadingSchema,
});

const recoverySchema = z.strictObject({
  kind: z.literal('tessera.recovery'),
  version: z.literal(1),
  appVersion: z.string().max(40),
  /** ISO 8601 UTC, given by whoever keeps the copy. */
  at: z.iso.datetime(),
  /** The project that was open; its file holds the cells when the source is not at hand. */
  projectFile: z.strictObject({ path: named, name: named }).nullable(),
  source: placedSource,
  /** Further tables that were read beside it. */
  tables: z.array(placedSource).max(200).default([]),
  history: z
    .strictObject({
      entries: z
        .array(z.strictObject({ label: named, recipe: recipeSchema }))
        .min(1)
        .max(1000),
      current: z.number().int().min(0),
    })
    .refine(history => history.current < history.entries.length, 'it stands outside its entries'),
});
/** What is needed to bring unsaved work back after a crash: which data, and everything done to it. No customer's data. */
export type RecoveryCopy = z.infer<typeof recoverySchema>;

/** What the caller knows; the rest says what kind of file it is. */
export type RecoveryFacts = Omit<RecoveryCopy, 'kind' | 'version'>;

/** Undo further back than this is not brought back after a crash. */
const MAX_ENTRIES = 100;

/**
 * Keeps the recovery copy of one open project up to date in a folder of the app's own. Written after every change without holding it up:
 * while one copy is being written only the newest waits.
 */
export class RecoveryKeeper {
  private readonly directory: string;
  private readonly path: string;
  private readonly failed: (error: unknown) => void;
  /** What the disk is to hold next: a copy, or none. */
  private next: RecoveryFacts | 'none' | null = null;
  private work: Promise<void> | null = null;

  /** @param failed told when a copy could not be written or removed; the work on the project goes on */
  constructor(directory: string, failed: (error: unknown) => void) {
    this.directory = directory;
    this.path = join(directory, `${process.pid}-${randomBytes(6).toString('hex')}.json`);
    this.failed = failed;
  }

  keep(facts: RecoveryFacts): void {
    this.ask(facts);
  }

  /** Resolves when the disk holds what was asked for last; never rejects. */
  async settle(): Promise<void> {
    await this.work;
  }

  /** The project was saved or closed: there is nothing to bring back. Never rejects. */
  discard(): Promise<void> {
    this.ask('none');
    return this.settle();
  }

  private ask(next: RecoveryFacts | 'none'): void {
    this.next = next;
    this.work ??= this.followAll();
  }

  /** One after the other, so that a copy kept after a removal is not removed with the one before it. */
  private async followAll(): Promise<void> {
    while (this.next) {
      const { next } = this;
      this.next = null;
      try {
        await this.follow(next);
      } catch (error) {
        this.failed(error);
      }
    }
    this.work = null;
  }

  private async follow(next: RecoveryFacts | 'none'): Promise<void> {
    if (next === 'none') return rm(this.path, { force: true });
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await writeTextFile(this.path, JSON.stringify(recoveryCopy(next)));
  }
}

function recoveryCopy(facts: RecoveryFacts): RecoveryCopy {
  const { entries, current } = facts.history;
  const first = Math.max(0, Math.min(current, entries.length - MAX_ENTRIES));
  const history = { entries: entries.slice(first, first + MAX_ENTRIES), current: current - first };
  return { kind: 'tessera.recovery', version: 1, ...facts, history };
}

export interface FoundRecovery {
  /** Names it for `removeRecovery`. */
  readonly id: string;
  readonly copy: RecoveryCopy;
}

const FILE_NAME = /^(\d{1,10})-[0-9a-f]{12}\.json$/;

export interface Recoveries {
  /** Newest first. */
  readonly found: readonly FoundRecovery[];
  /** Copies that cannot be used: `project.damaged` or `project.newer`. */
  readonly unusable: readonly { readonly id: string; readonly error: AppError }[];
}

/** The copies that a Tessera which is no longer running left behind. */
export async function listRecoveries(directory: string): Promise<Recoveries> {
  const found: FoundRecovery[] = [];
  const unusable: { id: string; error: AppError }[] = [];
  for (const id of await namesIn(directory)) {
    const pid = FILE_NAME.exec(id)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const text = await readFile(join(directory, id), 'utf8');
    try {
      found.push({ id, copy: parseDocument(text, id, recoverySchema, 'the copy') });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      unusable.push({ id, error });
    }
  }
  found.sort((a, b) => (a.copy.at < b.copy.at ? 1 : a.copy.at > b.copy.at ? -1 : a.id < b.id ? -1 : 1));
  return { found, unusable };
}

export async function removeRecovery(directory: string, id: string): Promise<void> {
  if (!FILE_NAME.test(id)) throw new RangeError('this is not the name of a recovery copy');
  await rm(join(directory, id), { force: true });
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
