/** The process in which files are parsed and everything is computed. Started and watched by a host. */
import { createEngine } from '../Engine.ts';
import { parentPipe } from './parentPipe.ts';
import { serveProcess } from './serveProcess.ts';

// A page that goes away or a key typed in the host's terminal must not end the engine: only its host does.
process.on('SIGINT', () => undefined);
serveProcess(parentPipe(), createEngine, status => process.exit(status));
