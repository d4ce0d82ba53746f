import type { ProjectState } from '#shared/contract/project';
import type { Recipe } from '#shared/recipe';
import type { EngineClient } from '#shared/transport/connect';
import type { Opened } from './OpenProject.ts';

/**
 * Brings a new engine to where the old one was: opens the same file again and repeats the recipe on it. The same file, recipe and version
 * give the same bits, so nothing but the list of undo steps is lost. `isSegmenting` says that grouping the customers is what ended the old
 * engine, so it is not repeated.
 *
 * @throws what the engine throws; the engine may then be anywhere between
 */
export async function recoverProject(
  engine: EngineClient,
  opened: Opened,
  before: ProjectState,
  isSegmenting: boolean,
): Promise<void> {
  const { recipe } = before;
  if (opened.how === 'dataset.openSample') await engine.call('dataset.openSample', {});
  else if (opened.how === 'dataset.open')
    await engine.call('dataset.open', { file: opened.token, reading: recipe.reading });
  else await engine.call('project.open', { file: opened.token });
  const now = await engine.call('project.state', {});
  await replay(engine, now.recipe, recipe);
  if (before.segments !== 'ready' || isSegmenting) return;
  const after = await engine.call('project.state', {});
  const { names, edits, madeOn, ...segmenting } = recipe.segmenting;
  if (after.segments !== 'ready') await engine.call('segment.run', { segmenting });
  await engine.call('segment.repeatByHand', { names, edits, madeOn, overrides: recipe.overrides });
  if (!isSame(after.recipe.tiers, recipe.tiers)) await engine.call('segment.setTiers', { rule: recipe.tiers });
}

async function replay(engine: EngineClient, from: Recipe, to: Recipe): Promise<void> {
  if (from.seed !== to.seed) await engine.call('project.setSeed', { seed: to.seed });
  if (!isSame(from.reading, to.reading)) await engine.call('dataset.setReading', { reading: to.reading });
  const changes = Object.entries(to.columns)
    .filter(([name, choice]) => !isSame(choice, from.columns[name]))
    .map(([name, choice]) => ({ name, ...choice }));
  if (changes.length > 0) await engine.call('dataset.setColumns', { changes });
  if (from.referenceDate !== to.referenceDate)
    await engine.call('dataset.setReferenceDate', { referenceDate: to.referenceDate });
  if (!isSame(from.prepare, to.prepare)) await engine.call('prepare.setSteps', { steps: to.prepare });
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
