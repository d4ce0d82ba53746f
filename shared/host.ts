/**
 * What the interface may ask of the program around it. Two programs answer: Electron's main process (through the preload script) and the
 * browser host (over HTTP on 127.0.0.1). The interface never sees a path: a file is a token that only the host can turn into one.
 */
import type { WireError } from './errors.ts';
import type { Port } from './transport/message.ts';

/** A file the host knows. `project` is a Tessera project; everything else is a table to import. */
export interface FileRef {
  readonly token: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly kind: 'table' | 'project';
}
export const PROJECT_ENDING = '.tessera';
export const MODEL_ENDING = '.tsm';

/** A file offered to the interface by the person: of a drop or a file chooser (a DOM File). */
export interface OfferedFile {
  readonly name: string;
  readonly size: number;
}

/** Commands of the native menu. Screens are shown by `screen.<id>`. */
export const MENU_COMMANDS = [
  'file.open',
  'file.openSample',
  'project.save',
  'project.saveAs',
  'project.close',
  'edit.undo',
  'edit.redo',
  'edit.history',
  'edit.find',
  'view.commands',
  'view.theme',
  'view.sidePanel',
  'screen.home',
  'screen.data',
  'screen.prepare',
  'screen.segments',
  'screen.scores',
  'screen.customer',
  'screen.monitor',
  'screen.report',
  'screen.settings',
  'help.about',
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

export interface SaveOutcome {
  /** false: the person changed their mind. */
  readonly saved: boolean;
  /** Where it went, in words a person can follow ("Downloads", "C:\Reports"); null when nothing was saved. */
  readonly where: string | null;
}

export interface Host {
  readonly kind: 'electron' | 'browser';
  /** `process.platform` of the machine: win32, darwin, linux … */
  readonly platform: string;
  readonly version: string;
  /** A new pipe to the engine; an earlier one of this window closes. The project that is open stays open. */
  connect(): Promise<Port>;
  /** Asks for a workbook, CSV file or project; null when the person changed their mind. */
  openFile(): Promise<FileRef | null>;
  /** Asks for a model file. */
  openModel(): Promise<FileRef | null>;
  /** @throws AppError `file.tooLarge`, `file.diskFull`, `file.unreadable`, `file.folder` */
  droppedFile(file: OfferedFile): Promise<FileRef>;
  /** Hands out a file that the engine made (a report). */
  saveFile(suggested: { token: string; name: string }): Promise<SaveOutcome>;
  /** Asks where a project goes. The answer is then given to `project.save`. */
  saveProjectAs(suggestedName: string): Promise<FileRef | null>;
  /** To be called after every `project.save` that succeeded: the browser hands the project out as a download where it has no place of its own. */
  projectSaved(): Promise<SaveOutcome>;
  recentFiles(): Promise<FileRef[]>;
  /** The file the program was started with; null after it was asked for once. */
  startFile(): Promise<FileRef | null>;
  onMenu(listener: (command: MenuCommand) => void): () => void;
  /** A file given from outside while the program runs: recent-files menu, file manager, a second start. */
  onOpenFile(listener: (file: FileRef) => void): () => void;
}

/**
 * The browser host's protocol, all of it on `http://127.0.0.1:PORT` and answered only for `Host: 127.0.0.1:PORT` exactly.
 *
 *   GET  /                    index.html with `__NONCE__` replaced; every other static path is a file of dist/renderer. No secret needed.
 *   POST /session             {"key"}: the key of this launch, from the fragment of the address (`#key=…`). Sets the cookie
 *                             `tessera-PORT` (HttpOnly, SameSite=Strict, random). Everything below needs it and, except GET /file, an
 *                             `Origin` that is exactly ours.
 *   GET  /host                → HostInfo
 *   POST /host/start-file     → FileRef | null, once
 *   POST /upload?name=NAME    the bytes → FileRef. 413 over the size limit
 *   POST /project?name=NAME   → FileRef of a new place to save a project to
 *   POST /project/saved       → ProjectSaved
 *   GET  /file/TOKEN          a file that the engine made, as a download
 *   WS   /engine              JSON text, one `Message` of shared/transport each. A second socket replaces the first, which closes with 4001.
 *
 * What a person can act on is answered with status 4xx and `{ "error": WireError }`; everything else refused is a bare status.
 */
export interface HostInfo {
  readonly version: string;
  readonly platform: string;
  readonly recent: readonly FileRef[];
}
export interface ProjectSaved {
  /** To be fetched by GET /file; null when the project was saved in place. */
  readonly download: { readonly token: string; readonly name: string } | null;
  readonly where: string | null;
}
/** The socket was replaced by one of another tab. */
export const SOCKET_REPLACED = 4001;

/** What the preload script puts on `window.tessera`: named functions only. */
export interface TesseraBridge {
  readonly platform: string;
  readonly version: string;
  /** Asks for a pipe; it arrives as a `message` event of this window with ENGINE_PORT_MESSAGE and one transferred port. */
  connectEngine(): void;
  openFile(): Promise<BridgeAnswer<FileRef | null>>;
  openModel(): Promise<BridgeAnswer<FileRef | null>>;
  droppedFile(file: OfferedFile): Promise<BridgeAnswer<FileRef>>;
  saveFile(token: string, name: string): Promise<BridgeAnswer<SaveOutcome>>;
  saveProjectAs(suggestedName: string): Promise<BridgeAnswer<FileRef | null>>;
  projectSaved(): Promise<BridgeAnswer<SaveOutcome>>;
  recentFiles(): Promise<BridgeAnswer<FileRef[]>>;
  startFile(): Promise<BridgeAnswer<FileRef | null>>;
  onMenu(listener: (command: MenuCommand) => void): () => void;
  onOpenFile(listener: (file: FileRef) => void): () => void;
}
export type BridgeAnswer<T> = { readonly value: T } | { readonly error: WireError };
export const ENGINE_PORT_MESSAGE = 'tessera:enginePort';
