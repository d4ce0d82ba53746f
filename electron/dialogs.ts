import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { app, dialog, type BrowserWindow, type FileFilter } from 'electron';
import { MODEL_ENDING, PROJECT_ENDING, type SaveOutcome } from '#shared/host';
import { extensionsOf, TABLE_EXTENSIONS } from '#shared/tableFormats';
import { replaceFile } from '#engine/files/replaceFile';
import type { KnownFile } from '#engine/process/FileTokens';
import { safeFileName } from '#engine/process/safeFileName';

const OPEN_FILTERS: FileFilter[] = [
  { name: 'Tables and projects', extensions: withoutDots([...TABLE_EXTENSIONS, PROJECT_ENDING]) },
  { name: 'Workbooks', extensions: withoutDots(extensionsOf('workbook')) },
  { name: 'Tables as text', extensions: withoutDots(extensionsOf('text')) },
  { name: 'Parquet and JSON', extensions: withoutDots(extensionsOf('data')) },
  { name: 'Tessera projects', extensions: [PROJECT_ENDING.slice(1)] },
  { name: 'All files', extensions: ['*'] },
];

/** Native dialogs; they begin in the folder that was used last. */
export class Dialogs {
  readonly #window: () => BrowserWindow;
  #folder: string | null = null;

  constructor(window: () => BrowserWindow) {
    this.#window = window;
  }

  open(): Promise<string | null> {
    return this.#choose('Open', OPEN_FILTERS);
  }

  openModel(): Promise<string | null> {
    return this.#choose('Choose a model', [{ name: 'Models', extensions: [MODEL_ENDING.slice(1)] }]);
  }

  async #choose(title: string, filters: FileFilter[]): Promise<string | null> {
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#window(), {
      title,
      properties: ['openFile'],
      filters,
      defaultPath: this.#start(),
    });
    return canceled ? null : this.#remember(filePaths[0] ?? null);
  }

  async placeForProject(suggestedName: string): Promise<string | null> {
    const chosen = await this.#save(withEnding(safeFileName(suggestedName, 'Project'), PROJECT_ENDING), [
      { name: 'Tessera project', extensions: [PROJECT_ENDING.slice(1)] },
    ]);
    if (chosen === null) return null;
    const path = withEnding(chosen, PROJECT_ENDING);
    // The dialog asked about the name as it was typed; with its ending it may be another file.
    return path !== chosen && existsSync(path) && !(await this.#mayReplace(path)) ? null : path;
  }

  async #mayReplace(path: string): Promise<boolean> {
    const { response } = await dialog.showMessageBox(this.#window(), {
      type: 'warning',
      message: `${basename(path)} is there already. Replace it?`,
      buttons: ['Replace', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    return response === 0;
  }

  /** @throws AppError as `replaceFile` */
  async saveCopy(file: KnownFile, suggestedName: string): Promise<SaveOutcome> {
    const name = safeFileName(suggestedName, safeFileName(file.name));
    const ending = extname(name);
    const path = await this.#save(
      name,
      ending ? [{ name: `${ending.slice(1).toUpperCase()} file`, extensions: [ending.slice(1)] }] : [],
    );
    if (path === null) return { saved: false, where: null };
    await replaceFile(path, temporary => copyFile(file.path, temporary));
    return { saved: true, where: dirname(path) };
  }

  /** What to do with changes that are not in the project file yet. */
  async unsavedChanges(): Promise<'save' | 'discard' | 'cancel'> {
    const { response } = await dialog.showMessageBox(this.#window(), {
      type: 'warning',
      message: 'Save the changes to this project?',
      detail: 'Changes since the last save are lost if they are not saved.',
      buttons: ['Save', 'Do not save', 'Cancel'],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    return (['save', 'discard', 'cancel'] as const)[response] ?? 'cancel';
  }

  async #save(name: string, filters: FileFilter[]): Promise<string | null> {
    const { canceled, filePath } = await dialog.showSaveDialog(this.#window(), {
      title: 'Save',
      defaultPath: join(this.#start(), name),
      filters,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled || !filePath ? null : this.#remember(filePath);
  }

  #start(): string {
    return this.#folder ?? app.getPath('documents');
  }

  #remember<P extends string | null>(path: P): P {
    if (path) this.#folder = dirname(path);
    return path;
  }
}

function withEnding(name: string, ending: string): string {
  return name.toLowerCase().endsWith(ending) ? name : `${name}${ending}`;
}

function withoutDots(extensions: readonly string[]): string[] {
  return extensions.map(extension => extension.slice(1));
}
