import { naturalLog, exponential } from '../../kernels/typescript/exponential.ts';
import type { ChunkQueue } from '../../workers/claimChunks.ts';
import { inCrew, type Crew, type CrewWords } from '../../workers/crew.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { stepWorker, type StepInput } from './boostSteps.ts';
import type { BoostState } from './boostState.ts';
import { BoostedGrower, type GrowthRules } from './growBoosted.ts';
import type { TreePart } from './TreeDraft.ts';

export interface BoostInput extends StepInput {
  /** Of rounds: only tells how far the work is. */
  readonly queue: ChunkQueue;
  readonly crew: CrewWords;
  readonly rules: GrowthRules;
  readonly maxIter: number;
  /** Rounds without gain on the rows kept apart before it stops; 0 never stops early. */
  readonly nIterNoChange: number;
  readonly tol: number;
  /** Shared; [nTrained] and [nRows - nTrained], ascending. */
  readonly trained: Int32Array;
  readonly keptApart: Int32Array;
}

/** All rounds of a boosting. @returns the trees, or null in the threads that helped */
export function boostRounds(input: BoostInput, context: TaskContext): TreePart[] | null {
  return inCrew(input.crew, context, stepWorker(input), crew => lead(input, crew, context));
}

function lead(input: BoostInput, crew: Crew, context: TaskContext): TreePart[] {
  const { state, queue, maxIter, trained, keptApart, nIterNoChange, tol } = input;
  const grower = new BoostedGrower(input, input.rules, crew);
  grower.turnRows();
  const trees: TreePart[] = [];
  const losses = [meanLoss(state, keptApart)];
  while (trees.length < maxIter) {
    context.throwIfCancelled();
    Atomics.store(queue.next, 0, trees.length);
    state.entries.set(trained);
    state.apart.set(keptApart);
    grower.takeGradients();
    const tree = grower.grow();
    if (!tree) break;
    trees.push(tree);
    grower.addAnswers();
    if (nIterNoChange === 0) continue;
    losses.push(meanLoss(state, keptApart));
    if (hasStalled(losses, nIterNoChange, tol)) break;
  }
  return trees;
}

/** Log loss, by weight, of the rows kept apart. */
function meanLoss({ raw, y, weights }: BoostState, rows: Int32Array): number {
  let [sum, whole] = [0, 0];
  for (const row of rows) {
    const answer = raw[row];
    const weight = weights.length > 0 ? weights[row] : 1;
    const loss = naturalLog(1 + exponential(-Math.abs(answer))) + Math.max(answer, 0) - y[row] * answer;
    sum += weight * loss;
    whole += weight;
  }
  return whole > 0 ? sum / whole : 0;
}

/** Whether none of the last rounds was better than the one before them. */
function hasStalled(losses: readonly number[], nRounds: number, tol: number): boolean {
  if (losses.length <= nRounds) return false;
  const reference = losses[losses.length - 1 - nRounds] - tol;
  return losses.slice(-nRounds).every(loss => loss >= reference);
}
