import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '#shared/host';

export interface MenuParts {
  readonly platform: string;
  readonly isDeveloping: boolean;
  readonly recent: readonly { readonly label: string; open(): void }[];
  command(command: MenuCommand): void;
  clearRecent(): void;
}

/** The native menu. It names commands; the interface carries them out. */
export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const isMac = parts.platform === 'darwin';
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => parts.command(command),
  });
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    fileMenu(parts, item, isMac),
    editMenu(item, isMac),
    viewMenu(parts, item),
    {
      label: '&Go',
      submenu: [
        item('Home', 'screen.home', 'CmdOrCtrl+1'),
        item('Data', 'screen.data', 'CmdOrCtrl+2'),
        item('Prepare', 'screen.prepare', 'CmdOrCtrl+3'),
        item('Segments', 'screen.segments', 'CmdOrCtrl+4'),
        item('Scores', 'screen.scores', 'CmdOrCtrl+5'),
        item('Customer', 'screen.customer', 'CmdOrCtrl+6'),
        item('Monitor', 'screen.monitor', 'CmdOrCtrl+7'),
        item('Report', 'screen.report', 'CmdOrCtrl+8'),
        item('Settings', 'screen.settings', 'CmdOrCtrl+,'),
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' as const }] : []),
    { label: '&Help', submenu: [item('About Tessera', 'help.about')] },
  ];
}

type Item = (label: string, command: MenuCommand, accelerator?: string) => MenuItemConstructorOptions;

function fileMenu(parts: MenuParts, item: Item, isMac: boolean): MenuItemConstructorOptions {
  const recent: MenuItemConstructorOptions[] =
    parts.recent.length === 0
      ? [{ label: 'None yet', enabled: false }]
      : [
          ...parts.recent.map(({ label, open }) => ({ label: label.replace(/&/g, '&&'), click: open })),
          { type: 'separator' },
          { label: 'Clear the list', click: parts.clearRecent },
        ];
  return {
    label: '&File',
    submenu: [
      item('&Open…', 'file.open', 'CmdOrCtrl+O'),
      { label: 'Open &recent', submenu: recent },
      item('Open the sample', 'file.openSample'),
      { type: 'separator' },
      item('&Save project', 'project.save', 'CmdOrCtrl+S'),
      item('Save project &as…', 'project.saveAs', 'CmdOrCtrl+Shift+S'),
      item('&Close project', 'project.close'),
      { type: 'separator' },
      isMac ? { role: 'close' } : { role: 'quit' },
    ],
  };
}

function editMenu(item: Item, isMac: boolean): MenuItemConstructorOptions {
  return {
    label: '&Edit',
    submenu: [
      item('&Undo', 'edit.undo', 'CmdOrCtrl+Z'),
      item('&Redo', 'edit.redo', isMac ? 'Cmd+Shift+Z' : 'Ctrl+Y'),
      item('&History…', 'edit.history', isMac ? undefined : 'Ctrl+H'),
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      { type: 'separator' },
      item('&Find', 'edit.find', 'CmdOrCtrl+F'),
    ],
  };
}

function viewMenu(parts: MenuParts, item: Item): MenuItemConstructorOptions {
  return {
    label: '&View',
    submenu: [
      item('&Commands…', 'view.commands', 'CmdOrCtrl+K'),
      item('Light or &dark', 'view.theme'),
      item('&Options panel', 'view.sidePanel', 'F6'),
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(parts.isDeveloping
        ? ([{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] as MenuItemConstructorOptions[])
        : []),
    ],
  };
}
