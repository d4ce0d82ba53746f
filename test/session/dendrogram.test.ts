import { beforeAll, describe, expect, it } from 'vitest';
import { AppError, Cancelled } from '#shared/errors';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
}, 120_000);

describe('the tree through the contract', () => {
  it('is there for any method once there are segments, and can be stopped', async () => {
    const early = engine.client.call('segment.dendrogram', {});
    await expect(early).rejects.toBeInstanceOf(AppError);
    await engine.client.call('dataset.openSample', {});
    const found = await engine.client.call('segment.run', { segmenting: { minClusters: 3, maxClusters: 4 } });
    const controller = new AbortController();
    const stopped = engine.client.call('segment.dendrogram', {}, { signal: controller.signal });
    controller.abort();
    await expect(stopped).rejects.toBeInstanceOf(Cancelled);
    const tree = await engine.client.call('segment.dendrogram', {});
    expect(tree.isOwn).toBe(false);
    expect(tree.n).toBe(found.nCustomers);
    expect(tree.leaves.reduce((sum, leaf) => sum + leaf.size, 0)).toBe(found.nCustomers);
    expect(await engine.client.call('segment.dendrogram', {})).toEqual(tree);
  }, 120_000);

  it('is the method’s own when segments are found by it', async () => {
    const segmenting = { algorithm: 'ward', options: {}, minClusters: 4, maxClusters: 5 } as const;
    const found = await engine.client.call('segment.run', { segmenting });
    expect(found.method).toBe('ward');
    const tree = await engine.client.call('segment.dendrogram', {});
    expect(tree.isOwn).toBe(true);
    const sizes = found.segments.map(({ id }) =>
      tree.leaves.filter(leaf => leaf.segment === id).reduce((sum, leaf) => sum + leaf.size, 0),
    );
    expect(sizes).toEqual(found.sizes);
    expect(tree.merges.filter(({ height }) => height > tree.cutHeight)).toHaveLength(found.nClusters - 1);
  }, 120_000);
});
