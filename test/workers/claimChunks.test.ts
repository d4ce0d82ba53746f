import { describe, expect, it } from 'vitest';
import { Cancelled } from '#shared/errors';
import { chunkAt, claimChunks, countChunks, newChunkQueue } from '#engine/workers/claimChunks';
import { CHUNK_ROWS } from '#engine/workers/Pool';

const never = { throwIfCancelled: () => undefined };

describe('chunks', () => {
  it('cover every row once, in cuts that depend on the number of rows alone', () => {
    for (const nRows of [1, CHUNK_ROWS, CHUNK_ROWS + 1, 50_001]) {
      const chunks = Array.from({ length: countChunks(nRows) }, (_, i) => chunkAt(nRows, i));
      expect(chunks[0].rowStart).toBe(0);
      expect(chunks.at(-1)?.rowEnd).toBe(nRows);
      for (const [i, chunk] of chunks.entries()) expect(chunk.rowStart).toBe(i * CHUNK_ROWS);
    }
    expect(countChunks(0)).toBe(0);
  });

  it('are taken once each by whoever asks', () => {
    const queue = newChunkQueue(10, 3);
    const taken: number[][] = [];
    claimChunks(queue, never, ({ index, rowStart, rowEnd }) => taken.push([index, rowStart, rowEnd]));
    expect(taken).toEqual([
      [0, 0, 3],
      [1, 3, 6],
      [2, 6, 9],
      [3, 9, 10],
    ]);
    claimChunks(queue, never, () => expect.unreachable('there is none left'));
  });

  it('look at the cancel flag before each chunk', () => {
    let seen = 0;
    const stopAtThird = {
      throwIfCancelled: () => {
        if (++seen === 3) throw new Cancelled();
      },
    };
    let done = 0;
    expect(() => claimChunks(newChunkQueue(10, 2), stopAtThird, () => done++)).toThrow(Cancelled);
    expect(done).toBe(2);
  });
});
