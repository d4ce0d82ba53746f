/** Workers cannot load TypeScript, so the worker bundle and the kernels are built before the tests run. */
import { existsSync } from 'node:fs';

export default async function buildEngine(): Promise<void> {
  if (!existsSync('engine/kernels/assembly/index.ts') || !existsSync('engine/workers/worker.ts')) return;
  const { buildParts } = (await import('../../scripts/lib/parts.mjs' as string)) as { buildParts(names: string[]): Promise<void> };
  await buildParts(['kernels', 'worker']);
}
