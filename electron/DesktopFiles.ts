import { dirname, resolve } from 'node:path';
import { app } from 'electron';
import { AppError } from '#shared/errors';
import type { FileRef, SaveOutcome } from '#shared/host';
import { knownFileRef, refOf } from '#engine/process/fileRef';
import type { FileTokens } from '#engine/process/FileTokens';
import type { RecentFiles } from '#engine/process/RecentFiles';
import type { Supervisor } from '#engine/process/Supervisor';
import type { Dialogs } from './dialogs.ts';

export interface DesktopFilesParts {
  readonly files: FileTokens;
  readonly recent: RecentFiles;
  readonly dialogs: Dialogs;
  readonly supervisor: Supervisor;
  /** The list of recent files has changed. */
  recentChanged(): void;
}

/** What the page may do with files; paths stay on this side. */
export class DesktopFiles {
  readonly #parts: DesktopFilesParts;
  #startFile: FileRef | null = null;
  #hasStarted = false;

  constructor(parts: DesktopFilesParts) {
    this.#parts = parts;
  }

  /** Whether the page has asked for its start file; later files are announced to it. */
  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  /** @throws AppError `file.missing`, `file.folder`, `file.unreadable` */
  async know(path: string): Promise<FileRef> {
    const full = resolve(path);
    const ref = await knownFileRef(this.#parts.files, full, 'path');
    await this.#remember(full);
    return ref;
  }

  async setStartFile(path: string): Promise<void> {
    this.#startFile = await this.know(path);
  }

  async startFile(): Promise<FileRef | null> {
    const file = this.#startFile;
    this.#startFile = null;
    this.#hasStarted = true;
    return file;
  }

  async openFile(): Promise<FileRef | null> {
    const path = await this.#parts.dialogs.open();
    return path === null ? null : this.know(path);
  }

  /** A model file is no work of its own: it does not become a recent one. */
  async openModel(): Promise<FileRef | null> {
    const path = await this.#parts.dialogs.openModel();
    return path === null ? null : knownFileRef(this.#parts.files, path, 'path');
  }

  /** `path` is what Electron says of a dropped file; empty for one that is not on the disk. */
  async droppedFile(path: string): Promise<FileRef> {
    if (path === '' || path.includes('\0')) throw new AppError('file.missing', { name: 'The dropped item' });
    return this.know(path);
  }

  async saveFile(token: string, name: string): Promise<SaveOutcome> {
    const file = this.#parts.files.resolve(token);
    if (file.origin !== 'engine') throw new AppError('file.unknownToken', {});
    return this.#parts.dialogs.saveCopy(file, name);
  }

  async saveProjectAs(suggestedName: string): Promise<FileRef | null> {
    const path = await this.#parts.dialogs.placeForProject(suggestedName);
    if (path === null) return null;
    const name = path.slice(dirname(path).length).replace(/^[/\\]/, '');
    return refOf(this.#parts.files.add(path, name, 'path'), 0);
  }

  async projectSaved(): Promise<SaveOutcome> {
    const file = this.#parts.files.find(this.#parts.supervisor.project.projectToken);
    if (!file) throw new AppError('project.none', {});
    await this.#remember(file.path);
    return { saved: true, where: dirname(file.path) };
  }

  async recentFiles(): Promise<FileRef[]> {
    const paths = await this.#parts.recent.list();
    return Promise.all(paths.map(path => knownFileRef(this.#parts.files, path, 'path')));
  }

  async #remember(path: string): Promise<void> {
    app.addRecentDocument(path);
    await this.#parts.recent.add(path);
    this.#parts.recentChanged();
  }
}
