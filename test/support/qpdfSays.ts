import { createRequire } from 'node:module';
import createModule from '@neslinesli93/qpdf-wasm';
import { vi } from 'vitest';

const WASM = createRequire(import.meta.url).resolve('@neslinesli93/qpdf-wasm/dist/qpdf.wasm');

/** What `qpdf --check` prints of a PDF, and how it ends: 0 for a sound file, 2 for errors, 3 for warnings. */
export async function qpdfSays(pdf: Uint8Array): Promise<{ status: number; lines: readonly string[] }> {
  const lines: string[] = [];
  const hear = (line: unknown) => void lines.push(String(line));
  const heard = [
    vi.spyOn(console, 'log').mockImplementation(hear),
    vi.spyOn(console, 'error').mockImplementation(hear),
  ];
  try {
    const qpdf = await createModule({ locateFile: () => WASM });
    // Its types leave this one out.
    const files = qpdf.FS as typeof qpdf.FS & { writeFile(path: string, bytes: Uint8Array): void };
    files.writeFile('/report.pdf', pdf);
    return { status: qpdf.callMain(['--check', '/report.pdf']), lines };
  } finally {
    for (const one of heard) one.mockRestore();
  }
}
