import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const LINUX_NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const MAC_NAMES = ['Google Chrome', 'Microsoft Edge', 'Chromium'];
const WINDOWS_PATHS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
];

/** Where Chrome, Edge or Chromium may be on this machine, best first. TESSERA_BROWSER names another one. */
export function browserPaths(platform: string, env: Environment): string[] {
  const named = env.TESSERA_BROWSER ? [env.TESSERA_BROWSER] : [];
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(root => root !== undefined);
    return [...named, ...WINDOWS_PATHS.flatMap(parts => roots.map(root => join(root, ...parts)))];
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', ...(env.HOME ? [join(env.HOME, 'Applications')] : [])];
    return [...named, ...MAC_NAMES.flatMap(name => roots.map(root => `${root}/${name}.app/Contents/MacOS/${name}`))];
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(folder => folder.startsWith('/'));
  return [...named, ...LINUX_NAMES.flatMap(name => folders.map(folder => join(folder, name)))];
}

export function findBrowser(platform: string = process.platform, env: Environment = process.env): string | null {
  return browserPaths(platform, env).find(path => existsSync(path)) ?? null;
}
