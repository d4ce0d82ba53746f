/**
 * Asks a service over connections that stay open, one request at a time on each, a bounded number of times and no longer than a bounded time. In a process of its own,
 * so that whoever answers shares nothing with it. Prints one line of JSON.
 */
import { connect, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';

export interface LoadWanted {
  readonly port: number;
  readonly path: string;
  readonly token: string | null;
  /** JSON texts, asked in turn. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly requests: number;
  readonly mostMs: number;
}
export interface LoadMeasured {
  readonly answers: number;
  readonly errors: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
  /** The first answer, to see that both sides were asked the same. */
  readonly first: string;
}

const END_OF_HEAD = '\r\n\r\n';

async function load(wanted: LoadWanted): Promise<LoadMeasured> {
  const requests = wanted.bodies.map(body => requestOf(wanted, body));
  const took: number[] = [];
  const state = { next: 0, errors: 0, first: '' };
  const begun = performance.now();
  const isOver = () => state.next >= wanted.requests || performance.now() - begun > wanted.mostMs;
  await Promise.all(
    Array.from({ length: wanted.connections }, async () => {
      const socket = connect({ host: '127.0.0.1', port: wanted.port, noDelay: true });
      const receive = receiver(socket);
      while (!isOver()) {
        const asked = performance.now();
        socket.write(requests[state.next++ % requests.length]);
        const answer = await receive();
        took.push(performance.now() - asked);
        if (!answer.startsWith('HTTP/1.1 200')) state.errors++;
        state.first ||= answer.slice(answer.indexOf(END_OF_HEAD) + END_OF_HEAD.length);
      }
      socket.destroy();
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(share * took.length))];
  const { errors, first } = state;
  const answers = took.length;
  return {
    answers,
    errors,
    seconds,
    perSecond: answers / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    mostMs: at(1),
    first,
  };
}

function requestOf({ port, path, token }: LoadWanted, body: string): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(token === null ? [] : [`Authorization: Bearer ${token}`]),
  ];
  return Buffer.from(head.join('\r\n') + END_OF_HEAD + body);
}

/** Whole answers of a connection, one after the other; both services state the length of each. */
function receiver(socket: Socket): () => Promise<string> {
  let heard = '';
  let waiting: { resolve: (answer: string) => void; reject: (error: Error) => void } | null = null;
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    heard += part;
    const head = heard.indexOf(END_OF_HEAD);
    if (head < 0 || !waiting) return;
    const length = Number(/content-length: (\d+)/i.exec(heard.slice(0, head))?.[1] ?? 0);
    const end = head + END_OF_HEAD.length + length;
    if (heard.length < end) return;
    const answer = heard.slice(0, end);
    heard = heard.slice(end);
    waiting.resolve(answer);
    waiting = null;
  });
  socket.on('error', error => waiting?.reject(error));
  socket.on('close', () => waiting?.reject(new Error('the service hung up')));
  return () => new Promise((resolve, reject) => (waiting = { resolve, reject }));
}

const wanted = JSON.parse(readFileSync(process.argv[2], 'utf8')) as LoadWanted;
process.stdout.write(`${JSON.stringify(await load(wanted))}\n`);
