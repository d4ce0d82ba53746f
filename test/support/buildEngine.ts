/** Workers cannot load TypeScript, so the worker bundle and the kernels are built before the tests run. */
export default async function buildEngine(): Promise<void> {
  const { buildParts } = (await import('../../scripts/lib/parts.mjs' as string)) as {
    buildParts(names: string[]): Promise<void>;
  };
  await buildParts(['kernels', 'worker']);
}
