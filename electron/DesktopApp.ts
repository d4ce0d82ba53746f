import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  app,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  screen,
  session,
  type BrowserWindow,
  type IpcMainEvent,
} from 'electron';
import { AppError } from '#shared/errors';
import type { MenuCommand } from '#shared/host';
import { CHANNELS } from '#shared/hostChannels';
import { errorSentence } from '#shared/text/errorSentences';
import { bundledFile } from '#engine/location';
import { bugTrace } from '#engine/process/bugTrace';
import { FileTokens } from '#engine/process/FileTokens';
import { LogFile } from '#engine/process/LogFile';
import { RecentFiles } from '#engine/process/RecentFiles';
import { Supervisor } from '#engine/process/Supervisor';
import { newTempDirectory } from '#engine/process/tempDirectory';
import { defaultLimits } from '#engine/process/watchLimits';
import { APP_SCHEME, APP_URL } from './appOrigin.ts';
import { CloseGuard } from './CloseGuard.ts';
import { DesktopFiles } from './DesktopFiles.ts';
import { Dialogs } from './dialogs.ts';
import { CheckedIpc } from './ipc.ts';
import { mainPort } from './mainPort.ts';
import { menuTemplate } from './menu.ts';
import { rendererProtocol } from './protocol.ts';
import { registerHandlers } from './registerHandlers.ts';
import { secureSession } from './security.ts';
import { processRss, utilityEngine } from './utilityEngine.ts';
import { createWindow, windowOptions } from './window.ts';
import { WindowPlace } from './WindowPlace.ts';

/** The desktop application: one window, one engine process, and what passes between them. */
export class DesktopApp {
  readonly #isDeveloping = !app.isPackaged;
  readonly #log = new LogFile(join(app.getPath('logs'), 'tessera.log'));
  readonly #temp = newTempDirectory(app.getPath('temp'));
  readonly #recent = new RecentFiles(join(app.getPath('userData'), 'recent.json'));
  readonly #place = new WindowPlace(join(app.getPath('userData'), 'window.json'));
  readonly #supervisor: Supervisor;
  readonly #files: DesktopFiles;
  readonly #dialogs: Dialogs;
  readonly #window: BrowserWindow;
  #discardsWork = false;

  constructor() {
    const tokens = new FileTokens(file => this.#supervisor.announceFile(file));
    this.#supervisor = this.#newSupervisor(tokens);
    this.#dialogs = new Dialogs(() => this.#window);
    this.#files = new DesktopFiles({
      files: tokens,
      recent: this.#recent,
      dialogs: this.#dialogs,
      supervisor: this.#supervisor,
      recentChanged: () => void this.#setMenu(),
    });
    this.#window = this.#newWindow();
    const guard = new CloseGuard(this.#window, {
      hasUnsavedChanges: () => this.#supervisor.project.state?.hasUnsavedChanges ?? false,
      ask: () => this.#dialogs.unsavedChanges(),
      discarded: () => (this.#discardsWork = true),
      save: () => this.#command('project.save'),
    });
    const ipc = new CheckedIpc(
      ipcMain,
      id => id === this.#window.webContents.id,
      (where, error) => this.#log.write(`defect in ${where}: ${bugTrace(error)}`),
    );
    registerHandlers(ipc, { files: this.#files, guard, connectEngine: event => this.#connectEngine(event) });
  }

  async start(file: string | null): Promise<void> {
    this.#supervisor.start();
    await this.#setMenu();
    if (file !== null) await this.#orTell(() => this.#files.setStartFile(file));
    await this.#window.loadURL(APP_URL);
  }

  /** A file from outside while the program runs: a second start, the file manager, the recent-files menu. */
  async open(file: string): Promise<void> {
    await this.#orTell(async () => {
      if (!this.#files.hasStarted) await this.#files.setStartFile(file);
      else this.#window.webContents.send(CHANNELS.fileOpened, await this.#files.know(file));
    });
    this.toFront();
  }

  toFront(): void {
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  }

  async close(): Promise<void> {
    await this.#supervisor.close(this.#discardsWork);
    rmSync(this.#temp, { recursive: true, force: true, maxRetries: 3 });
  }

  #newSupervisor(files: FileTokens): Supervisor {
    const engineFile = bundledFile('../node/engineProcess.js');
    return new Supervisor({
      spawn: () => utilityEngine(engineFile, line => this.#log.write(`engine: ${line}`)),
      files,
      workDirectory: join(this.#temp, 'engine'),
      recoveryDirectory: join(app.getPath('userData'), 'recovery'),
      logDirectory: app.getPath('logs'),
      threads: null,
      limits: defaultLimits(),
      readRss: processRss,
      log: line => this.#log.write(line),
    });
  }

  #newWindow(): BrowserWindow {
    // Settings of the interface are kept; nothing that was loaded is.
    const own = session.fromPartition('persist:tessera', { cache: false });
    secureSession(own, this.#isDeveloping);
    own.protocol.handle(APP_SCHEME, rendererProtocol(bundledFile('../renderer')));
    const bounds = this.#place.read(screen.getAllDisplays().map(display => display.workArea));
    const window = createWindow(
      windowOptions({
        session: own,
        preload: bundledFile('preload.cjs'),
        bounds,
        version: app.getVersion(),
        isDeveloping: this.#isDeveloping,
      }),
    );
    window.on('close', () => this.#place.write(window.getNormalBounds()));
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      this.#log.write(`the interface ended: ${reason}`);
      if (reason !== 'clean-exit') window.reload();
    });
    return window;
  }

  #connectEngine(event: IpcMainEvent): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#supervisor.attach(mainPort(port1));
    event.senderFrame?.postMessage(CHANNELS.enginePort, null, [port2]);
  }

  #command(command: MenuCommand): void {
    this.#window.webContents.send(CHANNELS.menu, command);
  }

  async #setMenu(): Promise<void> {
    const paths = await this.#recent.list();
    const template = menuTemplate({
      platform: process.platform,
      isDeveloping: this.#isDeveloping,
      recent: paths.map(path => ({ label: basename(path), open: () => void this.open(path) })),
      command: command => this.#command(command),
      clearRecent: () => void this.#recent.clear().then(() => (app.clearRecentDocuments(), this.#setMenu())),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  async #orTell(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await dialog.showMessageBox(this.#window, { type: 'error', message: errorSentence(error) });
    }
  }
}
