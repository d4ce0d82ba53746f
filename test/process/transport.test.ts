import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { WebSocket, WebSocketServer } from 'ws';
import type { Port } from '#shared/transport/message';
import { messagePort, pipePort } from '#engine/process/messagePort';
import { webSocketPort } from '#engine/process/webSocketPort';
import { transportSuite } from '../shared/transport.suite.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

transportSuite('a message channel', () => {
  const { port1, port2 } = new MessageChannel();
  return { client: messagePort(port1), server: messagePort(port2) };
});

transportSuite('a WebSocket', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[WebSocket]>;
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [[socket]] = await Promise.all([accepted, once(client, 'open')]);
  return { client: webSocketPort(client), server: webSocketPort(socket), close: () => void server.close() };
});

const echo = join(temporaryFolder(), 'echo.mjs');
writeFileSync(echo, 'process.on("message", message => process.send(message)); process.send("ready");');

// Both ends are here; what one sends goes through a real child process and comes back for the other.
transportSuite('the pipe of a child process', async () => {
  const child = fork(echo, [], { serialization: 'advanced', execArgv: [] });
  await once(child, 'message');
  const end = (own: 'client' | 'server'): Port =>
    pipePort({
      postMessage: message => void child.send({ from: own, message }, () => undefined),
      close: () => void child.kill(),
      onMessage: listener =>
        void child.on('message', (envelope: { from: string; message: unknown }) => {
          if (envelope.from !== own) listener(envelope.message);
        }),
      onClose: listener => void child.on('exit', listener),
    });
  return { client: end('client'), server: end('server') };
});
