import { existsSync } from 'node:fs';
import type { RecoverableWork } from '#shared/contract/project';
import { AppError } from '#shared/errors';
import { defaultReading } from '#shared/reading';
import type { Run } from '../jobs/Run.ts';
import { openProject } from '../store/projectFile.ts';
import { listRecoveries, RecoveryKeeper, removeRecovery, type RecoveryCopy } from '../store/recovery.ts';
import type { HistoryState } from './History.ts';
import { importParts, openSource } from './mainJob.ts';
import type { Session } from './Session.ts';
import { sourceOfProject } from './projectContents.ts';
import { readTable, withFurther } from './sourceTables.ts';
import type { ReadFile, SourceFile } from './SourceFile.ts';

type Place = { path: string; name: string } | null;

/** Unsaved work outlives a crash: a small copy of what was done, kept beside no customer's data, in a folder of the app's own. */
export class Recovery {
  private readonly directory: string;
  private readonly keeper: RecoveryKeeper;
  private readonly appVersion: string;
  private readonly now: () => string;

  /** @param failed told when a copy could not be written; the work goes on */
  constructor(directory: string, appVersion: string, now: () => string, failed: (error: unknown) => void) {
    this.directory = directory;
    this.appVersion = appVersion;
    this.now = now;
    this.keeper = new RecoveryKeeper(directory, failed);
  }

  keep(source: SourceFile, projectFile: Place, history: HistoryState): void {
    this.keeper.keep({
      appVersion: this.appVersion,
      at: this.now(),
      projectFile,
      source: placed(source),
      tables: source.further.map(placed),
      history: { entries: [...history.entries], current: history.current },
    });
  }

  /** There is nothing to bring back any more. Never rejects. */
  discard(): Promise<void> {
    return this.keeper.discard();
  }

  /** Resolves when the copy on the disk is the newest. Never rejects. */
  settle(): Promise<void> {
    return this.keeper.settle();
  }

  /** Work whose data can still be found; copies that cannot be read are of no use to anyone and are removed. */
  async list(): Promise<RecoverableWork[]> {
    const { found, unusable } = await listRecoveries(this.directory);
    for (const { id } of unusable) await removeRecovery(this.directory, id);
    return found.filter(({ copy }) => placeOf(copy) !== null).map(({ id, copy }) => summary(id, copy));
  }

  async forget(id: string): Promise<RecoverableWork[]> {
    const known = await this.list();
    if (known.some(work => work.id === id)) await removeRecovery(this.directory, id);
    return this.list();
  }

  /**
   * Opens the data again and puts the history back.
   * @throws AppError `file.missing`, `file.changed` when the file is no longer the one that was worked on
   */
  async bringBack(id: string, session: Session, run: Run): Promise<void> {
    const { found } = await listRecoveries(this.directory);
    const copy = found.find(entry => entry.id === id)?.copy;
    if (!copy) throw new AppError('file.missing', { name: 'the recovery copy' });
    const { entries, current } = copy.history;
    const { recipe } = entries[current];
    const source = await sourceOf(copy, run);
    if (source.sha256 !== copy.source.sha256) throw new AppError('file.changed', { name: copy.source.name });
    session.resume(source, await importParts(source, recipe, run), { entries, current }, copy.projectFile);
    await removeRecovery(this.directory, id);
  }
}

function placed({ name, path, sizeBytes, sha256, asked }: ReadFile): RecoveryCopy['source'] {
  return { name, path, sizeBytes, sha256, asked };
}

function placeOf({ source, projectFile }: RecoveryCopy): 'file' | 'project' | null {
  if (source.path !== null && existsSync(source.path)) return 'file';
  return projectFile !== null && existsSync(projectFile.path) ? 'project' : null;
}

async function sourceOf(copy: RecoveryCopy, run: Run): Promise<SourceFile> {
  const main = await mainOf(copy, run);
  let source = main;
  for (const { name, path, sha256, asked } of copy.tables) {
    const isKnown = main.further.some(
      table => table.sha256 === sha256 && JSON.stringify(table.asked) === JSON.stringify(asked),
    );
    if (isKnown) continue;
    const file = await readTable(path ?? name, name, { ...defaultReading(), ...asked }, run);
    if (file.sha256 !== sha256) throw new AppError('file.changed', { name });
    source = withFurther(source, file);
  }
  return source;
}

async function mainOf(copy: RecoveryCopy, run: Run): Promise<SourceFile> {
  const { source, projectFile, history } = copy;
  if (placeOf(copy) !== 'project')
    return openSource(source.path ?? source.name, source.name, history.entries[history.current].recipe, run);
  return sourceOfProject(await openProject(projectFile!.path, run));
}

function summary(id: string, { at, projectFile, source, history }: RecoveryCopy): RecoverableWork {
  return { id, at, name: projectFile?.name ?? source.name, lastChange: history.entries[history.current].label };
}
