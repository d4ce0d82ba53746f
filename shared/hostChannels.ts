/** Names of what passes between the page's preload script and the main process. */
export const CHANNELS = {
  connectEngine: 'tessera:connectEngine',
  enginePort: 'tessera:enginePort',
  openFile: 'tessera:openFile',
  openModel: 'tessera:openModel',
  droppedFile: 'tessera:droppedFile',
  saveFile: 'tessera:saveFile',
  saveProjectAs: 'tessera:saveProjectAs',
  projectSaved: 'tessera:projectSaved',
  recentFiles: 'tessera:recentFiles',
  startFile: 'tessera:startFile',
  menu: 'tessera:menu',
  fileOpened: 'tessera:fileOpened',
} as const;
