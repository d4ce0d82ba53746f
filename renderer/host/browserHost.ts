import { fromWireError, type WireError } from '#shared/errors';
import {
  MODEL_ENDING,
  PROJECT_ENDING,
  type FileRef,
  type Host,
  type HostInfo,
  type OfferedFile,
  type ProjectSaved,
  type SaveOutcome,
} from '#shared/host';
import { askBeforeLeaving } from './askBeforeLeaving.ts';
import { chooseFile } from './chooseFile.ts';
import { openSocketPort } from './socketPort.ts';

const KEY = /^#key=([A-Za-z0-9_-]{20,})$/;

/** The browser host that served this page (its protocol is described in `shared/host.ts`). */
export async function browserHost(): Promise<Host> {
  await openSession();
  const info = await ask<HostInfo>('GET', '/host');
  return {
    kind: 'browser',
    platform: info.platform,
    version: info.version,
    connect: async () => askBeforeLeaving(await openSocketPort(`ws://${window.location.host}/engine`)),
    openFile: async () => {
      const file = await chooseFile();
      return file && upload(file);
    },
    openModel: async () => {
      const file = await chooseFile([MODEL_ENDING]);
      return file && upload(file);
    },
    droppedFile: upload,
    saveFile: async ({ token, name }) => download(token, name),
    saveProjectAs: name => ask('POST', `/project?name=${encodeURIComponent(withEnding(name))}`),
    projectSaved: async () => {
      const saved = await ask<ProjectSaved>('POST', '/project/saved');
      return saved.download ? download(saved.download.token, saved.download.name) : { saved: true, where: saved.where };
    },
    recentFiles: async () => [...(await ask<HostInfo>('GET', '/host')).recent],
    startFile: () => ask('POST', '/host/start-file'),
    onMenu: () => () => undefined,
    onOpenFile: () => () => undefined,
  };
}

/** Exchanges the key in the address for a cookie, and takes the key out of the address and the history. */
async function openSession(): Promise<void> {
  const key = KEY.exec(window.location.hash)?.[1];
  if (!key) return;
  window.history.replaceState(null, '', window.location.pathname);
  await ask('POST', '/session', JSON.stringify({ key }));
}

/** `file` is a DOM File; the shared type only names what other hosts need too. */
function upload(file: OfferedFile): Promise<FileRef> {
  return ask('POST', `/upload?name=${encodeURIComponent(file.name)}`, file as File);
}

/** The browser saves it where it saves downloads, or asks, as the person has set it. */
function download(token: string, name: string): SaveOutcome {
  const link = document.createElement('a');
  link.href = `/file/${encodeURIComponent(token)}`;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  return { saved: true, where: 'Downloads' };
}

async function ask<T>(method: 'GET' | 'POST', address: string, body?: BodyInit): Promise<T> {
  const options = { credentials: 'same-origin', redirect: 'error' } as const;
  const response = await fetch(address, method === 'GET' ? options : { ...options, method: 'POST', body });
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json') ?? false;
  const answer: unknown = isJson ? await response.json() : null;
  if (response.ok) return answer as T;
  if (isJson) throw fromWireError((answer as { error: WireError }).error);
  throw new Error(`the host refused ${address.split('?')[0]} (${response.status})`);
}

function withEnding(name: string): string {
  return name.toLowerCase().endsWith(PROJECT_ENDING) ? name : `${name}${PROJECT_ENDING}`;
}
