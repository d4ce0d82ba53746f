import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where this machine keeps an application's own small files: settings and logs. */
export function appFolders(platform = process.platform, env: Environment = process.env, home = homedir()) {
  if (platform === 'win32') {
    const local = env.LOCALAPPDATA ?? join(home, 'AppData', 'Local');
    return { settings: join(local, 'Tessera'), logs: join(local, 'Tessera', 'Logs') };
  }
  if (platform === 'darwin')
    return {
      settings: join(home, 'Library', 'Application Support', 'Tessera'),
      logs: join(home, 'Library', 'Logs', 'Tessera'),
    };
  return {
    settings: join(env.XDG_CONFIG_HOME || join(home, '.config'), 'tessera'),
    logs: join(env.XDG_STATE_HOME || join(home, '.local', 'state'), 'tessera'),
  };
}
