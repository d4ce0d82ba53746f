import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Begun first, so that none of them is left to run alone at the end. */
const LONGEST = ['faults/projectSave', 'formats/xlsxGolden', 'process/supervisor', 'fuzz/scorecard', 'fuzz/mutations'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some(name => moduleId.endsWith(`/${name}.test.ts`));
    return [...sorted.filter(isLong), ...sorted.filter(file => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    globalSetup: ['test/support/buildEngine.ts'],
    setupFiles: ['test/support/setup.ts'],
    env: { TZ: 'Pacific/Kiritimati', LC_ALL: 'C' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: { name: 'desktop', include: ['test/electron/**/*.test.ts'] },
      },
      {
        extends: true,
        // No module holds state, so that a process reads the engine once for all of its files. The double of Electron does hold some.
        test: {
          name: 'engine',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/e2e/**', 'test/electron/**', 'node_modules/**'],
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
