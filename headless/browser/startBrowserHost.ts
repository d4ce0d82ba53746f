import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FileRef } from '#shared/host';
import { bundledFile } from '#engine/location';
import { APP_VERSION } from '#engine/version';
import { knownFileRef } from '#engine/process/fileRef';
import { FileTokens } from '#engine/process/FileTokens';
import { forkEngine } from '#engine/process/forkEngine';
import { LogFile } from '#engine/process/LogFile';
import { readRss } from '#engine/process/readRss';
import { RecentFiles } from '#engine/process/RecentFiles';
import { Supervisor } from '#engine/process/Supervisor';
import { newTempDirectory } from '#engine/process/tempDirectory';
import type { WatchLimits } from '#engine/process/Watchdog';
import { defaultLimits } from '#engine/process/watchLimits';
import { Access } from './Access.ts';
import { appFolders } from './appFolders.ts';
import { EngineSocket } from './EngineSocket.ts';
import { handleRequest } from './handleRequest.ts';

export interface BrowserHostOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  /** A workbook, CSV file or project to begin with. */
  readonly file?: string | null;
  readonly threads?: number | null;
  readonly rendererDirectory?: string;
  /** While developing: where the bundler serves the interface, on 127.0.0.1. */
  readonly rendererUrl?: string | null;
  readonly maxUploadBytes?: number;
  readonly limits?: Partial<WatchLimits>;
  /** For settings and logs; the machine's usual folders when it is left out. */
  readonly homeDirectory?: string;
  /** The engine process; the bundled one when it is left out. */
  readonly engineFile?: string;
}
export interface BrowserHost {
  /** The address to open, with the key of this launch. */
  readonly url: string;
  readonly port: number;
  readonly logFile: string;
  readonly tempDirectory: string;
  readonly supervisor: Supervisor;
  close(): Promise<void>;
}

const MAX_UPLOAD_BYTES = 4 * 2 ** 30;

/**
 * Serves the interface on 127.0.0.1 with the engine in a process of its own.
 * @throws AppError `file.missing`, `file.folder`, `file.unreadable` for the file to begin with
 */
export async function startBrowserHost(options: BrowserHostOptions = {}): Promise<BrowserHost> {
  const folders = options.homeDirectory
    ? { settings: join(options.homeDirectory, 'settings'), logs: join(options.homeDirectory, 'logs') }
    : appFolders();
  const log = new LogFile(join(folders.logs, 'tessera.log'));
  const recent = new RecentFiles(join(folders.settings, 'recent.json'));
  const files = new FileTokens(file => supervisor.announceFile(file));
  const tempDirectory = newTempDirectory(tmpdir());
  const supervisor = newSupervisor(
    options,
    files,
    { work: join(tempDirectory, 'engine'), recovery: join(folders.settings, 'recovery'), logs: folders.logs },
    log,
  );
  let startFile: FileRef | null = null;
  try {
    if (options.file) {
      startFile = await knownFileRef(files, resolve(options.file), 'path');
      await recent.add(resolve(options.file));
    }
  } catch (error) {
    await rm(tempDirectory, { recursive: true, force: true });
    throw error;
  }
  // Slow requests are looked for every few seconds, so that their limits mean what they say.
  const server = createServer({ connectionsCheckingInterval: 2000 });
  const port = await listen(server, options.port ?? 0);
  const access = new Access(port);
  const socket = new EngineSocket(access, supervisor);
  const parts = {
    access,
    files,
    supervisor,
    recent,
    tempDirectory,
    maxUploadBytes: options.maxUploadBytes ?? MAX_UPLOAD_BYTES,
    version: APP_VERSION,
    rendererDirectory: options.rendererDirectory ?? bundledFile('../renderer'),
    rendererUrl: options.rendererUrl ?? null,
    takeStartFile: once(startFile),
    log: (line: string) => log.write(line),
  };
  server.on('request', (request, response) => void handleRequest(parts, request, response));
  server.on('upgrade', (request, stream, head) => socket.upgrade(request, stream, head));
  supervisor.start();
  return {
    url: `${access.origin}/#key=${access.key}`,
    port,
    logFile: log.path,
    tempDirectory,
    supervisor,
    close: async () => {
      socket.close();
      server.closeAllConnections();
      await new Promise(resolved => server.close(resolved));
      await supervisor.close();
      await rm(tempDirectory, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function once<T>(value: T): () => T | null {
  let left: T | null = value;
  return () => {
    const taken = left;
    left = null;
    return taken;
  };
}

function newSupervisor(
  options: BrowserHostOptions,
  files: FileTokens,
  directories: { work: string; recovery: string; logs: string },
  log: LogFile,
): Supervisor {
  const engineFile = options.engineFile ?? bundledFile('engineProcess.js');
  return new Supervisor({
    spawn: () => forkEngine(engineFile, line => log.write(`engine: ${line}`)),
    files,
    workDirectory: directories.work,
    recoveryDirectory: directories.recovery,
    logDirectory: directories.logs,
    threads: options.threads ?? null,
    limits: { ...defaultLimits(), ...options.limits },
    readRss,
    log: line => log.write(line),
  });
}

async function listen(server: Server, port: number): Promise<number> {
  server.headersTimeout = 10_000;
  server.requestTimeout = 30 * 60_000;
  server.keepAliveTimeout = 5000;
  server.timeout = 120_000;
  server.maxConnections = 100;
  server.maxHeadersCount = 100;
  server.maxRequestsPerSocket = 10_000;
  await new Promise<void>((resolved, rejected) => {
    server.once('error', rejected);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolved);
  });
  return (server.address() as AddressInfo).port;
}
