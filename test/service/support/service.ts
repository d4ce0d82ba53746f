import { request } from 'node:http';
import { connect } from 'node:net';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AuditTrail, type AuditedCall, type CountedCalls } from '#engine/service/AuditTrail';
import { ModelShelf } from '#engine/service/ModelShelf';
import { newToken } from '#engine/service/serviceToken';
import { startService, type ServiceParts } from '#engine/service/startService';
import { testRun } from '../../support/testRun.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  readonly body: Record<string, unknown>;
}
interface Given {
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string | string[]>;
}

/** A service of these model files with everything a test asks of it. */
export async function someService(folder: string, paths: readonly string[], more: Partial<ServiceParts> = {}) {
  const bugs: unknown[] = [];
  const files = paths.map(path => ({ path, name: basename(path) }));
  const shelf = await ModelShelf.open(files, null, testRun());
  const audit = new AuditTrail(join(folder, `audit-${newToken()}`, 'calls.jsonl'));
  const token = newToken();
  const parts = { shelf, token, port: 0, audit, rate: 100_000, onBug: (error: unknown) => bugs.push(error), ...more };
  const service = await startService(parts);
  const { hostname, port, host } = new URL(service.url);
  const send = (method: string, path: string, given: Given = {}): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...given.headers };
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path, headers, setHost: !('host' in headers) }, response => {
        let text = '';
        response.on('data', part => (text += part));
        response.on('error', reject);
        response.on('end', () => {
          const isJson = response.headers['content-type'] === 'application/json' && text !== '';
          const body = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
          resolve({ status: response.statusCode!, headers: response.headers, text, body });
        });
      });
      sent.on('error', reject);
      sent.end(given.body);
    });
  };
  return {
    ...parts,
    service,
    bugs,
    host,
    send,
    get: (path: string, headers: Given['headers'] = {}) => send('GET', path, { headers }),
    post: (path: string, value: unknown, headers: Given['headers'] = {}) =>
      send('POST', path, {
        body: typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value),
        headers,
      }),
    /** Everything that comes back when these bytes are written on a bare connection. */
    raw: (text: string | Buffer): Promise<string> =>
      new Promise(resolve => {
        let heard = '';
        const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(text));
        socket.on('data', part => (heard += part.toString()));
        socket.on('error', () => resolve(heard));
        socket.on('close', () => resolve(heard));
      }),
    calls: async (): Promise<(AuditedCall | CountedCalls)[]> => {
      await audit.flush();
      const lines = readFileSync(audit.path, 'utf8').trimEnd().split('\n');
      return lines.map(line => JSON.parse(line) as AuditedCall | CountedCalls);
    },
  };
}
export type SomeService = Awaited<ReturnType<typeof someService>>;

export function codeOf(answer: Answer): string {
  return (answer.body.error as { code: string }).code;
}
