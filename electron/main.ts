/** The desktop application's main process: set up safely, one instance, one window. */
import { app } from 'electron';
import { DesktopApp } from './DesktopApp.ts';
import { secureApp } from './security.ts';
import { fileArgument } from './startArguments.ts';

secureApp();

if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  let desktop: DesktopApp | null = null;
  let file = fileArgument(process.argv, process.cwd(), app.isPackaged);

  app.on('second-instance', (_event, argv, workingDirectory) => {
    const given = fileArgument(argv, workingDirectory, app.isPackaged);
    if (given !== null) void desktop?.open(given);
    else desktop?.toFront();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (desktop) void desktop.open(path);
    else file = path;
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', event => {
    if (!desktop) return;
    event.preventDefault();
    const closing = desktop;
    desktop = null;
    void closing.close().finally(() => app.quit());
  });

  await app.whenReady();
  desktop = new DesktopApp();
  await desktop.start(file);
}
