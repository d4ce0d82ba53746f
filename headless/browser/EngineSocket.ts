import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { SOCKET_REPLACED } from '#shared/host';
import type { Supervisor } from '#engine/process/Supervisor';
import { webSocketPort } from '#engine/process/webSocketPort';
import type { Access } from './Access.ts';

const MAX_MESSAGE_BYTES = 8 * 2 ** 20;
const PING_EVERY_MS = 20_000;

/** The one WebSocket to the engine. A newer one takes the place of the older: a page that is loaded again must not be locked out. */
export class EngineSocket {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  readonly #access: Access;
  readonly #supervisor: Supervisor;
  readonly #timer: NodeJS.Timeout;
  #current: WebSocket | null = null;
  #hasAnswered = true;

  constructor(access: Access, supervisor: Supervisor) {
    this.#access = access;
    this.#supervisor = supervisor;
    this.#timer = setInterval(() => this.#ping(), PING_EVERY_MS);
    this.#timer.unref();
  }

  /** Whether an interface is connected now. */
  get isConnected(): boolean {
    return this.#current !== null;
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const { method, url } = request;
    const access = this.#access;
    const isAllowed =
      method === 'GET' &&
      url === '/engine' &&
      access.isForUs(request) &&
      access.isOwnAction(request) &&
      access.hasSession(request);
    if (!isAllowed) {
      stream.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, stream, head, socket => this.#take(socket));
  }

  close(): void {
    clearInterval(this.#timer);
    this.#current?.terminate();
    this.#server.close();
  }

  #take(socket: WebSocket): void {
    this.#current?.close(SOCKET_REPLACED, 'opened in another window');
    this.#current = socket;
    this.#hasAnswered = true;
    socket.on('pong', () => (this.#hasAnswered = true));
    socket.on('close', () => {
      if (this.#current === socket) this.#current = null;
    });
    // A frame that is too large or malformed closes the socket by itself; the event must only be taken.
    socket.on('error', () => socket.terminate());
    this.#supervisor.attach(webSocketPort(socket));
  }

  #ping(): void {
    if (!this.#current) return;
    if (!this.#hasAnswered) return this.#current.terminate();
    this.#hasAnswered = false;
    this.#current.ping();
  }
}
