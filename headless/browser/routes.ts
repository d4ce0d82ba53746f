import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/errors';
import { PROJECT_ENDING, type FileRef, type HostInfo, type ProjectSaved } from '#shared/host';
import { knownFileRef, refOf } from '#engine/process/fileRef';
import type { FileTokens, KnownFile } from '#engine/process/FileTokens';
import type { RecentFiles } from '#engine/process/RecentFiles';
import { safeFileName } from '#engine/process/safeFileName';
import type { Supervisor } from '#engine/process/Supervisor';
import { sendJson, sendStatus } from './answers.ts';
import { receiveUpload } from './receiveUpload.ts';
import { sendDownload } from './sendFile.ts';

export interface RouteParts {
  readonly files: FileTokens;
  readonly supervisor: Supervisor;
  readonly recent: RecentFiles;
  /** A folder of the host's own, removed when it ends. */
  readonly tempDirectory: string;
  readonly maxUploadBytes: number;
  readonly version: string;
  takeStartFile(): FileRef | null;
}
/** What was asked for: the path as it was sent, and what follows the question mark. */
export interface Address {
  readonly pathname: string;
  readonly parameters: URLSearchParams;
}
type Route = (parts: RouteParts, request: IncomingMessage, response: ServerResponse, address: Address) => Promise<void>;

const routes: Record<string, Route> = {
  'GET /host': async ({ recent, files, version }, _request, response) => {
    const paths = await recent.list();
    const refs = await Promise.all(paths.map(path => knownFileRef(files, path, 'path')));
    sendJson(response, { version, platform: process.platform, recent: refs } satisfies HostInfo);
  },
  'POST /host/start-file': async ({ takeStartFile }, _request, response) => sendJson(response, takeStartFile()),
  'POST /upload': async ({ files, tempDirectory, maxUploadBytes }, request, response, address) => {
    const name = fileName(address);
    const { path, sizeBytes } = await receiveUpload(request, {
      directory: tempDirectory,
      name,
      maxBytes: maxUploadBytes,
    });
    sendJson(response, refOf(files.add(path, name, 'upload'), sizeBytes));
  },
  'POST /project': async ({ files, tempDirectory }, _request, response, address) => {
    const given = fileName(address);
    const name = given.toLowerCase().endsWith(PROJECT_ENDING) ? given : `${given}${PROJECT_ENDING}`;
    const path = join(tempDirectory, `${randomBytes(12).toString('hex')}${PROJECT_ENDING}`);
    sendJson(response, refOf(files.add(path, name, 'project'), 0));
  },
  'POST /project/saved': async ({ files, supervisor, recent }, _request, response) => {
    const file = files.find(supervisor.project.projectToken);
    if (!file) throw new AppError('project.none', {});
    if (file.origin !== 'path')
      return sendJson(response, {
        download: { token: file.token, name: file.name },
        where: null,
      } satisfies ProjectSaved);
    await recent.add(file.path);
    sendJson(response, { download: null, where: dirname(file.path) } satisfies ProjectSaved);
  },
};

/** Answers an address that needs the session. @returns false when there is no such address */
export function findRoute(method: string, pathname: string): Route | null {
  const key = `${method} ${pathname}`;
  if (Object.hasOwn(routes, key)) return routes[key];
  if (method === 'GET' && pathname.startsWith('/file/')) return download;
  return null;
}

const download: Route = async ({ files }, _request, response, address) => {
  const file = files.find(address.pathname.slice('/file/'.length));
  if (!file || !isOurs(file)) return sendStatus(response, 404);
  await sendDownload(response, file);
};

/** The person's own files are read by the engine and never sent to a page. */
function isOurs(file: KnownFile): boolean {
  return file.origin !== 'path';
}

function fileName({ parameters }: Address): string {
  return safeFileName((parameters.get('name') ?? '').slice(0, 1000), 'table');
}
