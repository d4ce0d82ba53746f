import type { IpcMainEvent } from 'electron';
import { z } from 'zod';
import { CHANNELS } from '#shared/hostChannels';
import { fileToken } from '#shared/contract/project';
import type { CloseGuard } from './CloseGuard.ts';
import type { DesktopFiles } from './DesktopFiles.ts';
import type { CheckedIpc } from './ipc.ts';

const nothing = z.tuple([]);
const path = z.string().max(4096);
const name = z.string().max(400);

/** Everything the page can ask of the main process. */
export function registerHandlers(
  ipc: CheckedIpc,
  parts: { files: DesktopFiles; guard: CloseGuard; connectEngine(event: IpcMainEvent): void },
): void {
  const { files, guard } = parts;
  ipc.on(CHANNELS.connectEngine, nothing, parts.connectEngine);
  ipc.handle(CHANNELS.openFile, nothing, () => files.openFile());
  ipc.handle(CHANNELS.openModel, nothing, () => files.openModel());
  ipc.handle(CHANNELS.droppedFile, z.tuple([path]), dropped => files.droppedFile(dropped));
  ipc.handle(CHANNELS.saveFile, z.tuple([fileToken, name]), (token, suggested) => files.saveFile(token, suggested));
  ipc.handle(CHANNELS.saveProjectAs, z.tuple([name]), async suggested => {
    const place = await files.saveProjectAs(suggested);
    if (!place) guard.saveCancelled();
    return place;
  });
  ipc.handle(CHANNELS.projectSaved, nothing, async () => {
    const outcome = await files.projectSaved();
    guard.saved();
    return outcome;
  });
  ipc.handle(CHANNELS.recentFiles, nothing, () => files.recentFiles());
  ipc.handle(CHANNELS.startFile, nothing, () => files.startFile());
}
